//! What the operator sees of an abend.

use alloc::format;
use core::fmt::Arguments;

use machine::abend::Abend;
use machine::cpu;
use messages::message;

/// Registers of a line.
const REGISTERS_PER_LINE: usize = 4;

/// Tells what happened and where.
pub fn tell(abend: &Abend, reason: &Arguments<'_>, say: &impl Fn(&str)) {
    let failed = format!("{:04}", cpu::index());
    say(&format!("{}", message("DMP", 908, &[&failed, code(abend)])));
    say(&format!("  {reason}"));
    let psw = &abend.status.psw;
    say(&format!("  PSW {:016X} {:016X}", psw.mask(), psw.address()));
    if abend.translation_exception != 0 {
        say(&format!("  TEID {:016X}", abend.translation_exception));
    }
    for (n, registers) in abend.status.general.chunks(REGISTERS_PER_LINE).enumerate() {
        let [a, b, c, d] = *registers else { continue };
        say(&format!("  GR{:<2} {a:016X} {b:016X} {c:016X} {d:016X}", n * REGISTERS_PER_LINE));
    }
    for address in abend.backtrace.iter().take_while(|&&address| address != 0) {
        say(&format!("  CALLED FROM {address:016X}"));
    }
}

/// The abend code as text.
pub fn code(abend: &Abend) -> &str {
    core::str::from_utf8(&abend.code).unwrap_or("??????")
}
