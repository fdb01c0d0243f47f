//! Control register 14.

use bitfield_struct::bitfield;

/// Control register 14: the machine-check subclass masks.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Cr14 {
    __: u32,
    /// Bits 32 and 33: unassigned; ones after a CPU reset, and best left so.
    #[bits(2)]
    pub bits_32_33: u8,
    __: bool,
    /// Bit 35: channel report pending.
    pub channel_report: bool,
    /// Bit 36: recovery.
    pub recovery: bool,
    /// Bit 37: degradation.
    pub degradation: bool,
    /// Bit 38: external damage.
    pub external_damage: bool,
    /// Bit 39: warning.
    pub warning: bool,
    #[bits(4)]
    __: u8,
    /// Bit 44: ASN-translation control.
    pub asn_translation: bool,
    /// Bits 45-63: the ASN-first-table origin, in pages.
    #[bits(19)]
    pub asn_first_table_origin: u32,
}

/// What a CPU reset leaves: bits 32 and 33, external damage and warning.
const RESET: u64 = 0xc200_0000;

impl Cr14 {
    /// Control register 14 as initial CPU reset leaves it (PoP, chapter 4, "Resets").
    pub const fn after_reset() -> Self {
        Self::from_bits(RESET)
    }
}

const _: () = assert!(size_of::<Cr14>() == 8);
const _: () = assert!(Cr14::new().with_channel_report(true).into_bits() == 0x1000_0000);
const _: () = assert!(Cr14::after_reset().external_damage());
