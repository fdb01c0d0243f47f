//! External, I/O and machine-check interruptions, taken at one place: the window.
//!
//! CP runs disabled. When it has nothing to do it opens the window and waits; between tasks it
//! opens it for an instant. The new PSWs lead back into the window itself with all registers as
//! they were, so that an interruption is a value that a function returns.

use core::arch::global_asm;
use core::sync::atomic::{AtomicBool, Ordering};

use ::trace::Kind;
use zarch::{IoInterruptionCode, Psw};

use crate::lowcore::{self, os_area};
use crate::trace;

/// An interruption that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// Code, address of the CPU that caused it where there is one, and parameter.
    External { code: u16, cpu_address: u16, parameter: u32 },
    /// The code that the channel subsystem stored.
    Io(IoInterruptionCode),
    /// Channel reports are pending: STORE CHANNEL REPORT WORD tells which.
    ChannelReport,
}

/// What the new PSWs leave in register 2.
const NONE: u64 = 0;
const EXTERNAL: u64 = 1;
const IO: u64 = 2;

static CHANNEL_REPORT: AtomicBool = AtomicBool::new(false);

unsafe extern "C" {
    safe static machine_window_external: u8;
    safe static machine_window_io: u8;
    safe static machine_window_closed: u8;
    safe static machine_check_entry: u8;
    safe static machine_program_entry: u8;
    safe static machine_restart_entry: u8;
    safe static machine_svc_entry: u8;
    fn machine_window(psw: *const Psw) -> u64;
}

global_asm!(
    ".section .text.window, \"ax\"",
    // Dumps name them.
    ".type machine_window, @function",
    ".type machine_window_closed, @function",
    ".type machine_window_external, @function",
    ".type machine_window_io, @function",
    ".type machine_check_entry, @function",
    ".globl machine_window",
    "machine_window:",
    "  lpswe 0(%r2)",
    ".globl machine_window_closed",
    "machine_window_closed:",      // an open window that nothing came through
    "  stnsm {scratch}, 0x04",
    "  lghi %r2, 0",
    "  br %r14",
    ".globl machine_window_external",
    "machine_window_external:",
    "  lghi %r2, 1",
    "  br %r14",
    ".globl machine_window_io",
    "machine_window_io:",
    "  lghi %r2, 2",
    "  br %r14",
    // The machine has stored the registers in the lowcore; they are loaded from there again.
    ".globl machine_check_entry",
    "machine_check_entry:",
    "  lg %r15, {stack}",
    "  brasl %r14, {machine_check}",
    "  lmg %r0, %r15, 0x1280",
    "  lpswe 0x160",
    // CP does not survive the following three: they save the registers and tell.
    ".globl machine_program_entry",
    "machine_program_entry:",
    "  stmg %r0, %r15, {gprs}",
    "  lghi %r2, 0x150",
    "  j 1f",
    ".globl machine_restart_entry",
    "machine_restart_entry:",
    "  stmg %r0, %r15, {gprs}",
    "  lghi %r2, 0x120",
    "  j 1f",
    ".globl machine_svc_entry",
    "machine_svc_entry:",
    "  stmg %r0, %r15, {gprs}",
    "  lghi %r2, 0x140",
    "1: lg %r15, {stack}",
    "  brasl %r14, {abend}",
    scratch = const os_area::SCRATCH,
    stack = const os_area::ABEND_STACK,
    gprs = const os_area::ABEND_GPRS,
    machine_check = sym machine_check,
    abend = sym crate::abend::entered,
);

/// The address of a label of the code above.
macro_rules! label {
    ($name:ident) => {
        &raw const $name as u64
    };
}

/// Sets the six new PSWs of a lowcore.
pub(crate) fn set_new_psws(lowcore: &mut zarch::Lowcore, dat: bool) {
    let psw = |address| Psw::supervisor(address).with_dat(dat).with_machine_check(true);
    lowcore.external_new_psw = psw(label!(machine_window_external));
    lowcore.io_new_psw = psw(label!(machine_window_io));
    let disabled = |address| Psw::supervisor(address).with_dat(dat);
    lowcore.mcck_new_psw = disabled(label!(machine_check_entry));
    lowcore.program_new_psw = disabled(label!(machine_program_entry));
    lowcore.restart_new_psw = disabled(label!(machine_restart_entry));
    lowcore.svc_new_psw = disabled(label!(machine_svc_entry));
}

