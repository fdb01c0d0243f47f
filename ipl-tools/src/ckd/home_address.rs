//! The front of a track's image (Hercules' CKDDASD_TRKHDR).

use zarch::eckd::TrackAddress;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// How the rest of a track's image is stored.
pub mod compression {
    /// As it is.
    pub const NONE: u8 = 0;
    /// By zlib.
    pub const ZLIB: u8 = 1;
}

/// Which track it is.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct HomeAddress {
    /// See [`compression`]; the bin number of older devices.
    pub compression: u8,
    /// The track.
    pub track: TrackAddress,
}
const _: () = assert!(size_of::<HomeAddress>() == 5);
