//! Bits 0-63 of the PSW.

use bitfield_struct::bitfield;
use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Bits 0-63 of a z/Architecture PSW (PoP, figure "PSW Format").
#[bitfield(u64, order = Msb, repr = U64, from = U64::new, into = U64::get)]
#[derive(PartialEq, Eq, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
pub struct PswMask {
    __: bool,
    /// R: program-event recording.
    pub per: bool,
    #[bits(3)]
    __: u8,
    /// T: dynamic address translation.
    pub dat: bool,
    /// I: enabled for I/O interruptions.
    pub io: bool,
    /// E: enabled for external interruptions.
    pub external: bool,
    /// The access key.
    #[bits(4)]
    pub key: u8,
    __: bool,
    /// M: enabled for machine checks.
    pub machine_check: bool,
    /// W: the wait state.
    pub wait: bool,
    /// P: the problem state.
    pub problem_state: bool,
    /// AS: 0 primary, 1 access-register, 2 secondary, 3 home.
    #[bits(2)]
    pub address_space: u8,
    /// CC: the condition code.
    #[bits(2)]
    pub condition_code: u8,
    /// The program mask: fixed-point overflow, decimal overflow, HFP underflow and significance.
    #[bits(4)]
    pub program_mask: u8,
    /// RI: runtime instrumentation.
    pub runtime_instrumentation: bool,
    #[bits(6)]
    __: u8,
    /// EA: with BA, 64-bit addressing.
    pub extended_addressing: bool,
    /// BA: 31-bit addressing where EA is zero.
    pub basic_addressing: bool,
    #[bits(31)]
    __: u32,
}

const _: () = assert!(size_of::<PswMask>() == 8);

impl PswMask {
    /// Bits 0, 2-4, 12, 25-30 and 33-63, which must be zero.
    pub const UNASSIGNED: u64 = 0xb808_007e_7fff_ffff;

    /// The mask as a number, bit 0 leftmost.
    pub const fn into_bits_native(self) -> u64 {
        self.into_bits().get()
    }
}
