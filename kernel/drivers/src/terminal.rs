//! A terminal, whatever the machine attaches it by.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use terminal::face::Mode;

use crate::sclp_console::SclpConsole;

/// What comes from a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// What was typed, as the terminal's [`Mode`] has it.
    Typed(Vec<u8>),
    /// The machine asks for an orderly end.
    Quiesce,
}

/// A terminal that CP has a driver for.
#[derive(Debug)]
pub enum Terminal {
    /// The console of the service-call logical processor.
    Sclp(SclpConsole),
}

impl Terminal {
    /// What the terminal takes and sends.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Sclp(console) => console.mode(),
        }
    }

    /// What QUERY calls it.
    pub fn name(&self) -> Name {
        match self {
            Self::Sclp(_) => Name { kind: "SYSC", device: String::new() },
        }
    }

    /// Writes what the terminal's [`Mode`] asks for; never waits.
    pub fn write(&self, bytes: &[u8]) {
        match self {
            Self::Sclp(console) => console.write(bytes),
        }
    }

    /// The next thing that comes from it.
    pub async fn read(&self) -> Input {
        match self {
            Self::Sclp(console) => console.read().await,
        }
    }
}

/// `GRAF 0009`, `CONS 0009`, `LDEV L0003`, or `SYSC` alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What kind of terminal it is, 4 letters.
    pub kind: &'static str,
    /// Its number; empty where there is only one of its kind.
    pub device: String,
}

impl Name {
    /// How QUERY NAMES has it: `0009`, `L0003`, `SYSC`.
    pub fn short(&self) -> &str {
        if self.device.is_empty() { self.kind } else { &self.device }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        if self.device.is_empty() { Ok(()) } else { write!(f, " {}", self.device) }
    }
}
