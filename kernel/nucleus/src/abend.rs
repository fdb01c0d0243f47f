//! CP's abend: the operator is told what happened and where, then CP stops.

use alloc::format;
use core::fmt::Arguments;

use drivers::sclp_console::SclpConsole;
use machine::abend::Abend;
use machine::{cpu, wait_state};
use messages::message;

/// Registers of a line.
const REGISTERS_PER_LINE: usize = 4;

/// Tells the operator and stops. The console is opened anew: the one that CP used may be locked.
pub fn handle(abend: &Abend, reason: &Arguments<'_>) -> ! {
    cpu::stop_others();
    if let Some(console) = SclpConsole::open() {
        tell(&console, abend, reason);
    }
    wait_state::load(wait_state::ABEND)
}

fn tell(console: &SclpConsole, abend: &Abend, reason: &Arguments<'_>) {
    let say = |line: &str| console.write(format!("{line}\r\n").as_bytes());
    let code = core::str::from_utf8(&abend.code).unwrap_or("??????");
    let failed = format!("{:04}", cpu::index());
    say(&format!("{}", message("DMP", 908, &[&failed, code])));
    say(&format!("  {reason}"));
    say(&format!("  PSW {:016X} {:016X}", abend.psw.mask(), abend.psw.address()));
    if abend.translation_exception != 0 {
        say(&format!("  TEID {:016X}", abend.translation_exception));
    }
    for (n, registers) in abend.registers.chunks(REGISTERS_PER_LINE).enumerate() {
        let [a, b, c, d] = *registers else { continue };
        say(&format!("  GR{:<2} {a:016X} {b:016X} {c:016X} {d:016X}", n * REGISTERS_PER_LINE));
    }
    for address in abend.backtrace.iter().take_while(|&&address| address != 0) {
        say(&format!("  CALLED FROM {address:016X}"));
    }
}