/// Takes one pending interruption, if there is one.
pub fn poll() -> Option<Interruption> {
    take(false)
}

/// Waits until an interruption comes, and takes it.
pub fn wait() -> Option<Interruption> {
    take(true)
}

fn take(wait: bool) -> Option<Interruption> {
    if CHANNEL_REPORT.swap(false, Ordering::AcqRel) {
        return Some(Interruption::ChannelReport);
    }
    let psw = Psw::supervisor(label!(machine_window_closed))
        .with_dat(lowcore::dat_is_on())
        .with_io(true)
        .with_external(true)
        .with_machine_check(true)
        .with_wait(wait);
    // SAFETY: 1. the PSW is valid and leads to `machine_window_closed`;
    // 2. every interruption that it enables leads to a label that returns with all registers but
    //    2 unchanged, disabled as before; 3. the handlers touch no storage but the lowcore.
    let kind = unsafe { machine_window(&psw) };
    match kind {
        EXTERNAL => Some(external()),
        IO => Some(io()),
        NONE => CHANNEL_REPORT.swap(false, Ordering::AcqRel).then_some(Interruption::ChannelReport),
        _ => unreachable!("the window returns 0, 1 or 2"),
    }
}

fn external() -> Interruption {
    let lowcore = lowcore::current();
    let (code, cpu_address) = (lowcore.ext_int_code.get(), lowcore.ext_cpu_addr.get());
    let parameter = lowcore.ext_params.get();
    trace::put(Kind::External, code, parameter, [cpu_address.into(), 0]);
    Interruption::External { code, cpu_address, parameter }
}

fn io() -> Interruption {
    let code = lowcore::current().io_int_code;
    trace::put(Kind::Io, 0, code.subchannel_id().into(), [0, 0]);
    Interruption::Io(code)
}

static SERVICE_EVENTS: AtomicBool = AtomicBool::new(false);

/// Waits for external interruptions alone until one with `code` comes; answers its parameter.
///
/// I/O interruptions stay pending; the caller has masked the external ones it does not want.
pub(crate) fn wait_for_external(code: u16) -> u32 {
    let subclasses = lowcore::store_control::<6>();
    accept_io(false);
    let parameter = loop {
        match take(true) {
            Some(Interruption::External { code: c, parameter, .. }) if c == code => {
                break parameter;
            }
            Some(Interruption::ChannelReport) => CHANNEL_REPORT.store(true, Ordering::Release),
            _ => {}
        }
    };
    lowcore::load_control::<6>(subclasses);
    parameter
}

/// Remembers that a service signal told of events to be read.
pub(crate) fn note_service_events(parameter: u32) {
    if parameter & 1 != 0 {
        SERVICE_EVENTS.store(true, Ordering::Release);
    }
}

/// Whether a service signal that ended a request also told of events; asking clears it.
pub fn take_service_events() -> bool {
    SERVICE_EVENTS.swap(false, Ordering::AcqRel)
}

/// A machine check: channel reports are noted, anything else ends CP.
extern "C" fn machine_check() {
    let lowcore = lowcore::current();
    let code = zarch::Mcic::from(lowcore.mcck_int_code.get());
    trace::put(Kind::MachineCheck, 0, 0, [code.into(), lowcore.mcck_old_psw.address()]);
    if !code.channel_report_pending() || code.system_damage() || code.processing_damage() {
        let code = u64::from(code);
        crate::abend::machine_check(*b"MCH001", &format_args!("machine check {code:016X}"));
    }
    CHANNEL_REPORT.store(true, Ordering::Release);
    lowcore::leave_wait_after_machine_check(label!(machine_window_closed));
}

/// Lets this CPU accept I/O interruptions of all subclasses, or none.
pub fn accept_io(accept: bool) {
    lowcore::load_control::<6>(if accept { 0xFF00_0000 } else { 0 });
}
