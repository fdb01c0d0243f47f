//! Commands that change a virtual machine: each reads its operands, checks, changes, and says what
//! is left to do outside of it.

mod define;
mod define_cpu;
mod define_device;
mod define_storage;
mod detach;
mod load_device;
mod privclass;
mod set;
mod terminal;

use alloc::string::String;
use alloc::vec::Vec;

use messages::Message;

pub use define::{define, redefine};
pub use detach::detach;
pub use privclass::set_privclass;
pub use set::set;
pub use terminal::terminal;

use crate::Answer;
use crate::device::VirtualDevice;

/// What a command comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What the user is told.
    pub answer: Answer,
    /// What CP has yet to do, in order.
    pub effects: Vec<Effect>,
}

/// What CP has yet to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The guest has a new device: tell it so, get what the device stands for.
    Added(u16),
    /// A device is gone: tell the guest so, give back its link, real device or spool file.
    Removed(VirtualDevice),
    /// A device has another number.
    Renumbered {
        /// The one that it had.
        old: u16,
        /// The one that it has.
        new: u16,
    },
    /// There is a new CPU, stopped.
    CpuAdded(u8),
    /// A CPU is gone.
    CpuRemoved(u8),
    /// Storage is of another size or the CPUs are others: clear storage, reset everything.
    Cleared,
}

/// What DEFINE STORAGE and DETACH CPU say of [`Effect::Cleared`].
const CLEARED: &str = "Storage cleared - system reset.";

impl Outcome {
    /// A command that did one thing and says so.
    fn done(line: String, effect: Effect) -> Self {
        Self { answer: Answer::done([line]), effects: Vec::from([effect]) }
    }
}

impl From<Answer> for Outcome {
    fn from(answer: Answer) -> Self {
        Self { answer, effects: Vec::new() }
    }
}

/// A command that was refused as a whole changes nothing.
impl From<Result<Self, Message>> for Outcome {
    fn from(result: Result<Self, Message>) -> Self {
        result.unwrap_or_else(|message| Answer::from(message).into())
    }
}
