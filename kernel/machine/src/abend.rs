//! CP's own death: program checks, machine checks, RESTART and panics end here.
//!
//! The other CPUs are stopped, the registers and the PSW are gathered, the back chain is followed,
//! and the nucleus' handler tells the operator, writes the dump and loads the wait state. All of
//! it runs on a stack of its own, in storage of its own, and takes no lock that CP might hold.

use core::arch::asm;
use core::fmt::Arguments;
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use ::trace::{Callers, Kind};
use zarch::{CpuStatus, ProgramInterruption, Psw};
use zerocopy::FromZeros;
use zerocopy::big_endian::{U32, U64};

use crate::lowcore::{self, os_area};
use crate::{cpu, reserve, storage, trace, wait_state};

/// How many frames of the back chain are followed at most.
pub const BACKTRACE_FRAMES: usize = 32;

/// What CP was doing when it ended.
#[derive(Clone, Debug)]
pub struct Abend {
    /// The abend code: three letters and three digits, as `PRG001`.
    pub code: [u8; 6],
    /// The PSW that was interrupted and this CPU's registers, but for the floating-point ones,
    /// which CP does not use, and the clocks.
    pub status: CpuStatus,
    /// Return addresses, the newest first; zero where there are no more.
    pub backtrace: [u64; BACKTRACE_FRAMES],
    /// Translation-exception identification, for access exceptions.
    pub translation_exception: u64,
    /// CP had ended already: this happened while that was told or dumped.
    pub again: bool,
}

/// What the nucleus does with an abend: tell, dump, stop.
pub type Handler = fn(&Abend, &Arguments<'_>) -> !;

static HANDLER: AtomicUsize = AtomicUsize::new(0);
/// How many abends there were.
static ABENDS: AtomicU64 = AtomicU64::new(0);
/// The number of the CPU that CP ended on.
static OWNER: AtomicUsize = AtomicUsize::new(NOBODY);
const NOBODY: usize = usize::MAX;

/// Names the nucleus' handler.
pub fn set_handler(handler: Handler) {
    HANDLER.store(handler as usize, Ordering::Release);
}

/// What `abend` asks for by supervisor call 0, which finds it by register 2.
struct Request<'a> {
    code: [u8; 6],
    reason: &'a Arguments<'a>,
}

/// The supervisor call by which CP ends itself.
const ABEND: u16 = 0;

/// Ends CP with `code`; `reason` is told to the operator.
pub fn abend(code: [u8; 6], reason: &Arguments<'_>) -> ! {
    let request = Request { code, reason };
    // SAFETY: the SVC new PSW leads to `entered`, which does not come back.
    unsafe { asm!("svc {n}", "j .", n = const ABEND, in("r2") &request, options(noreturn)) }
}

/// Entered from the program, RESTART and SVC new PSWs: `old` is the lowcore offset of the old PSW.
pub(crate) extern "C" fn entered(old: u64) -> ! {
    #[cfg(feature = "ktest")]
    if old == 0x150 {
        crate::ktest::resume_if_expected();
    }
    let lowcore = lowcore::current();
    let registers =
        core::array::from_fn(|n| lowcore::read_word(os_area::ABEND_GPRS + 8 * n as u32));
    match old {
        0x150 => {
            let (interruption, _) = ProgramInterruption::of_stored(lowcore.pgm_int_code.get());
            let (psw, teid) = (lowcore.program_old_psw, lowcore.trans_exc_id.get());
            trace::put(Kind::Program, interruption.0, 0, [teid, psw.address()]);
            let teid = if interruption.has_teid() { teid } else { 0 };
            let abend = Abend::new(numbered(b"PRG", interruption.0), psw, registers, teid);
            end(abend, &format_args!("{interruption}"))
        }
        0x120 => {
            let psw = lowcore.restart_old_psw;
            trace::put(Kind::Restart, 0, 0, [0, psw.address()]);
            end(Abend::new(*b"RES001", psw, registers, 0), &format_args!("PSW RESTART"))
        }
        _ => supervisor_call(lowcore.svc_int_id.get(), lowcore.svc_old_psw, registers),
    }
}

