//! The label of a CMS minidisk: block 3, the first 80 bytes of CMS's active disk table.

use core::mem::offset_of;

use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::fault::Fault;
use super::fst::{ENTRIES_PER_BLOCK, FST_BYTES, Timestamp};
use crate::block::{BLOCK_BYTES, Block};
use crate::ebcdic::Field;

/// Number of the label's block.
pub(super) const LABEL: u32 = 3;
/// The two blocks that a directory may begin in: the label names the one that holds.
pub(super) const ORIGINS: [u32; 2] = [4, 5];
/// `CMS1` in EBCDIC.
const CMS1: [u8; 4] = [0xC3, 0xD4, 0xE2, 0xF1];

/// Fields of the label, named as in CMS's ADT DSECT.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct CmsLabel {
    pub ident: [u8; 4],
    pub id: Field<6>,
    pub version: [u8; 2],
    /// Bytes of a block.
    pub dbsiz: U32,
    /// Disk origin pointer: the block that the directory begins in.
    pub dop: U32,
    /// Cylinders formatted.
    pub cyl: U32,
    /// Cylinders of the minidisk.
    pub mcyl: U32,
    /// Blocks of the minidisk.
    pub num: U32,
    /// Blocks in use.
    pub used: U32,
    /// Bytes of a file status table entry.
    pub fstsz: U32,
    /// Entries of a block.
    pub nfst: U32,
    /// When it was formatted.
    pub dcred: [u8; 6],
    /// X'01': formatted in a year 20xx.
    pub flgl: u8,
    pub reserved: [u8; 29],
}

const _: () = assert!(size_of::<CmsLabel>() == 80);
const _: () = assert!(offset_of!(CmsLabel, dbsiz) == 12);
const _: () = assert!(offset_of!(CmsLabel, dop) == 16);
const _: () = assert!(offset_of!(CmsLabel, num) == 28);
const _: () = assert!(offset_of!(CmsLabel, used) == 32);
const _: () = assert!(offset_of!(CmsLabel, nfst) == 40);
const _: () = assert!(offset_of!(CmsLabel, dcred) == 44);

impl CmsLabel {
    /// The label of a minidisk of `blocks`, whose directory is not yet written.
    pub(super) fn new(id: Field<6>, blocks: u32, cylinders: u32, date: Timestamp) -> Self {
        let mut label = Self::new_zeroed();
        label.ident = CMS1;
        label.id = id;
        label.dbsiz = (BLOCK_BYTES as u32).into();
        label.dop = ORIGINS[1].into();
        label.cyl = cylinders.into();
        label.mcyl = cylinders.into();
        label.num = blocks.into();
        label.fstsz = FST_BYTES.into();
        label.nfst = ENTRIES_PER_BLOCK.into();
        label.dcred = date.packed();
        label.flgl = u8::from(date.year >= 2000);
        label
    }

    pub(super) fn to_block(self) -> Block {
        let mut block = [0; BLOCK_BYTES];
        block[..size_of::<Self>()].copy_from_slice(self.as_bytes());
        block
    }

    /// The label in a block of a device that has `blocks`.
    pub(super) fn from_block(block: &Block, blocks: u32) -> Result<Self, Fault> {
        let (label, _) = Self::read_from_prefix(block).map_err(|_| Fault::NotCms)?;
        if label.ident != CMS1 {
            return Err(Fault::NotCms);
        }
        let value = |field, found: U32, expected| {
            Err(Fault::Value { block: LABEL, field, found: found.get(), expected })
        };
        if label.dbsiz.get() != BLOCK_BYTES as u32 {
            return value("block size", label.dbsiz, "4096");
        }
        if !ORIGINS.contains(&label.dop.get()) {
            return value("disk origin pointer", label.dop, "4 or 5");
        }
        if label.fstsz.get() != FST_BYTES {
            return value("size of a file entry", label.fstsz, "64");
        }
        if label.nfst.get() != ENTRIES_PER_BLOCK {
            return value("file entries of a block", label.nfst, "64");
        }
        if label.num.get() <= ORIGINS[1] || label.num.get() > blocks {
            return value("number of blocks", label.num, "no more than the minidisk has");
        }
        Ok(label)
    }
}
