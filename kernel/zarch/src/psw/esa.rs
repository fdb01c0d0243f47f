//! The ESA/390 PSW of IPL records and of LPSW.

use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::{Psw, PswMask};

/// A short (8-byte) PSW: bit 12 is one, and a 31-bit address stands in bits 33-63.
///
/// PoP, chapter 10, "LOAD PSW"; IPL takes the same from the first doubleword that it reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(transparent)]
pub struct EsaPsw(pub U64);

const _: () = assert!(size_of::<EsaPsw>() == 8);

impl EsaPsw {
    /// Bit 12, which tells a short PSW from a long one.
    const BIT_12: u64 = 1 << (63 - 12);
    /// Bits 33-63: the address.
    const ADDRESS: u64 = 0x7fff_ffff;

    /// Supervisor state, 31-bit addressing, disabled; the address is cut to 31 bits.
    pub const fn new_supervisor(address: u32) -> Self {
        let mask = PswMask::new().with_basic_addressing(true).into_bits_native();
        Self(U64::new(mask | Self::BIT_12 | address as u64 & Self::ADDRESS))
    }

    /// The PSW that LPSW makes of it; none where bit 12 is zero, a specification exception.
    pub const fn extend(self) -> Option<Psw> {
        let bits = self.0.get();
        if bits & Self::BIT_12 == 0 {
            return None;
        }
        let mask = PswMask::from_bits(U64::new(bits & !Self::BIT_12 & !Self::ADDRESS));
        Some(Psw { mask, address: U64::new(bits & Self::ADDRESS) })
    }
}
