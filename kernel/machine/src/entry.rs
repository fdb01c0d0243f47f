//! The first instructions of the nucleus.
//!
//! Every way in ends here: the stand-alone loader, `-kernel`, and Hercules. The IPL parameters
//! are ASCII text at 0x10480 (896 bytes), where QEMU writes `-append` and where the stand-alone
//! loader writes its own, so that there is one form of them.

use core::arch::global_asm;

/// Where the IPL parameters are, and how many bytes they may have.
pub const PARAMETERS: (usize, usize) = (0x10480, 896);

global_asm!(
    ".section .text.entry, \"ax\"",
    ".globl _start",
    "_start:",
    "  jg 1f",
    "  .org 0x480",
    "  .fill 896, 1, 0",
    "  .org 0x800",
    "1: lhi %r1, 1",               // z/Architecture; a machine that is in it refuses, no harm
    "  lhi %r2, 0",
    "  sigp %r0, %r2, 0x12",
    "  sam64",
    "  larl %r4, __bss_start",
    "  larl %r5, __bss_end",
    "2: clgr %r4, %r5",            // storage that the image does not bring is zero
    "  jhe 3f",
    "  mvghi 0(%r4), 0",
    "  aghi %r4, 8",
    "  j 2b",
    "3: larl %r15, __stack_end",
    "  aghi %r15, -160",           // less the register save area of the ABI
    "  xc 0(8,%r15), 0(%r15)",
    "  brasl %r14, {start}",
    start = sym start,
);

/// Tasks of the IPL CPU run on it: futures with blocks of volumes in them are moved over it.
const BOOT_STACK_BYTES: usize = 256 * 1024;

/// The stack until the IPL CPU gets its own, with a guard page beneath it.
#[repr(C, align(4096))]
struct BootStack([u8; BOOT_STACK_BYTES]);
#[unsafe(link_section = ".stack")]
#[used]
static mut BOOT_STACK: BootStack = BootStack([0; BOOT_STACK_BYTES]);

unsafe extern "Rust" {
    /// The nucleus' main program.
    safe fn nucleus_main() -> !;
}

extern "C" fn start() -> ! {
    crate::lowcore::install_on_ipl_cpu();
    crate::facility::detect();
    crate::storage::take_over();
    crate::dat::enter();
    crate::trace::start();
    nucleus_main()
}

/// The IPL parameters as they were given: ASCII text up to the first zero byte, blanks trimmed.
///
/// Bytes that are no ASCII text end it.
pub fn parameters() -> &'static str {
    // SAFETY: 1. the area is part of the image's text and is never written after IPL;
    // 2. its length is fixed.
    let area = unsafe { core::slice::from_raw_parts(PARAMETERS.0 as *const u8, PARAMETERS.1) };
    let text = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    let length = area.iter().position(|byte| !text(byte)).unwrap_or(area.len());
    core::str::from_utf8(&area[..length]).unwrap_or("").trim()
}
