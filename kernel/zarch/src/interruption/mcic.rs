//! The machine-check-interruption code.

use bitfield_struct::bitfield;

/// The machine-check-interruption code, at 232 of the lowcore (PoP, chapter 11,
/// "Machine-Check-Interruption Code").
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Mcic {
    /// SD: system damage.
    pub system_damage: bool,
    /// PD: instruction-processing damage.
    pub instruction_processing_damage: bool,
    /// SR: system recovery.
    pub system_recovery: bool,
    __: bool,
    /// CD: timing-facility damage.
    pub timing_facility_damage: bool,
    /// ED: external damage.
    pub external_damage: bool,
    __: bool,
    /// DG: degradation.
    pub degradation: bool,
    /// W: warning, of power or cooling.
    pub warning: bool,
    /// CP: channel report pending: STCRW has words to fetch.
    pub channel_report_pending: bool,
    /// SP: service-processor damage.
    pub service_processor_damage: bool,
    /// CK: channel-subsystem damage.
    pub channel_subsystem_damage: bool,
    #[bits(2)]
    __: u8,
    /// B: backed up.
    pub backed_up: bool,
    __: bool,
    /// SE: storage error, uncorrected.
    pub storage_error_uncorrected: bool,
    /// SC: storage error, corrected.
    pub storage_error_corrected: bool,
    /// KE: storage-key error, uncorrected.
    pub key_error_uncorrected: bool,
    /// DS: storage degradation.
    pub storage_degradation: bool,
    /// WP: the PSW's mask, wait and problem bits and its key are valid.
    pub psw_mwp_valid: bool,
    /// MS: the PSW's masks and key are valid.
    pub psw_mask_valid: bool,
    /// PM: the PSW's program mask and condition code are valid.
    pub psw_program_mask_valid: bool,
    /// IA: the PSW's instruction address is valid.
    pub psw_address_valid: bool,
    /// FA: the failing-storage address is valid.
    pub failing_storage_address_valid: bool,
    /// VR: the vector registers are valid.
    pub vector_registers_valid: bool,
    /// EC: the external-damage code is valid.
    pub external_damage_code_valid: bool,
    /// FP: the floating-point registers are valid.
    pub floating_point_registers_valid: bool,
    /// GR: the general registers are valid.
    pub general_registers_valid: bool,
    /// CR: the control registers are valid.
    pub control_registers_valid: bool,
    __: bool,
    /// ST: storage is logically valid.
    pub storage_valid: bool,
    /// IE: indirect storage error.
    pub indirect_storage_error: bool,
    /// AR: the access registers are valid.
    pub access_registers_valid: bool,
    /// DA: delayed-access exception.
    pub delayed_access_exception: bool,
    #[bits(7)]
    __: u8,
    /// PR: the TOD programmable register is valid.
    pub tod_programmable_register_valid: bool,
    /// FC: the floating-point-control register is valid.
    pub floating_point_control_valid: bool,
    /// AP: ancillary report.
    pub ancillary_report: bool,
    __: bool,
    /// CT: the CPU timer is valid.
    pub cpu_timer_valid: bool,
    /// CC: the clock comparator is valid.
    pub clock_comparator_valid: bool,
    __: u16,
}

const _: () = assert!(size_of::<Mcic>() == 8);
const _: () = assert!(Mcic::new().with_channel_report_pending(true).into_bits() == 1 << (63 - 9));
const _: () = assert!(Mcic::new().with_clock_comparator_valid(true).into_bits() == 1 << (63 - 47));
