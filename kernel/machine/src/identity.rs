//! Who this machine is: CPU id and system information blocks.

use core::arch::asm;

/// Bytes of a system information block.
pub const SYSIB_BYTES: usize = 4096;

#[repr(C, align(4096))]
struct Sysib([u8; SYSIB_BYTES]);
static SYSIB: spin::Mutex<Sysib> = spin::Mutex::new(Sysib([0; SYSIB_BYTES]));

/// STORE CPU ID: version, identification, machine type, zeros.
pub fn cpu_id() -> u64 {
    let mut id = 0_u64;
    // SAFETY: STORE CPU ID stores eight bytes at `id`.
    unsafe { asm!("stidp 0({})", in(reg_addr) &mut id, options(nostack)) };
    id
}

/// STORE CPU ADDRESS.
pub fn cpu_address() -> u16 {
    let mut address = 0_u16;
    // SAFETY: STORE CPU ADDRESS stores two bytes at `address`.
    unsafe { asm!("stap 0({})", in(reg_addr) &mut address, options(nostack)) };
    address
}

/// The level at which this system runs: 1 machine, 2 LPAR, 3 virtual machine.
pub fn level() -> u8 {
    let level: u64;
    // SAFETY: function code 0 stores nothing and answers the level in register 0.
    unsafe {
        asm!("stsi 0(0)", inout("r0") 0_u64 => level, inout("r1") 0_u64 => _, options(nostack))
    };
    (level >> 28 & 0xF) as u8
}

/// STORE SYSTEM INFORMATION `function.selector_1.selector_2`; none where the machine has no such
/// block.
pub fn system_information(
    function: u8,
    selector_1: u8,
    selector_2: u16,
) -> Option<[u8; SYSIB_BYTES]> {
    let mut block = SYSIB.lock();
    let register_0 = u64::from(function) << 28 | u64::from(selector_1);
    let condition: u64;
    // SAFETY: the instruction stores 4,096 bytes at the block, which is aligned and locked.
    unsafe {
        asm!("stsi 0({block})", "ipm {condition}", block = in(reg_addr) block.0.as_mut_ptr(),
             condition = out(reg) condition, inout("r0") register_0 => _,
             inout("r1") u64::from(selector_2) => _, options(nostack))
    };
    (condition >> 28 & 3 == 0).then_some(block.0)
}
