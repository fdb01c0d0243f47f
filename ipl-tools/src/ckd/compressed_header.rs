//! What follows the device header in a compressed CKD file (Hercules' CCKDDASD_DEVHDR).

use std::mem::offset_of;

use anyhow::{Result, ensure};
use formats::geometry::TRACKS_PER_CYLINDER;
use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::lookup::TRACKS_OF_TABLE;

/// Version, release and modification level of the format.
const VERSION: [u8; 3] = [0, 3, 1];
/// Option: the numbers of this header and of the tables are big-endian.
const BIG_ENDIAN: u8 = 0x02;
/// Null track format 2: a track without an image has 12 records of 4096 zeros.
const NULL_TRACKS_OF_BLOCKS: u8 = 2;
/// The compression's own default level.
const DEFAULT_LEVEL: U16 = U16::MAX_VALUE;
/// Cylinders that a count area can name.
pub const MAXIMUM_CYLINDERS: u32 = 65_520;

/// Sizes and space of a compressed file.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct CompressedHeader {
    version: [u8; 3],
    options: u8,
    /// Entries of the level 1 table.
    level_1_entries: U32,
    /// Entries of each level 2 table.
    level_2_entries: U32,
    /// Bytes of the file.
    size: U32,
    /// Bytes of it that are in use; the others are free space.
    used: U32,
    free: U32,
    free_total: U32,
    free_largest: U32,
    free_number: U32,
    free_imbedded: U32,
    cylinders: U32,
    null_format: u8,
    /// The compression for tracks that are written from now on.
    compression: u8,
    compression_level: U16,
    reserved: [u8; 464],
}
const _: () = assert!(size_of::<CompressedHeader>() == 512);
const _: () = assert!(offset_of!(CompressedHeader, size) == 12);
const _: () = assert!(offset_of!(CompressedHeader, cylinders) == 40);
const _: () = assert!(offset_of!(CompressedHeader, compression_level) == 46);

impl CompressedHeader {
    /// A file of `size` bytes without free space, for a volume of `cylinders`.
    pub fn new(cylinders: u32, compression: u8, size: u32) -> Self {
        Self {
            version: VERSION,
            level_1_entries: level_1_entries(cylinders).into(),
            level_2_entries: TRACKS_OF_TABLE.into(),
            size: size.into(),
            used: size.into(),
            cylinders: cylinders.into(),
            null_format: NULL_TRACKS_OF_BLOCKS,
            compression,
            compression_level: DEFAULT_LEVEL,
            ..Self::new_zeroed()
        }
    }

    /// Cylinders of the volume; an error if the tables are not as they are expected.
    pub fn cylinders(&self) -> Result<u32> {
        ensure!(
            self.options & BIG_ENDIAN == 0,
            "big-endian tables; expected little-endian ones, as cckdswap makes them"
        );
        let cylinders = self.cylinders.get();
        ensure!(
            (1..=MAXIMUM_CYLINDERS).contains(&cylinders),
            "{cylinders} cylinders; expected 1 to {MAXIMUM_CYLINDERS}"
        );
        let (tables, entries) = (self.level_1_entries.get(), self.level_2_entries.get());
        let expected = level_1_entries(cylinders);
        ensure!(
            (tables == expected || tables == expected + 1) && entries == TRACKS_OF_TABLE,
            "{tables} tables of {entries} entries; expected {expected} of {TRACKS_OF_TABLE} for \
             {cylinders} cylinders"
        );
        Ok(cylinders)
    }
}

/// Entries of the level 1 table of a volume.
pub fn level_1_entries(cylinders: u32) -> u32 {
    (cylinders * TRACKS_PER_CYLINDER).div_ceil(TRACKS_OF_TABLE)
}
