//! What a virtual machine is, apart from running.
//!
//! [`Users`] knows who is logged on, from which terminal, and what the operator is told of it.
//! Nothing here does I/O or reads a clock: times come in as TOD values and texts.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod answer;
pub mod users;

pub use answer::{Answer, Line};
pub use users::Users;
