//! What STORE STATUS stores of a CPU (Principles of Operation, "Store Status"): 512 bytes, at
//! 1200 of the prefix area or where the signal-processor order says.

use core::mem::{offset_of, size_of};

use zerocopy::big_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::Psw;

/// The registers of a CPU that is stopped.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(512))]
pub struct CpuStatus {
    /// Floating-point registers.
    pub floating_point: [U64; 16],
    /// General registers.
    pub general: [U64; 16],
    /// Current PSW.
    pub psw: Psw,
    _reserved_110: [u8; 8],
    /// Prefix register.
    pub prefix: U32,
    /// Floating-point-control register.
    pub floating_point_control: U32,
    _reserved_120: [u8; 4],
    /// TOD programmable register.
    pub tod_programmable: U32,
    /// CPU timer.
    pub cpu_timer: U64,
    /// Clock comparator, its bits 0-55 from bit 8 on.
    pub clock_comparator: U64,
    _reserved_138: [u8; 8],
    /// Access registers.
    pub access: [U32; 16],
    /// Control registers.
    pub control: [U64; 16],
}

const _: () = {
    assert!(size_of::<CpuStatus>() == 512);
    assert!(offset_of!(CpuStatus, general) == 0x80);
    assert!(offset_of!(CpuStatus, psw) == 0x100);
    assert!(offset_of!(CpuStatus, prefix) == 0x118);
    assert!(offset_of!(CpuStatus, tod_programmable) == 0x124);
    assert!(offset_of!(CpuStatus, cpu_timer) == 0x128);
    assert!(offset_of!(CpuStatus, access) == 0x140);
    assert!(offset_of!(CpuStatus, control) == 0x180);
};
