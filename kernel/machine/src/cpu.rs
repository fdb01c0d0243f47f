//! The CPUs of the machine: who there is, starting them, signalling between them.

use alloc::vec::Vec;
use core::arch::asm;
use core::sync::atomic::{AtomicBool, AtomicU16, Ordering};

use ::trace::Kind;
use zarch::Lowcore;
use zarch::sclp::CpuEntry;
use zerocopy::FromBytes;

use crate::lowcore::os_area;
use crate::{clock, dat, identity, interruption, lowcore, sclp, storage, trace};

/// CPUs that CP uses at most.
pub const MAXIMUM: usize = 64;

/// SIGP orders (Principles of Operation, "Signal-Processor Orders").
const STOP: u8 = 0x05;
const RESTART: u8 = 0x06;
const INITIAL_CPU_RESET: u8 = 0x0B;
const SET_PREFIX: u8 = 0x0D;
const EXTERNAL_CALL: u8 = 0x02;

static ADDRESSES: [AtomicU16; MAXIMUM] = [const { AtomicU16::new(0) }; MAXIMUM];
static RUNNING: [AtomicBool; MAXIMUM] = [const { AtomicBool::new(false) }; MAXIMUM];
static MAIN: spin::Once<fn(usize) -> !> = spin::Once::new();

/// A CPU that the machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cpu {
    /// CP's number of it; the IPL CPU is 0.
    pub index: usize,
    /// Its address in the machine.
    pub address: u16,
    /// Whether it runs CP.
    pub running: bool,
}

/// The number of the CPU that executes this.
pub fn index() -> usize {
    lowcore::read_word(os_area::CPU_INDEX) as usize
}

/// Every CPU that was started, the IPL CPU first.
pub fn all() -> Vec<Cpu> {
    (0..MAXIMUM)
        .filter(|&n| RUNNING[n].load(Ordering::Acquire))
        .map(|index| Cpu {
            index,
            address: ADDRESSES[index].load(Ordering::Relaxed),
            running: true,
        })
        .collect()
}

/// Opens this CPU for the external interruptions that CP uses and notes it as running.
pub fn open_ipl_cpu() {
    ADDRESSES[0].store(identity::cpu_address(), Ordering::Relaxed);
    RUNNING[0].store(true, Ordering::Release);
    clock::set_comparator(u64::MAX);
    // Malfunction alert, emergency signal, external call, clock comparator, service signal.
    lowcore::load_control::<0>(lowcore::store_control::<0>() | 0xEA00);
    lowcore::load_control::<14>(lowcore::store_control::<14>() | 0x1000_0000);
    interruption::accept_io(true);
}

/// Starts every other CPU of the machine; each enters `main` with its number.
///
/// Answers the addresses of those that could not be started.
pub fn start_others(main: fn(usize) -> !) -> Vec<u16> {
    MAIN.call_once(|| main);
    let own = identity::cpu_address();
    let others = addresses().into_iter().filter(|&address| address != own);
    let mut failed = Vec::new();
    for (index, address) in (1..MAXIMUM).zip(others) {
        if !start(index, address) {
            failed.push(address);
        }
    }
    failed
}

/// Addresses of the CPUs that READ SCP INFO lists.
fn addresses() -> Vec<u16> {
    let info = sclp::scp_info();
    let block = sclp::scp_info_block();
    let first = usize::from(info.cpu_entries_offset.get());
    (0..usize::from(info.cpu_entries.get()))
        .filter_map(|n| {
            CpuEntry::read_from_prefix(block.get(first + n * size_of::<CpuEntry>()..)?).ok()
        })
        .map(|(entry, _)| u16::from(entry.address))
        .collect()
}

