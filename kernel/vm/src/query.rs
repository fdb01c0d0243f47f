//! QUERY of a user's own virtual machine.

mod indicate;
mod other;
mod set;
mod terminal;
mod virtual_machine;

pub use indicate::Activity;
