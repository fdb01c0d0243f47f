//! Real addresses of a guest's prefix area (PoP, "Assigned Storage Locations").

use core::mem::offset_of;

use zarch::Lowcore;

pub const EXTERNAL_PARAMETER: u64 = offset_of!(Lowcore, ext_params) as u64;
pub const EXTERNAL_CPU_ADDRESS: u64 = offset_of!(Lowcore, ext_cpu_addr) as u64;
pub const SVC_IDENTIFICATION: u64 = offset_of!(Lowcore, svc_int_id) as u64;
pub const PROGRAM_IDENTIFICATION: u64 = offset_of!(Lowcore, pgm_ilc) as u64;
pub const DATA_EXCEPTION_CODE: u64 = 0x90;
pub const MONITOR_CLASS: u64 = 0x94;
pub const EXCEPTION_ACCESS: u64 = 0xA0;
pub const TEID: u64 = offset_of!(Lowcore, trans_exc_id) as u64;
pub const MONITOR_CODE: u64 = 0xB0;
pub const IO_IDENTIFICATION: u64 = offset_of!(Lowcore, io_int_code) as u64;
pub const BREAKING_EVENT: u64 = 0x110;

pub const RESTART_OLD_PSW: u64 = offset_of!(Lowcore, restart_old_psw) as u64;
pub const EXTERNAL_OLD_PSW: u64 = offset_of!(Lowcore, external_old_psw) as u64;
pub const SVC_OLD_PSW: u64 = offset_of!(Lowcore, svc_old_psw) as u64;
pub const PROGRAM_OLD_PSW: u64 = offset_of!(Lowcore, program_old_psw) as u64;
pub const IO_OLD_PSW: u64 = offset_of!(Lowcore, io_old_psw) as u64;

/// From an old PSW to the new PSW of the same class.
pub const TO_NEW_PSW: u64 =
    (offset_of!(Lowcore, restart_new_psw) - offset_of!(Lowcore, restart_old_psw)) as u64;
