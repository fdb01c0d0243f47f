//! The devices of the machine.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod dasd;
pub mod eckd;
pub mod sclp_console;
pub mod subchannel;
pub mod terminal;
pub mod trouble;
pub mod virtio;
