//! What can be wrong with a block of the PDR.

use core::fmt;

use super::LEVEL;
use crate::block::IoError;

/// Why a block of the PDR says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The volume did not give the block.
    Io {
        /// Number of the block.
        block: u32,
        /// What the volume said.
        error: IoError,
    },
    /// The block does not begin as it should: FORMSSI never wrote one here.
    NotPdr {
        /// Number of the block.
        block: u32,
    },
    /// The block and the check at its end differ.
    Check {
        /// Number of the block.
        block: u32,
    },
    /// The block is of another slot.
    Misplaced {
        /// Number of the block.
        block: u32,
        /// The slot that it says it is of.
        slot: u16,
    },
    /// The block is of a level that this CP does not know.
    Level {
        /// Number of the block.
        block: u32,
        /// The level that it says.
        level: u16,
    },
    /// The block is whole, but a field has a value that there is not.
    Value {
        /// Number of the block.
        block: u32,
        /// The field.
        field: &'static str,
    },
    /// The block was left by an earlier FORMSSI CREATE.
    OtherGeneration {
        /// Number of the block.
        block: u32,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { block, error } => {
                let error = match error {
                    IoError::OutOfRange => "the volume ends before it",
                    IoError::NotOperational => "the volume does not answer",
                    IoError::Unreadable => "it cannot be read",
                    IoError::ReadOnly => "the volume is read-only",
                };
                write!(f, "block {block}: {error}")
            }
            Self::NotPdr { block } => write!(f, "block {block}: FORMSSI has written nothing here"),
            Self::Check { block } => write!(f, "block {block}: its check does not match"),
            Self::Misplaced { block, slot } => write!(f, "block {block}: it is of slot {slot}"),
            Self::Level { block, level } => {
                write!(f, "block {block}: it is of level {level}, expected {LEVEL}")
            }
            Self::Value { block, field } => write!(f, "block {block}: no such {field}"),
            Self::OtherGeneration { block } => {
                write!(f, "block {block}: it is left from an earlier FORMSSI CREATE")
            }
        }
    }
}
