//! What can be wrong with a CMS minidisk, or with what is asked of it.

use core::fmt;

use crate::block::IoError;

/// Why a CMS minidisk cannot be read or written. Blocks are numbered from 1, as CMS does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The device did not read or write the block.
    Io {
        /// Number of the block.
        block: u32,
        /// What the device said.
        error: IoError,
    },
    /// The label block does not begin with `CMS1`.
    NotCms,
    /// A field has a value that it must not have.
    Value {
        /// Number of the block.
        block: u32,
        /// The field.
        field: &'static str,
        /// What is there.
        found: u32,
        /// What was expected.
        expected: &'static str,
    },
    /// A pointer in the block leads to `found`, which is no data block of the minidisk.
    Pointer {
        /// Number of the block with the pointer.
        block: u32,
        /// Where the pointer leads.
        found: u32,
    },
    /// The block belongs to more than one file.
    Shared {
        /// Number of the block.
        block: u32,
    },
    /// The records end before the count of the file's entry is reached.
    Truncated,
    /// There is no such file.
    NotFound,
    /// The minidisk has not so many free blocks.
    Full {
        /// Blocks needed.
        needed: u32,
        /// Blocks free.
        free: u32,
    },
    /// A record is empty, too long, or not as long as the others of an F file.
    RecordLength {
        /// Index of the record, from 0.
        record: usize,
    },
    /// The file is larger than this file system reads and writes.
    TooLarge,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { block, error } => write!(f, "minidisk block {block}: {}", error.reason()),
            Self::NotCms => f.write_str("minidisk block 3: no CMS label, expected CMS1"),
            Self::Value { block, field, found, expected } => {
                write!(f, "minidisk block {block}: {field} is {found}, expected {expected}")
            }
            Self::Pointer { block, found } => {
                write!(f, "minidisk block {block}: pointer to block {found}, expected a data block")
            }
            Self::Shared { block } => {
                write!(f, "minidisk block {block}: in use twice, expected in one file only")
            }
            Self::Truncated => f.write_str("the file ends before its last record"),
            Self::NotFound => f.write_str("file not found"),
            Self::Full { needed, free } => {
                write!(f, "minidisk full: {needed} blocks needed, {free} free")
            }
            Self::RecordLength { record } => {
                write!(f, "record {}: its length is not as the file format wants it", record + 1)
            }
            Self::TooLarge => f.write_str("the file is too large"),
        }
    }
}
