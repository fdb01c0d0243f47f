//! Terminals without I/O: what is typed becomes lines, what CP says becomes bytes.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod command_line;
pub mod ds3270;
pub mod face;
mod history;
mod keys;
pub mod line_editor;
pub mod request;
pub mod status;
pub mod timestamp;
