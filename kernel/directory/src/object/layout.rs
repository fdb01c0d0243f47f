//! Header and index entries of the object directory.

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::{ENTRIES, FindError, RECORD_BYTES};
use crate::name::{NAME_LENGTH, Name};

/// `OBJDIR` in EBCDIC, blanks behind it.
const EYE_CATCHER: [u8; 8] = [0xD6, 0xC2, 0xD1, 0xC4, 0xC9, 0xD9, 0x40, 0x40];
/// Level of the object directory: one more with each change of what a record holds.
pub(super) const LEVEL: u16 = 1;
/// Bytes that a check covers: all before it.
const HEADER_CHECKED: usize = 60;
const INDEX_CHECKED: usize = 28;

/// Where a record is and its check.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct RecordPointer {
    /// Byte of the directory at which it begins.
    pub offset: U32,
    /// Its bytes.
    pub length: U32,
    /// CRC-32 of the record.
    pub check: U32,
}

impl RecordPointer {
    pub fn new(offset: usize, record: &[u8]) -> Self {
        Self {
            offset: (offset as u32).into(),
            length: (record.len() as u32).into(),
            check: crc32fast::hash(record).into(),
        }
    }

    /// Its bytes, if they are as many as a record may have.
    pub fn length(&self) -> Option<usize> {
        usize::try_from(self.length.get()).ok().filter(|&length| length <= RECORD_BYTES)
    }

    pub fn agrees(&self, record: &[u8]) -> bool {
        self.check.get() == crc32fast::hash(record)
    }
}

/// The first 64 bytes.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Header {
    eye_catcher: [u8; 8],
    level: U16,
    reserved: U16,
    /// How many index entries there are.
    entries: U32,
    /// Name of the cluster, in ASCII: part of every password's salt.
    cluster: [u8; NAME_LENGTH],
    pub preamble: RecordPointer,
    reserved2: [u8; 24],
    check: U32,
}

const _: () = assert!(size_of::<Header>() == 64);
const _: () = assert!(offset_of!(Header, entries) == 12);
const _: () = assert!(offset_of!(Header, cluster) == 16);
const _: () = assert!(offset_of!(Header, preamble) == 24);
const _: () = assert!(offset_of!(Header, check) == HEADER_CHECKED);

impl Header {
    pub fn new(entries: usize, cluster: Name, preamble: RecordPointer) -> Self {
        let mut header = Self {
            eye_catcher: EYE_CATCHER,
            level: LEVEL.into(),
            reserved: 0.into(),
            entries: (entries as u32).into(),
            cluster: cluster.bytes(),
            preamble,
            reserved2: [0; 24],
            check: 0.into(),
        };
        header.check = crc32fast::hash(&header.as_bytes()[..HEADER_CHECKED]).into();
        header
    }

    /// The header of a directory, if it is one that can be read.
    pub fn read(bytes: &[u8]) -> Result<Self, FindError> {
        let (header, _) = Self::read_from_prefix(bytes).map_err(|_| FindError::NotADirectory)?;
        if header.eye_catcher != EYE_CATCHER {
            return Err(FindError::NotADirectory);
        }
        let whole = header.check.get() == crc32fast::hash(&header.as_bytes()[..HEADER_CHECKED]);
        if !whole || header.entries() as usize > ENTRIES {
            return Err(FindError::HeaderDamaged);
        }
        match header.level.get() {
            LEVEL => Ok(header),
            level => Err(FindError::Level(level)),
        }
    }

    pub fn entries(&self) -> u32 {
        self.entries.get()
    }

    pub fn cluster(&self) -> Name {
        Name::from_bytes(self.cluster)
    }
}

/// What the index is sorted by: profiles first, then names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Users, identities and subconfigurations: their names are one name space.
    pub is_user: bool,
    pub name: Name,
}

/// One entry of the index: 128 to a page, none across two.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct IndexEntry {
    name: [u8; NAME_LENGTH],
    /// 0 for a profile, 1 for the others.
    is_user: u8,
    reserved: [u8; 7],
    pub record: RecordPointer,
    check: U32,
}

const _: () = assert!(size_of::<IndexEntry>() == 32);
const _: () = assert!(offset_of!(IndexEntry, is_user) == 8);
const _: () = assert!(offset_of!(IndexEntry, record) == 16);
const _: () = assert!(offset_of!(IndexEntry, check) == INDEX_CHECKED);

impl IndexEntry {
    pub fn new(key: Key, record: RecordPointer) -> Self {
        let mut entry = Self {
            name: key.name.bytes(),
            is_user: key.is_user.into(),
            reserved: [0; 7],
            record,
            check: 0.into(),
        };
        entry.check = crc32fast::hash(&entry.as_bytes()[..INDEX_CHECKED]).into();
        entry
    }

    /// Byte of the directory at which index entry `number` (from 0) begins.
    pub const fn offset(number: usize) -> usize {
        size_of::<Header>() + number * size_of::<Self>()
    }

    pub fn key(&self) -> Key {
        Key { is_user: self.is_user != 0, name: Name::from_bytes(self.name) }
    }

    pub fn is_whole(&self) -> bool {
        self.check.get() == crc32fast::hash(&self.as_bytes()[..INDEX_CHECKED])
    }
}
