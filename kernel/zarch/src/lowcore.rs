//! The prefix area. PoP, chapter 3, "Assigned Storage Locations".

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::interruption::{ExternalInterruption, Mcic, ProgramInterruption};
use crate::psw::Psw;

/// The 8 KiB at real address 0 of a CPU; the names are those of Linux and kvm-unit-tests.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C, align(8192))]
pub struct Lowcore {
    /// 0x0000: the IPL PSW, IPL CCW1 and CCW2, where IPL left them.
    pub ipl: [U64; 3],
    /// 0x0018
    pub reserved_0018: [u8; 0x68],
    /// 0x0080: the parameter of an external interruption (SCLP: the SCCB's address).
    pub ext_params: U32,
    /// 0x0084: the CPU that signalled.
    pub ext_cpu_addr: U16,
    /// 0x0086: the external-interruption code.
    pub ext_int_code: U16,
    /// 0x0088: the instruction length of the SVC, in bytes.
    pub svc_ilc: U16,
    /// 0x008A: the SVC number.
    pub svc_code: U16,
    /// 0x008C: the instruction length of a program interruption, in bytes.
    pub pgm_ilc: U16,
    /// 0x008E: the program-interruption code, with the PER bit.
    pub pgm_code: U16,
    /// 0x0090: the data- or vector-exception code.
    pub data_exc_code: U32,
    /// 0x0094: the monitor class.
    pub mon_class_num: U16,
    /// 0x0096: the PER code.
    pub per_code: u8,
    /// 0x0097: the addressing and translation mode of the PER event.
    pub per_atmid: u8,
    /// 0x0098: the address of the instruction with the PER event.
    pub per_address: U64,
    /// 0x00A0: the access register of the exception.
    pub exc_access_id: u8,
    /// 0x00A1: the access register of the PER event.
    pub per_access_id: u8,
    /// 0x00A2: the registers that the instruction designated.
    pub op_access_id: u8,
    /// 0x00A3: the architecture in which a store-status or machine-check save was made.
    pub ar_mode_id: u8,
    /// 0x00A4
    pub reserved_00a4: [u8; 4],
    /// 0x00A8: the translation-exception identification, see [`crate::Teid`].
    pub trans_exc_id: U64,
    /// 0x00B0: the monitor code.
    pub monitor_code: U64,
    /// 0x00B8: the subsystem-identification word of the interrupting subchannel.
    pub subsys_id_word: U32,
    /// 0x00BC: the I/O-interruption parameter.
    pub io_int_param: U32,
    /// 0x00C0: the I/O-interruption-identification word.
    pub io_int_word: U32,
    /// 0x00C4
    pub reserved_00c4: [u8; 4],
    /// 0x00C8: the facility list that STFL stores.
    pub stfl_fac_list: U32,
    /// 0x00CC
    pub reserved_00cc: [u8; 0x1c],
    /// 0x00E8: the machine-check-interruption code.
    pub mcck_int_code: U64,
    /// 0x00F0
    pub reserved_00f0: [u8; 4],
    /// 0x00F4: the external-damage code.
    pub ext_damage_code: U32,
    /// 0x00F8: the failing-storage address.
    pub failing_storage_addr: U64,
    /// 0x0100: the origin of the enhanced-monitor counting array.
    pub emon_ca_origin: U64,
    /// 0x0108: the size of the enhanced-monitor counting array.
    pub emon_ca_size: U32,
    /// 0x010C: the enhanced monitor's exceptions.
    pub emon_exc_count: U32,
    /// 0x0110: the breaking-event address: where the last branch was taken from.
    pub breaking_event_addr: U64,
    /// 0x0118
    pub reserved_0118: [u8; 8],
    /// 0x0120
    pub restart_old_psw: Psw,
    /// 0x0130
    pub ext_old_psw: Psw,
    /// 0x0140
    pub svc_old_psw: Psw,
    /// 0x0150
    pub pgm_old_psw: Psw,
    /// 0x0160
    pub mcck_old_psw: Psw,
    /// 0x0170
    pub io_old_psw: Psw,
    /// 0x0180
    pub reserved_0180: [u8; 0x20],
    /// 0x01A0
    pub restart_new_psw: Psw,
    /// 0x01B0
    pub ext_new_psw: Psw,
    /// 0x01C0
    pub svc_new_psw: Psw,
    /// 0x01D0
    pub pgm_new_psw: Psw,
    /// 0x01E0
    pub mcck_new_psw: Psw,
    /// 0x01F0
    pub io_new_psw: Psw,
    /// 0x0200: the control program's own.
    pub os_area: [u8; 0xfb0],
    /// 0x11B0: the origin of the machine-check extended save area.
    pub mcesad: U64,
    /// 0x11B8: the 64-bit parameter of an external interruption (pfault, DIAGNOSE 250).
    pub ext_params2: U64,
    /// 0x11C0
    pub reserved_11c0: [u8; 0x40],
    /// 0x1200: the floating-point registers.
    pub fpregs_save: [U64; 16],
    /// 0x1280: the general registers.
    pub gpregs_save: [U64; 16],
    /// 0x1300: the current PSW.
    pub psw_save: Psw,
    /// 0x1310
    pub reserved_1310: [u8; 8],
    /// 0x1318: the prefix.
    pub prefix_save: U32,
    /// 0x131C: the floating-point-control register.
    pub fp_control_save: U32,
    /// 0x1320
    pub reserved_1320: [u8; 4],
    /// 0x1324: the TOD programmable register.
    pub tod_prog_save: U32,
    /// 0x1328: the CPU timer.
    pub cpu_timer_save: U64,
    /// 0x1330: a zero byte, then bits 0-55 of the clock comparator.
    pub clock_comparator_save: U64,
    /// 0x1338
    pub reserved_1338: [u8; 8],
    /// 0x1340: the access registers.
    pub access_regs_save: [U32; 16],
    /// 0x1380: the control registers.
    pub ctl_regs_save: [U64; 16],
    /// 0x1400
    pub reserved_1400: [u8; 0x400],
    /// 0x1800: the transaction diagnostic block of a program interruption.
    pub pgm_int_tdb: [u8; 0x100],
    /// 0x1900
    pub reserved_1900: [u8; 0x700],
}

