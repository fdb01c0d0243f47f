//! The file status table: one entry of 64 bytes for each file of the directory.

use core::fmt;
use core::mem::offset_of;

use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::fault::Fault;
use super::pointer::Shape;
use crate::block::BLOCK_BYTES;
use crate::ebcdic::Field;

pub(super) const FST_BYTES: u32 = 64;
pub(super) const ENTRIES_PER_BLOCK: u32 = BLOCK_BYTES as u32 / FST_BYTES;

/// Data blocks of the largest file that is read or written: 64 MiB.
pub const MAXIMUM_FILE_BLOCKS: u32 = 16_384;

/// In the flags: written in a year 20xx.
const CENTURY: u8 = 0x08;
const FIXED: u8 = 0xC6;
const VARIABLE: u8 = 0xE5;

/// File name and file type.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    FromBytes,
    IntoBytes,
    Immutable,
    KnownLayout,
    Unaligned,
)]
#[repr(C)]
pub struct FileId {
    /// File name.
    pub name: Field<8>,
    /// File type.
    pub kind: Field<8>,
}

impl FileId {
    /// Name and type in upper case; none unless both have 1 to 8 letters, digits or `$#@+-:_`.
    pub fn new(name: &str, kind: &str) -> Option<Self> {
        let good = |c: char| c.is_ascii_alphanumeric() || "$#@+-:_".contains(c);
        let field = |text: &str| {
            let fits = !text.is_empty() && text.chars().all(good);
            fits.then(|| Field::new(&text.to_ascii_uppercase())).flatten()
        };
        Some(Self { name: field(name)?, kind: field(kind)? })
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.kind)
    }
}

impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The directory's entry for itself; its type is `DIRECTOR` in EBCDIC.
pub(super) const DIRECTOR: FileId = FileId {
    name: Field([0, 0, 0, 1, 0, 0, 0, 0]),
    kind: Field([0xC4, 0xC9, 0xD9, 0xC5, 0xC3, 0xE3, 0xD6, 0xD9]),
};
/// The directory's entry for the allocation map; its type is `ALLOCMAP` in EBCDIC.
pub(super) const ALLOCMAP: FileId = FileId {
    name: Field([0, 0, 0, 2, 0, 0, 0, 0]),
    kind: Field([0xC1, 0xD3, 0xD3, 0xD6, 0xC3, 0xD4, 0xC1, 0xD7]),
};

/// A local date and time, 1900 to 2099.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Year, as 2011.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
}

impl Timestamp {
    /// Year in the century, month, day, hour, minute, second: two decimal digits a byte.
    pub(super) fn packed(self) -> [u8; 6] {
        let year = (self.year % 100) as u8;
        let digits = |n: u8| ((n / 10 % 10) << 4) | (n % 10);
        [year, self.month, self.day, self.hour, self.minute, self.second].map(digits)
    }

    fn from_packed(bytes: [u8; 6], century: bool) -> Self {
        let [year, month, day, hour, minute, second] = bytes.map(|b| (b >> 4) * 10 + (b & 0x0F));
        let year = u16::from(year) + if century { 2000 } else { 1900 };
        Self { year, month, day, hour, minute, second }
    }
}

/// Record format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordFormat {
    /// F: all records of one length.
    Fixed,
    /// V: each record is led by its length in two bytes.
    Variable,
}

/// An entry as it stands in the directory, named as in CMS's FSTD DSECT.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Fst {
    pub id: FileId,
    pub res1: [u8; 8],
    pub mode: Field<2>,
    pub res2: [u8; 4],
    pub recfm: u8,
    pub flags: u8,
    pub lrecl: U32,
    pub res3: [u8; 4],
    /// Origin: the data block, or the pointer block of the highest level.
    pub afop: U32,
    /// Data blocks; without the null ones in an F file.
    pub adbc: U32,
    /// Records.
    pub aic: U32,
    /// Levels of pointer blocks.
    pub nlvl: u8,
    /// Bytes of a pointer.
    pub ptrsz: u8,
    pub adati: [u8; 6],
    pub res4: [u8; 4],
}

const _: () = assert!(size_of::<Fst>() == FST_BYTES as usize);
const _: () = assert!(offset_of!(Fst, mode) == 24);
const _: () = assert!(offset_of!(Fst, recfm) == 30);
const _: () = assert!(offset_of!(Fst, lrecl) == 32);
const _: () = assert!(offset_of!(Fst, afop) == 40);
const _: () = assert!(offset_of!(Fst, nlvl) == 52);
const _: () = assert!(offset_of!(Fst, adati) == 54);

/// A file of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name and type.
    pub id: FileId,
    /// File mode letter and number, as A1.
    pub mode: Field<2>,
    /// Record format.
    pub format: RecordFormat,
    /// Record length; of the longest record where they vary.
    pub lrecl: u32,
    /// Records.
    pub records: u32,
    /// Data blocks; without the null ones in an F file.
    pub blocks: u32,
    /// When it was written.
    pub written: Timestamp,
    pub(super) origin: u32,
    pub(super) levels: u8,
}

impl Entry {
    /// The entry as it stands in the directory.
    pub(super) fn to_fst(&self) -> Fst {
        let mut fst = Fst::new_zeroed();
        fst.id = self.id;
        fst.mode = self.mode;
        fst.recfm = if self.format == RecordFormat::Fixed { FIXED } else { VARIABLE };
        fst.flags = if self.written.year >= 2000 { CENTURY } else { 0 };
        fst.lrecl = self.lrecl.into();
        fst.afop = self.origin.into();
        fst.adbc = self.blocks.into();
        fst.aic = self.records.into();
        fst.nlvl = self.levels;
        fst.ptrsz = self.shape().bytes() as u8;
        fst.adati = self.written.packed();
        fst
    }

    /// The entry in directory block `block`.
    pub(super) fn from_fst(fst: &Fst, block: u32) -> Result<Self, Fault> {
        let value = |field, found, expected| Fault::Value { block, field, found, expected };
        let format = match fst.recfm {
            FIXED => RecordFormat::Fixed,
            VARIABLE => RecordFormat::Variable,
            other => return Err(value("record format", other.into(), "F or V")),
        };
        let entry = Self {
            id: fst.id,
            mode: fst.mode,
            format,
            lrecl: fst.lrecl.get(),
            records: fst.aic.get(),
            blocks: fst.adbc.get(),
            written: Timestamp::from_packed(fst.adati, fst.flags & CENTURY != 0),
            origin: fst.afop.get(),
            levels: fst.nlvl,
        };
        if entry.records > 0 && u32::from(fst.ptrsz) != entry.shape().bytes() as u32 {
            return Err(value("size of a pointer", fst.ptrsz.into(), "4 in F, 12 in V files"));
        }
        if entry.leaves() > u64::from(MAXIMUM_FILE_BLOCKS) {
            return Err(value("number of blocks", entry.blocks, "16384 at most"));
        }
        Ok(entry)
    }

    pub(super) fn shape(&self) -> Shape {
        match self.format {
            RecordFormat::Fixed => Shape::Fixed,
            RecordFormat::Variable => Shape::Variable,
        }
    }

    /// Data blocks, with the null ones.
    pub(super) fn leaves(&self) -> u64 {
        match self.format {
            RecordFormat::Fixed => {
                let bytes = u64::from(self.records) * u64::from(self.lrecl);
                bytes.div_ceil(BLOCK_BYTES as u64)
            }
            RecordFormat::Variable if self.records == 0 => 0,
            RecordFormat::Variable => self.blocks.into(),
        }
    }
}
