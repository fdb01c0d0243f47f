//! CP's end: what the operator is told of it, and the dump.
//!
//! Everything here runs once the machine layer has stopped the other CPUs and set storage of its
//! own aside; nothing that CP made before is used but the name of the dump unit.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod tell;
mod unit;
mod write;

use alloc::format;
use core::fmt::Arguments;

use drivers::sclp_console::SclpConsole;
use machine::abend::Abend;
use machine::wait_state;
use messages::message;

pub use unit::{Unit, has_unit, set_unit};

/// Tells the operator, writes the dump and stops: what `machine::abend` is given at IPL.
pub fn handle(abend: &Abend, reason: &Arguments<'_>) -> ! {
    // Opened anew: the console that CP used may be locked.
    let console = SclpConsole::open();
    let say = |line: &str| console.iter().for_each(|console| console.write_text(line));
    // Whatever was written last may have no end.
    say("");
    if abend.again {
        say(&format!("{}", message("DMP", 905, &[])));
        let psw = &abend.status.psw;
        say(&format!("  {} PSW {:016X} {:016X}", tell::code(abend), psw.mask(), psw.address()));
        wait_state::load(wait_state::ABEND_IN_ABEND);
    }
    tell::tell(abend, reason, &say);
    write::dump(abend, &say);
    wait_state::load(wait_state::ABEND)
}
