//! The user directory: from source statements to the object directory that CP reads.
//!
//! [`parse`] reads a source (`USER DIRECT`) and says everything that is wrong with it;
//! [`compile`] makes of it the bytes that DIRECTXA writes to the DRCT area; [`ObjectDirectory`]
//! reads them back one user at a time; [`minidisks`] shows who has what of each volume.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod entry;
mod list;
mod map;
mod name;
mod object;
mod password;
mod problem;
mod source;
pub mod statement;
mod user;

pub use entry::{Directory, Entry, Kind, Logon, Residence};
pub use map::{Extent, minidisks};
pub use name::{NAME_LENGTH, Name};
pub use object::{CompileError, FindError, ObjectBytes, ObjectDirectory, Preamble, compile};
pub use password::{MASK, PASSWORD_LENGTH, Password, Salt, Secret};
pub use problem::{Number, Problem};
pub use source::parse;
pub use source::record::{RawStatement, raw_statements};
pub use statement::Statement;
pub use user::{Origin, Scope, User};
