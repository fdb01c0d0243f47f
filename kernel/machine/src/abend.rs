//! CP's own death: program checks, machine checks, RESTART and panics end here.
//!
//! The registers and the PSW are gathered, the back chain is followed, and the nucleus' handler
//! tells the operator, writes the dump and loads the wait state.

use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use zarch::{Mcic, ProgramInterruption, Psw};

use crate::lowcore::{self, os_area};

/// How many frames of the back chain are followed at most.
pub const BACKTRACE_FRAMES: usize = 32;

/// What CP was doing when it ended.
#[derive(Clone, Debug)]
pub struct Abend {
    /// The abend code: three letters and three digits, as `PRG001`.
    pub code: [u8; 6],
    /// The PSW that was interrupted, or of the caller.
    pub psw: Psw,
    /// General registers 0 to 15.
    pub registers: [u64; 16],
    /// Return addresses, the newest first; zero where there are no more.
    pub backtrace: [u64; BACKTRACE_FRAMES],
    /// Translation-exception identification, for access exceptions.
    pub translation_exception: u64,
}

/// What the nucleus does with an abend: tell, dump, stop.
pub type Handler = fn(&Abend, &core::fmt::Arguments<'_>) -> !;

static HANDLER: AtomicUsize = AtomicUsize::new(0);
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Names the nucleus' handler.
pub fn set_handler(handler: Handler) {
    HANDLER.store(handler as usize, Ordering::Release);
}

/// Ends CP with `code`; `reason` is told to the operator.
pub fn abend(code: [u8; 6], reason: &core::fmt::Arguments<'_>) -> ! {
    let frame = frame_pointer();
    let abend = Abend {
        code,
        psw: Psw::supervisor(return_address(frame).unwrap_or(0)),
        registers: [0; 16],
        backtrace: backtrace(frame),
        translation_exception: 0,
    };
    hand_over(&abend, reason)
}

/// Entered from the program, RESTART and SVC new PSWs: `old` is the lowcore offset of the old PSW.
pub(crate) extern "C" fn entered(old: u64) -> ! {
    #[cfg(feature = "ktest")]
    if old == 0x150 {
        crate::ktest::resume_if_expected();
    }
    let lowcore = lowcore::current();
    let (code, psw) = match old {
        0x150 => {
            let (interruption, _) = ProgramInterruption::of_stored(lowcore.pgm_int_code.get());
            (numbered(b"PRG", interruption.0), lowcore.program_old_psw)
        }
        0x120 => (*b"RES001", lowcore.restart_old_psw),
        _ => (*b"SVC001", lowcore.svc_old_psw),
    };
    let registers: [u64; 16] =
        core::array::from_fn(|n| lowcore::read_word(os_area::ABEND_GPRS + 8 * n as u32));
    let abend = Abend {
        code,
        psw,
        registers,
        backtrace: backtrace(registers[15]),
        translation_exception: lowcore.trans_exc_id.get(),
    };
    let (interruption, _) = ProgramInterruption::of_stored(lowcore.pgm_int_code.get());
    match old {
        0x150 => hand_over(&abend, &format_args!("{interruption}")),
        0x120 => hand_over(&abend, &format_args!("PSW RESTART")),
        _ => hand_over(&abend, &format_args!("supervisor call in CP")),
    }
}

/// A machine check that is more than a channel report.
pub(crate) fn machine_check(code: Mcic) -> ! {
    abend(*b"MCW001", &format_args!("machine check, interruption code {:016X}", u64::from(code)))
}

/// A second abend while the first is handled stops at once.
fn hand_over(abend: &Abend, reason: &core::fmt::Arguments<'_>) -> ! {
    let handler = HANDLER.load(Ordering::Acquire);
    if handler == 0 || ENTERED.swap(true, Ordering::AcqRel) {
        crate::wait_state::load(crate::wait_state::ABEND_IN_ABEND);
    }
    // SAFETY: `set_handler` is the only writer and stores a `Handler`.
    let handler: Handler = unsafe { core::mem::transmute::<usize, Handler>(handler) };
    handler(abend, reason)
}

fn numbered(module: &[u8; 3], number: u16) -> [u8; 6] {
    let digit = |value: u16| b'0' + (value % 10) as u8;
    [module[0], module[1], module[2], digit(number / 100), digit(number / 10), digit(number)]
}

fn frame_pointer() -> u64 {
    let pointer: u64;
    // SAFETY: the instruction copies register 15.
    unsafe { core::arch::asm!("lgr {}, %r15", out(reg) pointer, options(nomem, nostack)) };
    pointer
}

/// The return address that a frame holds, if the frame lies in storage that is mapped.
fn return_address(frame: u64) -> Option<u64> {
    let readable = frame.is_multiple_of(8) && crate::storage::is_on_a_stack(frame, 160);
    // SAFETY: the register save area at `frame` lies on a stack of CP's, which is mapped.
    readable.then(|| unsafe { ((frame + 112) as *const u64).read_volatile() })
}

fn backtrace(mut frame: u64) -> [u64; BACKTRACE_FRAMES] {
    let mut addresses = [0; BACKTRACE_FRAMES];
    for address in &mut addresses {
        let Some(back) = previous_frame(frame) else { break };
        let Some(return_address) = return_address(back) else { break };
        *address = return_address;
        frame = back;
    }
    addresses
}

/// Follows the back chain by one frame; frames only ever go up.
fn previous_frame(frame: u64) -> Option<u64> {
    if !frame.is_multiple_of(8) || !crate::storage::is_on_a_stack(frame, 160) {
        return None;
    }
    // SAFETY: as in `return_address`.
    let back = unsafe { (frame as *const u64).read_volatile() };
    (back > frame).then_some(back)
}
