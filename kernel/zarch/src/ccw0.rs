//! Channel-command words of format 0 (Principles of Operation, "Channel-Command Word"), which an
//! IPL uses.

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::CcwFlags;

/// A format-0 CCW.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct Ccw0 {
    /// Command code.
    pub command: u8,
    data_address: [u8; 3],
    /// Flags, see [`CcwFlags`].
    pub flags: u8,
    _ignored: u8,
    /// Count.
    pub count: U16,
}
const _: () = assert!(size_of::<Ccw0>() == 8);

impl Ccw0 {
    /// A CCW of its parts; of the address the low 24 bits.
    pub fn new(command: u8, flags: CcwFlags, count: u16, data_address: u32) -> Self {
        let [_, high, middle, low] = data_address.to_be_bytes();
        Self {
            command,
            data_address: [high, middle, low],
            flags: flags.bits(),
            _ignored: 0,
            count: U16::new(count),
        }
    }

    /// Data address, below 16 MiB.
    pub fn data_address(&self) -> u32 {
        let [high, middle, low] = self.data_address;
        u32::from_be_bytes([0, high, middle, low])
    }
}
