//! The count area of a record (GA32-0274, "Count Area").

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// CCHH: where a track is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct TrackAddress {
    /// Cylinder.
    pub cylinder: U16,
    /// Head.
    pub head: U16,
}
const _: () = assert!(size_of::<TrackAddress>() == 4);

impl TrackAddress {
    /// Cylinder and head.
    pub const fn new(cylinder: u16, head: u16) -> Self {
        Self { cylinder: U16::new(cylinder), head: U16::new(head) }
    }
}

/// Which record it is, and how long its key and data are.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct Count {
    /// The track.
    pub track: TrackAddress,
    /// R: the record's number on its track; 0 is the track descriptor.
    pub record: u8,
    /// KL: bytes of the key.
    pub key_length: u8,
    /// DL: bytes of the data; a record with none marks an end of file.
    pub data_length: U16,
}
const _: () = assert!(size_of::<Count>() == 8);

impl Count {
    /// A record's count.
    pub const fn new(track: TrackAddress, record: u8, key_length: u8, data_length: u16) -> Self {
        Self { track, record, key_length, data_length: U16::new(data_length) }
    }
}
