//! The assigned storage locations (Principles of Operation, "Assigned Storage Locations"), real
//! addresses 0 to 1FFF. Names as in Linux's `struct lowcore`.

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::{CpuStatus, IoInterruptionCode, Psw};

/// A CPU's prefix area, as far as CP uses it.
#[derive(Clone, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(8))]
pub struct Lowcore {
    _reserved_000: [u8; 0x80],
    /// 0080 External-interruption parameter.
    pub ext_params: U32,
    /// 0084 CPU address of the CPU that caused an external interruption.
    pub ext_cpu_addr: U16,
    /// 0086 External-interruption code.
    pub ext_int_code: U16,
    /// 0088 SVC-interruption identification.
    pub svc_int_id: U32,
    /// 008C Program-interruption instruction length.
    pub pgm_ilc: U16,
    /// 008E Program-interruption code.
    pub pgm_int_code: U16,
    _reserved_090: [u8; 0x18],
    /// 00A8 Translation-exception identification.
    pub trans_exc_id: U64,
    _reserved_0b0: [u8; 8],
    /// 00B8 Subsystem-identification word, I/O-interruption parameter and identification word.
    pub io_int_code: IoInterruptionCode,
    _reserved_0c4: [u8; 4],
    /// 00C8 STFL facility list.
    pub stfl_fac_list: U32,
    _reserved_0cc: [u8; 0x1C],
    /// 00E8 Machine-check-interruption code.
    pub mcck_int_code: U64,
    _reserved_0f0: [u8; 0x30],
    /// 0120 Restart old PSW.
    pub restart_old_psw: Psw,
    /// 0130 External old PSW.
    pub external_old_psw: Psw,
    /// 0140 Supervisor-call old PSW.
    pub svc_old_psw: Psw,
    /// 0150 Program old PSW.
    pub program_old_psw: Psw,
    /// 0160 Machine-check old PSW.
    pub mcck_old_psw: Psw,
    /// 0170 Input/output old PSW.
    pub io_old_psw: Psw,
    _reserved_180: [u8; 0x20],
    /// 01A0 Restart new PSW.
    pub restart_new_psw: Psw,
    /// 01B0 External new PSW.
    pub external_new_psw: Psw,
    /// 01C0 Supervisor-call new PSW.
    pub svc_new_psw: Psw,
    /// 01D0 Program new PSW.
    pub program_new_psw: Psw,
    /// 01E0 Machine-check new PSW.
    pub mcck_new_psw: Psw,
    /// 01F0 Input/output new PSW.
    pub io_new_psw: Psw,
    /// 0200 Free for programs up to 1200.
    _programs: [u8; 0x1000],
    /// 1200 Save areas of machine checks and of STORE STATUS.
    pub status: CpuStatus,
    _reserved_1400: [u8; 0xC00],
}

const _: () = {
    assert!(size_of::<Lowcore>() == 0x2000);
    assert!(offset_of!(Lowcore, ext_params) == 0x80);
    assert!(offset_of!(Lowcore, pgm_int_code) == 0x8E);
    assert!(offset_of!(Lowcore, trans_exc_id) == 0xA8);
    assert!(offset_of!(Lowcore, io_int_code) == 0xB8);
    assert!(offset_of!(Lowcore, stfl_fac_list) == 0xC8);
    assert!(offset_of!(Lowcore, mcck_int_code) == 0xE8);
    assert!(offset_of!(Lowcore, restart_old_psw) == 0x120);
    assert!(offset_of!(Lowcore, io_old_psw) == 0x170);
    assert!(offset_of!(Lowcore, restart_new_psw) == 0x1A0);
    assert!(offset_of!(Lowcore, io_new_psw) == 0x1F0);
    assert!(offset_of!(Lowcore, status) == 0x1200);
};