const _: () = {
    assert!(size_of::<Lowcore>() == 0x2000);
    assert!(offset_of!(Lowcore, ext_params) == 0x80);
    assert!(offset_of!(Lowcore, ext_cpu_addr) == 0x84);
    assert!(offset_of!(Lowcore, ext_int_code) == 0x86);
    assert!(offset_of!(Lowcore, svc_code) == 0x8a);
    assert!(offset_of!(Lowcore, pgm_ilc) == 0x8c);
    assert!(offset_of!(Lowcore, pgm_code) == 0x8e);
    assert!(offset_of!(Lowcore, data_exc_code) == 0x90);
    assert!(offset_of!(Lowcore, mon_class_num) == 0x94);
    assert!(offset_of!(Lowcore, per_address) == 0x98);
    assert!(offset_of!(Lowcore, exc_access_id) == 0xa0);
    assert!(offset_of!(Lowcore, trans_exc_id) == 0xa8);
    assert!(offset_of!(Lowcore, monitor_code) == 0xb0);
    assert!(offset_of!(Lowcore, subsys_id_word) == 0xb8);
    assert!(offset_of!(Lowcore, io_int_param) == 0xbc);
    assert!(offset_of!(Lowcore, io_int_word) == 0xc0);
    assert!(offset_of!(Lowcore, stfl_fac_list) == 0xc8);
    assert!(offset_of!(Lowcore, mcck_int_code) == 0xe8);
    assert!(offset_of!(Lowcore, ext_damage_code) == 0xf4);
    assert!(offset_of!(Lowcore, failing_storage_addr) == 0xf8);
    assert!(offset_of!(Lowcore, emon_ca_origin) == 0x100);
    assert!(offset_of!(Lowcore, breaking_event_addr) == 0x110);
    assert!(offset_of!(Lowcore, restart_old_psw) == 0x120);
    assert!(offset_of!(Lowcore, io_old_psw) == 0x170);
    assert!(offset_of!(Lowcore, restart_new_psw) == 0x1a0);
    assert!(offset_of!(Lowcore, io_new_psw) == 0x1f0);
    assert!(offset_of!(Lowcore, os_area) == 0x200);
    assert!(offset_of!(Lowcore, mcesad) == 0x11b0);
    assert!(offset_of!(Lowcore, ext_params2) == 0x11b8);
    assert!(offset_of!(Lowcore, fpregs_save) == 0x1200);
    assert!(offset_of!(Lowcore, gpregs_save) == 0x1280);
    assert!(offset_of!(Lowcore, psw_save) == 0x1300);
    assert!(offset_of!(Lowcore, prefix_save) == 0x1318);
    assert!(offset_of!(Lowcore, fp_control_save) == 0x131c);
    assert!(offset_of!(Lowcore, tod_prog_save) == 0x1324);
    assert!(offset_of!(Lowcore, cpu_timer_save) == 0x1328);
    assert!(offset_of!(Lowcore, clock_comparator_save) == 0x1330);
    assert!(offset_of!(Lowcore, access_regs_save) == 0x1340);
    assert!(offset_of!(Lowcore, ctl_regs_save) == 0x1380);
    assert!(offset_of!(Lowcore, pgm_int_tdb) == 0x1800);
};

impl Lowcore {
    /// The code of the last external interruption.
    pub const fn external_interruption(&self) -> ExternalInterruption {
        ExternalInterruption(self.ext_int_code.get())
    }

    /// The code of the last program interruption, and whether a PER event came with it.
    pub const fn program_interruption(&self) -> (ProgramInterruption, bool) {
        ProgramInterruption::of_stored(self.pgm_code.get())
    }

    /// The code of the last machine check.
    pub const fn machine_check(&self) -> Mcic {
        Mcic::from_bits(self.mcck_int_code.get())
    }

    /// The clock comparator as SCKC takes it; its last byte is not saved.
    pub const fn clock_comparator(&self) -> u64 {
        self.clock_comparator_save.get() << 8
    }
}
