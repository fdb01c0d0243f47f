//! What SYSTEM CONFIG, the user directory and console lines have in common:
//! words with their columns, minimum abbreviations, device numbers and ranges,
//! and the diagnostic that names file, record, column and what was expected.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod abbreviation;
mod device_number;
mod diagnostic;
mod word;

pub use abbreviation::{Keyword, abbreviates};
pub use device_number::{DeviceRange, device_number, device_range};
pub use diagnostic::{Diagnostic, Place};
pub use word::{Word, words};
