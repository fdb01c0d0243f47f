//! The clocks of a CPU: TOD, clock comparator, CPU timer.

use core::arch::asm;

/// TOD units of a microsecond: bit 51 of the clock counts microseconds.
pub const TOD_PER_MICROSECOND: u64 = 4096;

/// The TOD clock; values are unique and rise.
pub fn tod() -> u64 {
    let mut value = 0_u64;
    // SAFETY: STORE CLOCK stores eight bytes at `value`.
    unsafe { asm!("stck 0({})", in(reg_addr) &mut value, options(nostack)) };
    value
}

/// Sets the TOD clock; false where the machine does not let it be set.
pub fn set_tod(value: u64) -> bool {
    let condition: u64;
    // SAFETY: SET CLOCK reads eight bytes; CP's timers are set anew by the caller.
    unsafe {
        asm!("sck 0({v})", "ipm {c}", v = in(reg_addr) &value, c = out(reg) condition, options(nostack))
    };
    condition >> 28 & 3 == 0
}

/// Asks for an external interruption (code 1004) as soon as the TOD clock passes `tod`.
pub fn set_comparator(tod: u64) {
    // SAFETY: SET CLOCK COMPARATOR reads eight bytes.
    unsafe { asm!("sckc 0({})", in(reg_addr) &tod, options(nostack)) };
}

/// The CPU timer, which counts down in TOD units while this CPU runs.
pub fn cpu_timer() -> i64 {
    let mut value = 0_i64;
    // SAFETY: STORE CPU TIMER stores eight bytes at `value`.
    unsafe { asm!("stpt 0({})", in(reg_addr) &mut value, options(nostack)) };
    value
}

/// Starts the CPU timer at `value`.
pub fn set_cpu_timer(value: i64) {
    // SAFETY: SET CPU TIMER reads eight bytes.
    unsafe { asm!("spt 0({})", in(reg_addr) &value, options(nostack)) };
}
