//! What CP does for a guest's CPU, whatever runs it.
//!
//! Direct execution and SIE enter a [`Cpu`] and come back with the same [`Exit`]. Behind it
//! stands, in the order of an exit's life: [`Instruction`], taken apart; [`perform`], which makes
//! the checks of the Principles of Operation in their order and does what the instruction does;
//! [`interruption`], which stores into the guest's prefix area and loads its new PSW.
//!
//! Nothing here does I/O or reads a clock: storage is a trait, the time comes in as a TOD value,
//! and what needs a device goes out as a [`Request`].
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

pub mod access;
mod cpu;
mod exit;
mod instruction;
pub mod interruption;
mod pending;
pub mod perform;
mod prefix_area;
mod program;
mod storage;
#[cfg(test)]
mod testing;
pub mod translate;

pub use access::Space;
pub use cpu::{Cpu, CpuTimer};
pub use exit::{Exit, Outcome, Purge, Request, SubchannelFunction, SubchannelRequest};
pub use instruction::Instruction;
pub use pending::Pending;
pub use perform::{Entry, TABLE, perform};
pub use program::{Program, Teid};
pub use storage::{Key, NotThere, Storage};
