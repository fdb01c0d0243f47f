//! What is wrong in a text, where, and what was expected there.

use alloc::string::String;
use core::fmt;

/// A place in a text of records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file as its users write it: `SYSTEM CONFIG`, `USER DIRECT`.
    pub file: String,
    /// Number of the record, from 1.
    pub record: u32,
    /// Column of the offending word's first character, from 1.
    pub column: u32,
    /// How many characters are meant; 0 where a word is missing.
    pub length: u32,
}

/// One error of a source text. The kernel prints it as a message pair, host tools with the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where it is.
    pub place: Place,
    /// The statement's name as far as it was recognised, in capitals.
    pub statement: String,
    /// What is wrong, without full stop: `slot 3 is named twice`.
    pub problem: String,
    /// What was expected instead, without full stop; empty where nothing could be.
    pub expected: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { file, record, column, .. } = &self.place;
        write!(
            f,
            "{file}, record {record}, column {column}: {}: {}",
            self.statement, self.problem
        )?;
        if self.expected.is_empty() { Ok(()) } else { write!(f, "; expected {}", self.expected) }
    }
}
