//! The machine layer: the only code of CP that is `unsafe`.
//!
//! What stands above it sees safe functions: storage that is owned, interruptions as values,
//! instructions as calls. CP runs disabled for I/O and external interruptions and takes them
//! at one place only, the window in [`interruption`].
#![no_std]

extern crate alloc;

pub mod abend;
pub mod channel;
pub mod clock;
pub mod cpu;
mod dat;
pub mod dma;
pub mod dump;
mod entry;
pub mod facility;
mod heap;
pub mod identity;
pub mod interruption;
#[cfg(feature = "ktest")]
pub mod ktest;
pub mod load;
pub mod lowcore;
mod reserve;
pub mod sclp;
pub mod storage;
pub mod trace;
pub mod wait_state;

pub use entry::{ipl_subchannel, parameters};
