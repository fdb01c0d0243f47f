//! Control register 6.

use bitfield_struct::bitfield;

/// Control register 6: which I/O-interruption subclasses (ISC) can interrupt.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Cr6 {
    __: u32,
    /// Bits 32-39: one bit for each ISC, ISC 0 leftmost.
    #[bits(8)]
    pub io_subclass_mask: u8,
    #[bits(24)]
    __: u32,
}

const _: () = assert!(size_of::<Cr6>() == 8);
const _: () = assert!(Cr6::new().with_io_subclass_mask(0xff).into_bits() == 0xff00_0000);

impl Cr6 {
    /// The same register with interruption subclass `isc` (0 to 7, taken modulo 8) enabled.
    pub const fn with_subclass(self, isc: u8) -> Self {
        self.with_io_subclass_mask(self.io_subclass_mask() | 0x80 >> (isc & 7))
    }
}
