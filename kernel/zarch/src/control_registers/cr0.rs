//! Control register 0.

use bitfield_struct::bitfield;

/// Control register 0: authorities, facilities and the external subclass masks.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Cr0 {
    #[bits(8)]
    __: u8,
    /// Bit 8: transactional execution.
    pub transactional_execution: bool,
    /// Bit 9: transactional-execution program-interruption-filtering override.
    pub filtering_override: bool,
    /// Bit 10: the clock comparator compares signed.
    pub clock_comparator_sign: bool,
    #[bits(19)]
    __: u32,
    /// Bit 30: subclass mask of the warning-track interruption.
    pub warning_track: bool,
    __: bool,
    /// Bit 32: trace entries bear the TOD clock.
    pub trace_tod_clock: bool,
    /// Bit 33: SSM is a special-operation exception.
    pub ssm_suppression: bool,
    /// Bit 34: TOD-clock-sync control.
    pub tod_clock_sync: bool,
    /// Bit 35: stores to 0-511 and 4096-4607 are protected.
    pub low_address_protection: bool,
    /// Bit 36: extraction authority of the problem state.
    pub extraction_authority: bool,
    /// Bit 37: secondary-space control.
    pub secondary_space: bool,
    /// Bit 38: the first 2 KiB can be fetched with any key.
    pub fetch_protection_override: bool,
    /// Bit 39: storage with key 9 can be stored into with any key.
    pub storage_protection_override: bool,
    /// Bit 40: enhanced DAT: segment-frame addresses and table-entry keys are honoured.
    pub enhanced_dat: bool,
    #[bits(2)]
    __: u8,
    /// Bit 43: the instruction-execution-protection bits of page and segment entries count.
    pub instruction_execution_protection: bool,
    /// Bit 44: ASN-and-LX reuse.
    pub asn_and_lx_reuse: bool,
    /// Bit 45: all sixteen floating-point registers can be used.
    pub afp_register: bool,
    /// Bit 46: vector instructions can be used.
    pub vector: bool,
    __: bool,
    /// Bit 48: subclass mask of the malfunction alert.
    pub malfunction_alert: bool,
    /// Bit 49: subclass mask of the emergency signal.
    pub emergency_signal: bool,
    /// Bit 50: subclass mask of the external call.
    pub external_call: bool,
    __: bool,
    /// Bit 52: subclass mask of the clock comparator.
    pub clock_comparator: bool,
    /// Bit 53: subclass mask of the CPU timer.
    pub cpu_timer: bool,
    /// Bit 54: subclass mask of the service signal.
    pub service_signal: bool,
    __: bool,
    /// Bit 56: unassigned; one after a CPU reset, and best left so.
    pub bit_56: bool,
    /// Bit 57: subclass mask of the interrupt key.
    pub interrupt_key: bool,
    /// Bit 58: subclass mask of the measurement alert.
    pub measurement_alert: bool,
    /// Bit 59: subclass mask of the timing alert.
    pub timing_alert: bool,
    __: bool,
    /// Bit 61: cryptographic instructions can be used.
    pub crypto: bool,
    #[bits(2)]
    __: u8,
}

/// What a CPU reset leaves: the interrupt key enabled, and bit 56.
const RESET: u64 = 0xe0;

impl Cr0 {
    /// Control register 0 as initial CPU reset leaves it (PoP, chapter 4, "Resets").
    pub const fn after_reset() -> Self {
        Self::from_bits(RESET)
    }
}

const _: () = assert!(size_of::<Cr0>() == 8);
const _: () = assert!(Cr0::new().with_low_address_protection(true).into_bits() == 0x1000_0000);
const _: () =
    assert!(Cr0::new().with_instruction_execution_protection(true).into_bits() == 0x10_0000);
const _: () = assert!(Cr0::new().with_service_signal(true).into_bits() == 0x200);
