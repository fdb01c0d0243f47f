//! QUERY of a user's own virtual machine.

mod other;
mod set;
mod terminal;
mod virtual_machine;
