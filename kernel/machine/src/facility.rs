//! What this machine can do, asked once at IPL.

use core::arch::asm;
use core::sync::atomic::{AtomicU64, Ordering};

const DOUBLEWORDS: usize = 4;
static FACILITIES: [AtomicU64; DOUBLEWORDS] = [const { AtomicU64::new(0) }; DOUBLEWORDS];

/// Facility bit of STORE FACILITY LIST EXTENDED itself.
const STFLE: usize = 7;
/// Instruction-execution protection.
const IEP: usize = 130;
/// Bit of control register 0 that lets page entries forbid execution.
const CR0_IEP: u64 = 1 << 20;

/// Stores the facility list and turns on what CP uses.
pub(crate) fn detect() {
    // SAFETY: STORE FACILITY LIST stores four bytes at real address 200, in the lowcore.
    unsafe { asm!("stfl 0") };
    let first = crate::lowcore::current().stfl_fac_list.get();
    FACILITIES[0].store(u64::from(first) << 32, Ordering::Relaxed);
    if is_installed(STFLE) {
        store_extended();
    }
    enable_on_this_cpu();
}

/// Turns on, for the CPU that executes this, what CP uses.
pub(crate) fn enable_on_this_cpu() {
    if no_execute() {
        crate::lowcore::load_control::<0>(crate::lowcore::store_control::<0>() | CR0_IEP);
    }
}

fn store_extended() {
    let mut list = [0_u64; DOUBLEWORDS];
    // SAFETY: the instruction stores at most the doublewords that register 0 counts from 0.
    unsafe {
        asm!("lghi %r0, {n}", "stfle 0({list})", n = const DOUBLEWORDS - 1,
             list = in(reg_addr) &mut list, out("r0") _, options(nostack))
    };
    for (word, value) in FACILITIES.iter().zip(list) {
        word.store(value, Ordering::Relaxed);
    }
}

/// Whether facility `bit` (Principles of Operation, "Facility Indications") is installed.
pub fn is_installed(bit: usize) -> bool {
    FACILITIES[bit / 64].load(Ordering::Relaxed) & 1 << (63 - bit % 64) != 0
}

/// Whether pages can be kept from being executed.
pub fn no_execute() -> bool {
    is_installed(IEP)
}
