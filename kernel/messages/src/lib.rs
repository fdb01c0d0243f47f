//! The message catalogue: a number has one text over all of CP.
//!
//! A message is `HCPmmmnnns text`: three letters of the module that gives it, a number of at
//! least three digits, one letter of severity (z/VM CP Messages and Codes, "Message format").
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod catalogue;
mod message;

pub use catalogue::Severity;
pub use message::{Emsg, Message, message, message_variant};
