//! Where a user is seen and heard.

use alloc::format;
use alloc::string::String;

/// A terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminal {
    /// The system console: `SYSC`.
    SystemConsole,
    /// A logical device, of a network or of a line-mode terminal: `L0003`.
    Logical(u16),
    /// A real 3270 or 3215 by its device number: `0009`.
    Real(u16),
    /// None: `DSC`.
    Disconnected,
}

impl Terminal {
    /// The terminal with its class as messages and QUERY VIRTUAL CONSOLE have it: `GRAF 0009`.
    pub fn described(&self) -> String {
        match self {
            Self::SystemConsole => "SYSC".into(),
            Self::Logical(number) => format!("LDEV L{number:04X}"),
            Self::Real(number) => format!("GRAF {number:04X}"),
            Self::Disconnected => "disconnected".into(),
        }
    }

    /// What stands behind the hyphen in QUERY NAMES: five columns.
    pub(super) fn short(&self) -> String {
        match self {
            Self::SystemConsole => " SYSC".into(),
            Self::Logical(number) => format!("L{number:04X}"),
            Self::Real(number) => format!("{number:04X} "),
            Self::Disconnected => " DSC ".into(),
        }
    }

    /// What begins the operator's lines.
    pub(super) fn prefix(&self) -> String {
        match self {
            Self::SystemConsole => "SYSC".into(),
            Self::Logical(number) => format!("GRAF L{number:04X}"),
            Self::Real(number) => format!("GRAF  {number:04X}"),
            Self::Disconnected => "USER DSC".into(),
        }
    }
}
