//! How the loader stops: a message, and a disabled wait with the message's number as its code.

use alloc::format;
use core::fmt::Arguments;

use machine::abend::Abend;
use machine::wait_state;
use messages::{Message, message};

use crate::console::Console;

/// Tells the operator and stops.
pub fn told(console: &Console, reason: &Message) -> ! {
    console.say(&format!("{reason}"));
    wait_state::load(wait_code(reason.number))
}

/// Ends the loader after a program check, a panic or PSW RESTART.
pub fn abended(abend: &Abend, reason: &Arguments<'_>) -> ! {
    let code = core::str::from_utf8(&abend.code).unwrap_or("??????");
    let (reason, address) = (format!("{reason}"), format!("{:016X}", abend.status.psw.address()));
    told(&Console::open(), &message("SAL", 7106, &[code, &reason, &address]))
}

/// The decimal digits of a message's number as they show in the wait PSW.
fn wait_code(number: u16) -> u16 {
    [1000, 100, 10, 1].iter().fold(0, |code, place| code << 4 | number / place % 10)
}
