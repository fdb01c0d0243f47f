//! Everything that is on a volume, as types and as pure operations over blocks.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod allocation;
pub mod block;
pub mod checkpoint;
pub mod cpload;
pub mod drct;
pub mod dump;
pub mod ebcdic;
pub mod edf;
pub mod geometry;
pub mod ipl;
pub mod label;
pub mod minidisk;
pub mod parameter_area;
pub mod pdr;
pub mod record;
pub mod spool;
pub mod warmstart;