fn start(index: usize, address: u16) -> bool {
    let (Some(stack), Some(abend_stack)) = (storage::allocate_stack(), storage::allocate_stack())
    else {
        return false;
    };
    let Some(mut prefix) = storage::allocate_prefix() else { return false };
    let area = prefix.address() as u64;
    let (lowcore, _) = Lowcore::mut_from_prefix(&mut prefix).expect("two frames are a lowcore");
    interruption::set_new_psws(lowcore, false);
    lowcore.restart_new_psw = zarch::Psw::supervisor(cpu_entry as *const () as u64);
    let mut words = |offset: u32, value: u64| {
        prefix[offset as usize..][..8].copy_from_slice(&value.to_be_bytes());
    };
    words(os_area::ABEND_STACK, abend_stack as u64 - 160);
    words(os_area::CPU_INDEX, index as u64);
    words(os_area::STACK, stack as u64 - 160);
    core::mem::forget(prefix);
    ADDRESSES[index].store(address, Ordering::Relaxed);
    let started = signal(address, INITIAL_CPU_RESET, 0)
        && signal(address, SET_PREFIX, area)
        && signal(address, RESTART, 0);
    started && await_running(index)
}

/// A CPU that was restarted reports within a second, or is taken for dead.
fn await_running(index: usize) -> bool {
    let deadline = clock::tod() + 1_000_000 * clock::TOD_PER_MICROSECOND;
    while !RUNNING[index].load(Ordering::Acquire) {
        if clock::tod() > deadline {
            return false;
        }
        core::hint::spin_loop();
    }
    true
}

/// Where another CPU begins: DAT off, its prefix set, no stack yet.
#[unsafe(naked)]
extern "C" fn cpu_entry() {
    core::arch::naked_asm!(
        "lg %r15, {stack}",
        "xc 0(8,%r15), 0(%r15)",
        "brasl %r14, {begin}",
        stack = const os_area::STACK,
        begin = sym begin,
    )
}

extern "C" fn begin() -> ! {
    dat::turn_on();
    crate::facility::enable_on_this_cpu();
    // The reset left zero, which the clock is past.
    clock::set_comparator(u64::MAX);
    trace::start();
    // Malfunction alert, emergency signal, external call, clock comparator.
    lowcore::load_control::<0>(lowcore::store_control::<0>() | 0xE800);
    interruption::accept_io(false);
    let index = index();
    RUNNING[index].store(true, Ordering::Release);
    match MAIN.get() {
        Some(main) => main(index),
        None => crate::wait_state::load(crate::wait_state::ABEND),
    }
}

/// Wakes a CPU that waits: it gets an external call (code 1202).
pub fn wake(index: usize) {
    if RUNNING[index].load(Ordering::Acquire) {
        signal(ADDRESSES[index].load(Ordering::Relaxed), EXTERNAL_CALL, 0);
    }
}

/// Stops every CPU but this one, as SHUTDOWN step APISD and an abend do.
pub fn stop_others() {
    let own = index();
    for cpu in all().into_iter().filter(|cpu| cpu.index != own) {
        signal(cpu.address, STOP, 0);
        RUNNING[cpu.index].store(false, Ordering::Release);
    }
}

/// SIGNAL PROCESSOR; repeated while the CPU is busy, for at most a second. True where it was
/// accepted.
fn signal(address: u16, order: u8, parameter: u64) -> bool {
    let deadline = clock::tod() + 1_000_000 * clock::TOD_PER_MICROSECOND;
    loop {
        match sigp(address, order, parameter) {
            0 => return true,
            2 if clock::tod() < deadline => core::hint::spin_loop(),
            _ => return false,
        }
    }
}

fn sigp(address: u16, order: u8, parameter: u64) -> u64 {
    let condition: u64;
    // SAFETY: the orders that CP uses change the other CPU's state only, and a prefix area is
    // given to one CPU alone.
    unsafe {
        asm!("sigp %r2, {address}, 0({order})", "ipm {condition}",
             address = in(reg_addr) u64::from(address), order = in(reg_addr) u64::from(order),
             condition = out(reg) condition, inout("r2") 0_u64 => _,
             in("r3") parameter, options(nostack))
    };
    let condition = condition >> 28 & 3;
    let order = u64::from(order);
    trace::put(Kind::Signal, condition as u16, u32::from(address), [order, parameter]);
    condition
}
