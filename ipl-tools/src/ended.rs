//! How a tool ends that has found what it was asked to look for.

use std::fmt;

/// A tool's last words and its return code, as z/VM's tool has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Return code, not 0.
    pub code: u8,
    /// What is told.
    pub text: String,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Ended {}
