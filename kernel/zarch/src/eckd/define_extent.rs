//! The parameters of DEFINE EXTENT (GA32-0274, "Define Extent").

use core::mem::offset_of;

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::TrackAddress;

/// Global attributes: the chain is one of extended count-key-data commands.
const ECKD: u8 = 0xC0;

/// What the commands of a chain may write: bits 0 and 1 of the file mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum FileMask {
    /// Nothing.
    Read = 0x40,
    /// Keys and data of records that are there.
    Update = 0x80,
    /// Records too.
    Format = 0xC0,
}

/// Which tracks the chain may touch, and how.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct DefineExtent {
    /// File mask, see [`FileMask`].
    pub mask: u8,
    /// Global attributes.
    pub global_attributes: u8,
    /// Bytes of key and data of the records that are written.
    pub block_size: U16,
    /// Cache fast write identifier.
    pub fast_write_id: U16,
    /// Additional global attributes.
    pub additional_attributes: u8,
    /// Extended global attributes.
    pub extended_attributes: u8,
    /// The first track.
    pub first: TrackAddress,
    /// The last track.
    pub last: TrackAddress,
}
const _: () = assert!(size_of::<DefineExtent>() == 16);
const _: () = assert!(offset_of!(DefineExtent, block_size) == 2);
const _: () = assert!(offset_of!(DefineExtent, first) == 8);

impl DefineExtent {
    /// One track.
    pub const fn track(track: TrackAddress, mask: FileMask, block_size: u16) -> Self {
        Self {
            mask: mask as u8,
            global_attributes: ECKD,
            block_size: U16::new(block_size),
            fast_write_id: U16::ZERO,
            additional_attributes: 0,
            extended_attributes: 0,
            first: track,
            last: track,
        }
    }
}
