//! The lowcore of each CPU: new PSWs, interruption parameters, and CP's own words in it.

use core::arch::asm;
use core::sync::atomic::{AtomicBool, Ordering};

use zarch::Lowcore;

/// CP's words in the lowcore, in the area that the architecture leaves to programs.
pub(crate) mod os_area {
    /// A byte for instructions that must store one.
    pub const SCRATCH: u32 = 0x200;
    /// Top of the stack for machine checks and abends.
    pub const ABEND_STACK: u32 = 0x208;
    /// Logical number of this CPU, 0 for the IPL CPU.
    pub const CPU_INDEX: u32 = 0x210;
    /// Top of the stack that this CPU begins with.
    pub const STACK: u32 = 0x218;
    /// Where a test goes on after a program check that it expects; else zero.
    #[cfg(feature = "ktest")]
    pub const EXPECTED: u32 = 0x220;
    // `trace::ANCHOR`, two doublewords, stands at 0x228.
    /// Registers 0 to 15 as an abend found them.
    pub const ABEND_GPRS: u32 = 0x280;
    /// The area that the architecture leaves to programs.
    pub const ALL: core::ops::Range<u32> = 0x200..0x1200;
}

/// Bit of control register 14: the subclass of channel reports.
const CHANNEL_REPORTS: u64 = 0x1000_0000;

static DAT_IS_ON: AtomicBool = AtomicBool::new(false);

const ABEND_STACK_BYTES: usize = 65536;

/// The stack of the IPL CPU for machine checks and abends, with a guard page beneath it.
#[repr(C, align(4096))]
struct AbendStack([u8; ABEND_STACK_BYTES]);
#[unsafe(link_section = ".abend_stack")]
static mut ABEND_STACK: AbendStack = AbendStack([0; ABEND_STACK_BYTES]);

/// This CPU's lowcore.
pub(crate) fn current() -> &'static mut Lowcore {
    // SAFETY: 1. real address 0 is this CPU's prefix area, 8 KiB, for as long as it runs;
    // 2. no other CPU has it at this address, and interruptions that write it are taken in the
    //    window only, where no reference is held; 3. the pointer is not null to the machine:
    //    `black_box` keeps the compiler from knowing that it is 0.
    unsafe { &mut *core::hint::black_box(core::ptr::null_mut::<Lowcore>()) }
}

/// One of CP's doublewords.
fn word(offset: u32) -> *mut u64 {
    core::hint::black_box(offset as usize) as *mut u64
}

pub(crate) fn set_word(offset: u32, value: u64) {
    // SAFETY: the offsets are those of `os_area`, aligned doublewords that only CP uses.
    unsafe { word(offset).write_volatile(value) }
}

pub(crate) fn read_word(offset: u32) -> u64 {
    // SAFETY: as in `set_word`.
    unsafe { word(offset).read_volatile() }
}

/// Prepares the lowcore of the IPL CPU; DAT is still off. What a firmware or loader left in the
/// programs' area goes.
pub(crate) fn install_on_ipl_cpu() {
    os_area::ALL.step_by(8).for_each(|offset| set_word(offset, 0));
    set_word(os_area::ABEND_STACK, &raw const ABEND_STACK as u64 + ABEND_STACK_BYTES as u64 - 160);
    set_word(os_area::CPU_INDEX, 0);
    crate::interruption::set_new_psws(current(), false);
}

/// Whether PSWs are to have the DAT bit.
pub(crate) fn dat_is_on() -> bool {
    DAT_IS_ON.load(Ordering::Relaxed)
}

/// DAT is on from now on: the new PSWs get the bit as well.
pub(crate) fn dat_was_turned_on() {
    DAT_IS_ON.store(true, Ordering::Relaxed);
    crate::interruption::set_new_psws(current(), true);
}

/// If the machine check interrupted a wait, the return goes to `closed` instead.
pub(crate) fn leave_wait_after_machine_check(closed: u64) {
    let lowcore = current();
    if lowcore.mcck_old_psw.wait() {
        lowcore.mcck_old_psw = lowcore.mcck_old_psw.with_wait(false).with_address(closed);
    }
}

/// From here on channel reports stay where they are.
pub(crate) fn refuse_channel_reports() {
    load_control::<14>(store_control::<14>() & !CHANNEL_REPORTS);
}

/// Lets this CPU take channel reports.
pub(crate) fn accept_channel_reports() {
    load_control::<14>(store_control::<14>() | CHANNEL_REPORTS);
}

/// Control registers 0 to 15.
pub(crate) fn control_registers() -> [u64; 16] {
    let mut registers = [0; 16];
    // SAFETY: the instruction stores 128 bytes at `registers`.
    unsafe { asm!("stctg 0, 15, 0({})", in(reg_addr) &mut registers, options(nostack)) };
    registers
}

/// Access registers 0 to 15.
pub(crate) fn access_registers() -> [u32; 16] {
    let mut registers = [0; 16];
    // SAFETY: the instruction stores 64 bytes at `registers`.
    unsafe { asm!("stam 0, 15, 0({})", in(reg_addr) &mut registers, options(nostack)) };
    registers
}

/// Loads control register `N`.
pub(crate) fn load_control<const N: u8>(value: u64) {
    // SAFETY: callers give values that keep CP's own storage mapped (DAT) or that only enable
    // interruption subclasses, which the window alone takes.
    unsafe {
        asm!("lctlg {n}, {n}, 0({v})", n = const N, v = in(reg_addr) &value, options(nostack))
    };
}

/// The value of control register `N`.
pub(crate) fn store_control<const N: u8>() -> u64 {
    let mut value = 0_u64;
    // SAFETY: the instruction stores eight bytes at `value`.
    unsafe {
        asm!("stctg {n}, {n}, 0({v})", n = const N, v = in(reg_addr) &mut value, options(nostack))
    };
    value
}
