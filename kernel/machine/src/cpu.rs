//! The CPUs of the machine: who there is, starting them, signalling between them.

use alloc::vec::Vec;
use core::arch::asm;
use core::sync::atomic::{AtomicBool, AtomicU16, Ordering};

use ::trace::Kind;
use zarch::sclp::CpuEntry;
use zarch::{CpuStatus, Lowcore};
use zerocopy::{FromBytes, FromZeros};

use crate::lowcore::os_area;
use crate::{clock, dat, identity, interruption, lowcore, reserve, sclp, storage, trace};

/// CPUs that CP uses at most.
pub const MAXIMUM: usize = 64;

/// SIGP orders (Principles of Operation, "Signal-Processor Orders").
const SENSE: u8 = 0x01;
const STOP: u8 = 0x05;
const RESTART: u8 = 0x06;
const INITIAL_CPU_RESET: u8 = 0x0B;
const SET_PREFIX: u8 = 0x0D;
const STORE_STATUS: u8 = 0x0E;
const EXTERNAL_CALL: u8 = 0x02;
/// Status that SENSE tells: the CPU is stopped.
const STOPPED: u64 = 0x40;

static ADDRESSES: [AtomicU16; MAXIMUM] = [const { AtomicU16::new(0) }; MAXIMUM];
static STARTED: [AtomicBool; MAXIMUM] = [const { AtomicBool::new(false) }; MAXIMUM];
static RUNNING: [AtomicBool; MAXIMUM] = [const { AtomicBool::new(false) }; MAXIMUM];
static MAIN: spin::Once<fn(usize) -> !> = spin::Once::new();

/// A CPU that the machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cpu {
    /// CP's number of it; the IPL CPU is 0.
    pub index: usize,
    /// Its address in the machine.
    pub address: u16,
    /// Whether it runs CP, and was not stopped.
    pub running: bool,
}

/// The number of the CPU that executes this.
pub fn index() -> usize {
    lowcore::read_word(os_area::CPU_INDEX) as usize
}

/// Every CPU that was started, the IPL CPU first.
pub fn all() -> Vec<Cpu> {
    (0..MAXIMUM)
        .filter(|&n| STARTED[n].load(Ordering::Acquire))
        .map(|index| Cpu {
            index,
            address: ADDRESSES[index].load(Ordering::Relaxed),
            running: RUNNING[index].load(Ordering::Acquire),
        })
        .collect()
}

/// Opens this CPU for the external interruptions that CP uses and notes it as running.
pub fn open_ipl_cpu() {
    ADDRESSES[0].store(identity::cpu_address(), Ordering::Relaxed);
    note_running(0);
    clock::set_comparator(u64::MAX);
    // Malfunction alert, emergency signal, external call, clock comparator, service signal.
    lowcore::load_control::<0>(lowcore::store_control::<0>() | 0xEA00);
    lowcore::accept_channel_reports();
    interruption::accept_io(true);
}

fn note_running(index: usize) {
    RUNNING[index].store(true, Ordering::Release);
    STARTED[index].store(true, Ordering::Release);
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
    within_a_second(|| RUNNING[index].load(Ordering::Acquire))
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
    note_running(index);
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

/// Stops every CPU but this one, as SHUTDOWN step APISD and an abend do, and waits until each has
/// stopped. An abend has no storage for this.
pub fn stop_others() {
    let own = index();
    for other in (0..MAXIMUM).filter(|&n| n != own && RUNNING[n].load(Ordering::Acquire)) {
        let address = ADDRESSES[other].load(Ordering::Relaxed);
        signal(address, STOP, 0);
        let stopped = || matches!(sigp(address, SENSE, 0), (1, status) if status & STOPPED != 0);
        within_a_second(stopped);
        RUNNING[other].store(false, Ordering::Release);
    }
}

/// Stops the CPU that executes this, for good.
pub(crate) fn stop_self() -> ! {
    loop {
        sigp(identity::cpu_address(), STOP, 0);
    }
}

/// The registers of a CPU that is stopped.
pub fn status(cpu: &Cpu) -> Option<CpuStatus> {
    static AREA: spin::Mutex<Option<CpuStatus>> = spin::Mutex::new(None);
    let mut area = reserve::lock(&AREA);
    let area = area.insert(CpuStatus::new_zeroed());
    signal(cpu.address, STORE_STATUS, &raw mut *area as u64).then_some(*area)
}

/// This CPU's prefix register.
pub(crate) fn prefix() -> u64 {
    let mut prefix = 0_u32;
    // SAFETY: STORE PREFIX stores four bytes at `prefix`.
    unsafe { asm!("stpx 0({})", in(reg_addr) &mut prefix, options(nostack)) };
    prefix.into()
}

/// Tries until it holds, for at most a second.
fn within_a_second(mut holds: impl FnMut() -> bool) -> bool {
    let deadline = clock::tod() + 1_000_000 * clock::TOD_PER_MICROSECOND;
    loop {
        if holds() {
            return true;
        }
        if clock::tod() > deadline {
            return false;
        }
        core::hint::spin_loop();
    }
}

/// SIGNAL PROCESSOR; repeated while the CPU is busy. True where it was accepted.
fn signal(address: u16, order: u8, parameter: u64) -> bool {
    let mut condition = 0;
    within_a_second(|| {
        (condition, _) = sigp(address, order, parameter);
        condition != 2
    });
    condition == 0
}

/// Condition code and, where that is 1, the status.
fn sigp(address: u16, order: u8, parameter: u64) -> (u64, u64) {
    let (condition, status): (u64, u64);
    // SAFETY: the orders that CP uses change the other CPU's state only, and a prefix area is
    // given to one CPU alone.
    unsafe {
        asm!("sigp %r2, {address}, 0({order})", "ipm {condition}",
             address = in(reg_addr) u64::from(address), order = in(reg_addr) u64::from(order),
             condition = out(reg) condition, inout("r2") 0_u64 => status,
             in("r3") parameter, options(nostack))
    };
    let condition = condition >> 28 & 3;
    // Waiting for a CPU to stop asks again and again.
    if order != SENSE {
        let long = [order.into(), parameter];
        trace::put(Kind::Signal, condition as u16, u32::from(address), long);
    }
    (condition, status)
}
