//! The object directory: what DIRECTXA writes to the DRCT area and CP reads at each LOGON.
//!
//! | bytes | hold |
//! |---|---|
//! | 0 to 63 | header: level, how many entries, the cluster's name |
//! | from 64 | index: 32 bytes an entry, profiles first, then by name |
//! | behind it | records: the preamble (DIRECTORY and global statements), then the entries |
//!
//! Header, index entries and records each have a check of their own, so that damage costs one
//! user and is told. A record is its [`Entry`](crate::Entry) in the postcard encoding: bytes and
//! variable-length integers, the same on every machine. Passwords are in it as digests only.

mod layout;
mod read;
mod write;

use alloc::vec::Vec;
use core::fmt;

use formats::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use serde::{Deserialize, Serialize};

use crate::entry::Residence;
use crate::name::Name;
use crate::statement::kept::Kept;
pub use read::ObjectDirectory;
pub use write::compile;

/// Most bytes of one record.
const RECORD_BYTES: usize = 256 * 1024;
/// Most entries of a directory.
const ENTRIES: usize = 1 << 20;

/// What stands before all entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preamble {
    /// The DIRECTORY statement.
    pub residence: Residence,
    /// GLOBALDEFS and the like.
    pub globals: Vec<Kept>,
}

/// Why a directory cannot be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompileError {
    /// An entry is longer than a record may be.
    EntryTooLarge(Name),
    /// There are more entries than an index may have.
    TooManyEntries,
    /// The DIRECTORY and global statements are longer than a record may be.
    PreambleTooLarge,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntryTooLarge(name) => write!(f, "entry {name} is too large"),
            Self::TooManyEntries => write!(f, "there are more than {ENTRIES} entries"),
            Self::PreambleTooLarge => f.write_str("the global statements are too large"),
        }
    }
}

/// Why the object directory does not say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindError {
    /// These are not the bytes of an object directory.
    NotADirectory,
    /// The header differs from its check or points outside the directory.
    HeaderDamaged,
    /// It is of a level that this CP does not know: compile the source again.
    Level(u16),
    /// So many index entries are damaged; the user that was looked for may be one of them.
    IndexDamaged(u32),
    /// The record of this user or profile is damaged.
    EntryDamaged(Name),
    /// The DIRECTORY and global statements are damaged.
    PreambleDamaged,
    /// Page `page` of the directory could not be read.
    Io {
        /// Number of the 4 KiB page.
        page: u32,
        /// What the volume said.
        error: IoError,
    },
}

impl fmt::Display for FindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADirectory => f.write_str("this is no object directory"),
            Self::HeaderDamaged => f.write_str("the object directory's header is damaged"),
            Self::Level(level) => {
                let own = layout::LEVEL;
                write!(f, "the object directory is of level {level}, expected {own}: compile anew")
            }
            Self::IndexDamaged(count) => {
                write!(f, "{count} index entries of the object directory are damaged")
            }
            Self::EntryDamaged(name) => write!(f, "the directory entry of {name} is damaged"),
            Self::PreambleDamaged => f.write_str("the directory's global statements are damaged"),
            Self::Io { page, error } => write!(f, "page {page} of the directory: {error:?}"),
        }
    }
}

/// An object directory in storage, to be read as from a volume.
pub struct ObjectBytes<'a>(pub &'a [u8]);

impl BlockDevice for ObjectBytes<'_> {
    fn blocks(&self) -> u32 {
        self.0.len().div_ceil(BLOCK_BYTES) as u32
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        let bytes = self.0.chunks(BLOCK_BYTES).nth(number as usize).ok_or(IoError::OutOfRange)?;
        *block = [0; BLOCK_BYTES];
        block[..bytes.len()].copy_from_slice(bytes);
        Ok(())
    }

    async fn write(&self, _number: u32, _block: &Block) -> Result<(), IoError> {
        Err(IoError::ReadOnly)
    }
}

#[cfg(test)]
mod tests;
