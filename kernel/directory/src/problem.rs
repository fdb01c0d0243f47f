//! What is wrong with a directory source, with DIRECTXA's message numbers.

use core::fmt;

use syntax::Diagnostic;

/// Numbers of the messages HCPDIRnnnE (CP Messages and Codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    /// 752: a statement stands where it may not.
    Sequence,
    /// 753: an operand is missing.
    Missing,
    /// 754: an operand is not what may stand there.
    Invalid,
    /// 755: a virtual device is defined twice.
    DuplicateUnit,
    /// 757: a user, subconfiguration or profile is defined twice.
    DuplicateUser,
    /// 1776: a user's default storage is more than its maximum.
    StorageExceedsMaximum,
}

impl Number {
    /// As it stands in the message's identifier.
    pub const fn value(self) -> u16 {
        match self {
            Self::Sequence => 752,
            Self::Missing => 753,
            Self::Invalid => 754,
            Self::DuplicateUnit => 755,
            Self::DuplicateUser => 757,
            Self::StorageExceedsMaximum => 1776,
        }
    }
}

/// One error of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its message number.
    pub number: Number,
    /// Where it is and what was expected.
    pub diagnostic: Diagnostic,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HCPDIR{}E {}", self.number.value(), self.diagnostic)
    }
}
