//! A virtual punch.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Class, Output, output};

/// A punch into spool files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Punch {
    /// `2540` or another model.
    pub model: String,
    /// How it is spooled.
    pub output: Output,
}

impl Punch {
    pub(super) fn lines(&self, number: u16, subchannel: u16) -> Vec<String> {
        self.output.lines(&output::first(Class::Punch, number), number, &self.model, subchannel)
    }
}
