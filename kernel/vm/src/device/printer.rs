//! A virtual printer.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Class, Output, output};

/// A printer into spool files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printer {
    /// `1403` or another model.
    pub model: String,
    /// How it is spooled.
    pub output: Output,
}

impl Printer {
    pub(super) fn lines(&self, number: u16, subchannel: u16) -> Vec<String> {
        self.output.lines(&output::first(Class::Printer, number), number, &self.model, subchannel)
    }
}
