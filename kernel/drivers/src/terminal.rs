//! A terminal, whatever the machine attaches it by.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use terminal::face::{HANG_UP, Mode};

use crate::sclp_console::SclpConsole;
use crate::virtio::Port;

/// What comes from a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Somebody is there now.
    Opened,
    /// What was typed, as the terminal's [`Mode`] has it.
    Typed(Vec<u8>),
    /// Nobody is there any more.
    Closed,
    /// The machine asks for an orderly end.
    Quiesce,
}

/// A terminal that CP has a driver for.
#[derive(Debug)]
pub enum Terminal {
    /// The console of the service-call logical processor.
    Sclp(SclpConsole),
    /// A port of a virtio console device: what z/VM calls a logical device.
    Port(Arc<Port>),
}

impl Terminal {
    /// What the terminal takes and sends.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Sclp(console) => console.mode(),
            Self::Port(_) => Mode::Ascii,
        }
    }

    /// What QUERY calls it.
    pub fn name(&self) -> Name {
        match self {
            Self::Sclp(_) => Name { kind: "SYSC", device: String::new() },
            Self::Port(port) => Name { kind: "LDEV", device: format!("L{:04X}", port.number()) },
        }
    }

    /// Writes what the terminal's [`Mode`] asks for; never waits. Who does not read for too long is
    /// hung up on.
    pub fn write(&self, bytes: &[u8]) {
        match self {
            Self::Sclp(console) => console.write(bytes),
            Self::Port(port) => {
                if !port.write(bytes) {
                    port.hang_up(&[HANG_UP], false);
                }
            }
        }
    }

    /// Hangs up, after what was written.
    pub fn hang_up(&self) {
        match self {
            Self::Sclp(_) => {}
            Self::Port(port) => port.hang_up(&[HANG_UP], true),
        }
    }

    /// Waits until everything that was written has been taken.
    pub async fn flush(&self) {
        match self {
            Self::Sclp(_) => {}
            Self::Port(port) => port.flush().await,
        }
    }

    /// The next thing that comes from it.
    pub async fn read(&self) -> Input {
        match self {
            Self::Sclp(console) => console.read().await,
            Self::Port(port) => port.read().await,
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
