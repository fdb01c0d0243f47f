//! The tables of a compressed CKD file: level 1 has the place of each level 2 table, which has the
//! place of each track's image (Hercules' CCKD_L1ENT and CCKD_L2ENT).

use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Tracks that a level 2 table has.
pub const TRACKS_OF_TABLE: u32 = 256;

/// Where a level 2 table is; 0 where none of its tracks has an image.
pub type Level1Entry = U32;

/// Where a track's image is.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Level2Entry {
    /// Offset in the file; 0 where the track has no image.
    pub position: U32,
    /// Bytes of the image; without an image the null track format.
    pub length: U16,
    /// Bytes that the image may grow to.
    pub size: U16,
}
const _: () = assert!(size_of::<Level2Entry>() == 8);

/// A level 2 table.
pub type Level2Table = [Level2Entry; TRACKS_OF_TABLE as usize];
const _: () = assert!(size_of::<Level2Table>() == 2048);

impl Level2Entry {
    /// A track of 12 records of zeros (null track format 2).
    pub const ZEROS: Self = Self { position: U32::ZERO, length: U16::new(2), size: U16::new(2) };

    /// An image.
    pub fn new(position: u32, length: u16) -> Self {
        Self { position: position.into(), length: length.into(), size: length.into() }
    }
}
