//! What a virtual machine is, apart from running.
//!
//! [`Users`] knows who is logged on, from which terminal, and what the operator is told of it.
//! A [`VirtualMachine`] is made of a directory entry: storage, CPUs, classes, settings, devices,
//! and what QUERY tells of them. LOGON makes one in three steps: [`VirtualMachine::new`]; then
//! of each of [`device_statements`] what the statement says, with
//! [`VirtualMachine::define_simulated`], or for MDISK, LINK and DEDICATE
//! [`VirtualMachine::define`] with what was found; then what COMMAND and IPL say.
//! [`link::LinkTable`] knows all links to minidisks and whether one more is good.
//! A [`command`] changes a virtual machine and says what CP has yet to do for it.
//!
//! Nothing here does I/O or reads a clock: times come in as TOD values and texts.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod answer;
pub mod command;
pub mod cpus;
pub mod device;
mod extent;
pub mod link;
mod load_device;
mod machine;
mod operands;
mod query;
pub mod settings;
pub mod storage;
pub mod terminal;
pub mod users;

pub use answer::{Answer, Line};
pub use extent::{Extent, Granted, Volume};
pub use load_device::LoadDevice;
pub use machine::{Defaults, NotDefined, VirtualMachine, device_statements};
pub use query::Activity;
pub use users::Users;
