//! The virtual console.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Class, Output, Seen, output};
use crate::users::Terminal;

/// A console, of which output may be spooled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Console {
    /// How it is spooled.
    pub output: Output,
    /// SPOOL CONSOLE START.
    pub started: bool,
}

impl Console {
    /// Six lines. Linux takes the device number from column 6 and the number behind
    /// `SUBCHANNEL =`.
    pub(super) fn lines(&self, number: u16, subchannel: u16, seen: Seen) -> Vec<String> {
        let mut first = output::first(Class::Console, number);
        match seen.terminal {
            Terminal::Disconnected => first.push_str(" DISCONNECTED"),
            terminal => first.push_str(&format!(" ON {}", terminal.described())),
        }
        first.push_str(if self.started { "  TERM START" } else { "  TERM STOP" });
        let second = format!("     {number:04X}");
        let model = format!("{}", seen.mode);
        let mut lines = self.output.lines(&second, number, &model, subchannel);
        lines.insert(0, first);
        lines
    }
}
