//! Why a user was not logged on.

use alloc::format;

use directory::Name;
use messages::{Message, message, message_variant};

use super::Terminal;

/// Why a user was not logged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is, at this terminal or disconnected.
    AlreadyOn(Terminal),
    /// LOGOFF or FORCE of it is not yet complete.
    Leaving(Name),
    /// As many as there may be are logged on.
    Full(usize),
}

impl Refusal {
    /// The message, of module `LGA` for LOGON and `AUT` for AUTOLOG.
    pub fn message(&self, module: &'static str) -> Message {
        match self {
            Self::AlreadyOn(Terminal::Disconnected) => message_variant(module, 54, 1, &[]),
            Self::AlreadyOn(Terminal::Logical(number)) => {
                message(module, 54, &[&format!("GRAF L{number:04X}")])
            }
            Self::AlreadyOn(terminal) => message(module, 54, &[&terminal.described()]),
            Self::Leaving(user) => message(module, 361, &[user.as_str()]),
            Self::Full(maximum) => message(module, 7040, &[&format!("{maximum}")]),
        }
    }
}