fn supervisor_call(number: u32, psw: Psw, registers: [u64; 16]) -> ! {
    trace::put(Kind::SupervisorCall, 0, number, [0, psw.address()]);
    let (request, length) = (registers[2], size_of::<Request>() as u64);
    let asked = number as u16 == ABEND && storage::is_on_a_stack(request, length);
    if !asked {
        let reason = format_args!("supervisor call in CP");
        end(Abend::new(*b"SVC001", psw, registers, 0), &reason);
    }
    // SAFETY: `abend` left its request on its stack and does not go on; code that CP does not
    // have could alone have made another one's register 2 point at a stack.
    let request = unsafe { &*(request as *const Request<'_>) };
    end(Abend::new(request.code, psw, registers, 0), request.reason)
}

/// A machine check that CP does not survive, with the registers that the machine stored.
pub(crate) fn machine_check(code: [u8; 6], reason: &Arguments<'_>) -> ! {
    let psw = lowcore::current().mcck_old_psw;
    let registers = lowcore::current().status.general.map(U64::get);
    end(Abend::new(code, psw, registers, 0), reason)
}

impl Abend {
    fn new(code: [u8; 6], psw: Psw, registers: [u64; 16], translation_exception: u64) -> Self {
        let mut status = CpuStatus::new_zeroed();
        status.psw = psw;
        status.general = registers.map(U64::new);
        status.control = lowcore::control_registers().map(U64::new);
        status.access = lowcore::access_registers().map(U32::new);
        status.prefix = U32::new(cpu::prefix() as u32);
        let backtrace = backtrace(&registers);
        Self { code, status, backtrace, translation_exception, again: false }
    }
}

/// Hands the first abend to the nucleus, and a second one that it meets with that; a third stops
/// CP at once. Where CP ends on two CPUs, the later one is as good as stopped.
fn end(mut abend: Abend, reason: &Arguments<'_>) -> ! {
    let own = cpu::index();
    let owner = OWNER.compare_exchange(NOBODY, own, Ordering::AcqRel, Ordering::Acquire);
    if owner.is_err_and(|owner| owner != own) {
        cpu::stop_self();
    }
    let [a, b, c, d, e, f] = abend.code;
    trace::put(Kind::Abend, 0, 0, ::trace::text(&[a, b, c, d, e, f]));
    let earlier = ABENDS.fetch_add(1, Ordering::AcqRel);
    let handler = HANDLER.load(Ordering::Acquire);
    if handler == 0 || earlier > 1 {
        wait_state::load(wait_state::ABEND_IN_ABEND);
    }
    abend.again = earlier != 0;
    cpu::stop_others();
    lowcore::refuse_channel_reports();
    reserve::begin();
    // SAFETY: `set_handler` is the only writer and stores a `Handler`.
    let handler: Handler = unsafe { core::mem::transmute::<usize, Handler>(handler) };
    handler(&abend, reason)
}

fn numbered(module: &[u8; 3], number: u16) -> [u8; 6] {
    let digit = |value: u16| b'0' + (value % 10) as u8;
    [module[0], module[1], module[2], digit(number / 100), digit(number / 10), digit(number)]
}

fn backtrace(registers: &[u64; 16]) -> [u64; BACKTRACE_FRAMES] {
    let read = |address: u64| {
        let readable = address.is_multiple_of(8) && storage::is_on_a_stack(address, 8);
        // SAFETY: the doubleword lies on a stack of CP's, which is mapped.
        readable.then(|| unsafe { (address as *const u64).read_volatile() })
    };
    let mut callers = Callers::of(registers, read);
    core::array::from_fn(|_| callers.next().unwrap_or(0))
}
