//! For the in-kernel tests alone: does what CP must never do, and tells the program check that
//! stopped it.

use core::arch::{asm, global_asm};

use zarch::ProgramInterruption;

use crate::lowcore::{self, os_area};

/// Real address bits of a translation-exception identification.
const TEID_ADDRESS: u64 = !0xFFF;

/// A program check that came as expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Why.
    pub interruption: ProgramInterruption,
    /// The page that could not be used, for access exceptions.
    pub page: u64,
}

unsafe extern "C" {
    safe static ktest_checked: u8;
    fn ktest_fetch(address: u64) -> u64;
    fn ktest_store(address: u64) -> u64;
    fn ktest_execute(address: u64) -> u64;
    fn ktest_invalid(address: u64) -> u64;
}

global_asm!(
    ".section .text.ktest, \"ax\"",
    ".globl ktest_fetch, ktest_store, ktest_execute, ktest_invalid, ktest_checked",
    "ktest_fetch:",
    "  llgc %r0, 0(%r2)",
    "  j 1f",
    "ktest_store:", // a store of what is there
    "  xi 0(%r2), 0",
    "  j 1f",
    "ktest_invalid:",
    "  .short 0",
    "ktest_execute:", // what stands there returns
    "  br %r2",
    "1: lghi %r2, 0",
    "  br %r14",
    "ktest_checked:",
    "  lghi %r2, 1",
    "  br %r14",
);

/// Fetches a byte.
pub fn fetch(address: u64) -> Option<Check> {
    // SAFETY: the routine reads a byte and uses no stack.
    unsafe { attempt(ktest_fetch, address) }
}

/// Stores the byte that is there.
pub fn store(address: u64) -> Option<Check> {
    // SAFETY: the routine changes no byte and uses no stack.
    unsafe { attempt(ktest_store, address) }
}

/// Executes what stands at `address`: bytes of the instruction `br %r14`, as [`RETURN`] has them.
pub fn execute(address: u64) -> Option<Check> {
    // SAFETY: a `br %r14` returns to the caller; any other bytes are the test's fault.
    unsafe { attempt(ktest_execute, address) }
}

/// Executes an operation code that no machine has.
pub fn invalid_operation() -> Option<Check> {
    // SAFETY: the instruction does nothing.
    unsafe { attempt(ktest_invalid, 0) }
}

/// Stores into CP's text, which no test expects.
pub fn violate_text() {
    // SAFETY: the routine changes no byte.
    unsafe { ktest_store(ktest_store as *const () as u64) };
}

/// A supervisor call that is none of CP's.
pub fn supervisor_call() {
    // SAFETY: CP ends here.
    unsafe { asm!("svc 17") };
}

/// Holds the locks of heap, frames and service calls while `action` runs.
pub fn with_locks_held(action: fn()) {
    crate::heap::with_lock_held(|| {
        crate::storage::with_lock_held(|| crate::sclp::with_lock_held(action))
    });
}

/// The instruction `br %r14`.
pub const RETURN: [u8; 2] = [0x07, 0xFE];

/// Calls `routine`; a program check within it makes it return at `ktest_checked`.
///
/// # Safety
/// `routine` must leave the registers that a callee saves, and the stack, as they were.
unsafe fn attempt(routine: unsafe extern "C" fn(u64) -> u64, address: u64) -> Option<Check> {
    lowcore::set_word(os_area::EXPECTED, &raw const ktest_checked as u64);
    // SAFETY: as the caller says.
    let checked = unsafe { routine(address) } != 0;
    lowcore::set_word(os_area::EXPECTED, 0);
    checked.then(|| {
        let lowcore = lowcore::current();
        let (interruption, _) = ProgramInterruption::of_stored(lowcore.pgm_int_code.get());
        Check { interruption, page: lowcore.trans_exc_id.get() & TEID_ADDRESS }
    })
}

/// Goes back to a routine that expects its program check; returns where none does.
pub(crate) fn resume_if_expected() {
    let resume = lowcore::read_word(os_area::EXPECTED);
    if resume == 0 {
        return;
    }
    let lowcore = lowcore::current();
    lowcore.program_old_psw = lowcore.program_old_psw.with_address(resume);
    // SAFETY: the registers are those of the routine, which left the stack alone, and the PSW is
    // its own but for the address.
    unsafe {
        asm!("lmg %r0, %r15, {gprs}", "lpswe 0x150", gprs = const os_area::ABEND_GPRS,
             options(noreturn))
    }
}
