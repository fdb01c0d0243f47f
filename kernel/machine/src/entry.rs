//! The first instructions of a program: the nucleus, or the stand-alone program loader.
//!
//! Every way in ends here: an IPL from a volume, the loader, QEMU's `-kernel`, and Hercules. The
//! IPL parameters stand in the image itself, see [`parameter_area`], so that there is one form of
//! them.

use core::arch::global_asm;
use core::sync::atomic::{AtomicU32, Ordering};

use formats::parameter_area;
use zarch::SubchannelId;

global_asm!(
    ".section .text.entry, \"ax\"",
    ".globl _start",
    "_start:",
    "  jg 1f",
    "  .org {parameters}",
    "  .fill {parameter_bytes}, 1, 0",
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
    parameters = const parameter_area::OFFSET,
    parameter_bytes = const parameter_area::BYTES,
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
    /// The main program.
    safe fn program_main() -> !;
}

unsafe extern "C" {
    safe static _start: u8;
}

/// The subsystem-identification word that the IPL left; zero where there was none.
static IPL_SUBCHANNEL: AtomicU32 = AtomicU32::new(0);

extern "C" fn start() -> ! {
    if let Some(id) = crate::lowcore::current().io_int_code.ipl_subchannel_id() {
        IPL_SUBCHANNEL.store(id.into(), Ordering::Relaxed);
    }
    crate::lowcore::install_on_ipl_cpu();
    crate::facility::detect();
    crate::storage::take_over();
    crate::dat::enter();
    crate::trace::start();
    program_main()
}

/// The address of this program's first byte.
pub(crate) fn image_start() -> usize {
    &raw const _start as usize
}

/// The IPL parameters as they were given.
pub fn parameters() -> &'static str {
    let end = parameter_area::OFFSET + parameter_area::BYTES;
    // SAFETY: 1. the image begins with `end` bytes of text; 2. it is never written after IPL.
    let image = unsafe { core::slice::from_raw_parts(&raw const _start, end) };
    parameter_area::get(image)
}

/// The subchannel that this program, or its loader, was IPLed from; none where the host loaded it.
pub fn ipl_subchannel() -> Option<SubchannelId> {
    SubchannelId::of_word(IPL_SUBCHANNEL.load(Ordering::Relaxed))
}
