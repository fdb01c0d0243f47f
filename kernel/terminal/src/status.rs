//! The status area: what CP or the virtual machine does with the console.

use alloc::format;
use alloc::string::String;

/// What the lower right corner of a 3270 shows (z/VM CP Commands and Utilities, "Status area").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// CP or the virtual machine works.
    Running,
    /// CP waits for a line.
    CpRead,
    /// The virtual machine waits for a line.
    VmRead,
    /// The screen is full.
    More,
    /// The screen is full and waits for CLEAR.
    Holding,
    /// The last line was not taken.
    NotAccepted,
}

impl Status {
    /// The words of the status area.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::CpRead => "CP READ",
            Self::VmRead => "VM READ",
            Self::More => "MORE...",
            Self::Holding => "HOLDING",
            Self::NotAccepted => "NOT ACCEPTED",
        }
    }

    /// The status as title of an xterm: operating system command 0 (ECMA-48, OSC).
    pub fn title(self, system: &str) -> String {
        format!("\x1B]0;{system} {}\x07", self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_system_and_status() {
        assert_eq!(Status::CpRead.title("LTICVM2"), "\x1B]0;LTICVM2 CP READ\x07");
    }
}
