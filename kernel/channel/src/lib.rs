//! A guest's channel program, interpreted: what the channel subsystem does between START
//! SUBCHANNEL and the status that ends it (Principles of Operation, "Basic I/O Functions" and
//! "I/O Interruptions").
//!
//! [`run`] fetches CCWs of either format, chains commands and data, follows TICs and IDAWs, and
//! accounts for every byte; what a command means is the [`Device`]'s. It is a future that waits
//! where the device or the guest's storage does. HALT and CLEAR SUBCHANNEL drop it.
//!
//! Not here: MIDAWs, read backward, transport mode and the initial-status interruption. The first
//! three are refused as a subchannel without these facilities refuses them.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

mod area;
mod ccw;
mod device;
mod ending;
mod fetch;
mod program;
mod run;
mod storage;
mod subchannel;
mod transfer;

#[cfg(test)]
mod tests;

pub use device::Device;
pub use ending::Ending;
pub use program::{CcwFormat, IdawFormat, Program};
pub use run::run;
pub use storage::{GuestStorage, StorageFault};
pub use subchannel::{Intermediate, Subchannel};
pub use transfer::{Channel, Terminated};
