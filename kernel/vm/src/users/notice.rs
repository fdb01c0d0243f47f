//! What the operator is told of comings and goings.

use alloc::format;
use alloc::string::String;
use core::fmt;

use directory::Name;

use super::Terminal;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// LOGON.
    Logon,
    /// LOGON to a virtual machine that ran on, connected to `from`.
    Reconnect {
        /// The terminal that it had.
        from: Terminal,
    },
    /// AUTOLOG or XAUTOLOG.
    AutoLogon {
        /// Who did it; none if CP itself did.
        by: Option<Name>,
    },
    /// DISCONNECT.
    Disconnect,
    /// LOGOFF.
    Logoff {
        /// Who did it with FORCE.
        forced_by: Option<Name>,
    },
}

/// One line to the operator. [`fmt::Display`] gives it in z/VM's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub event: Event,
    /// To whom.
    pub user: Name,
    /// At which terminal; of a disconnect, the one that was left.
    pub terminal: Terminal,
    /// How many users are logged on after it.
    pub count: usize,
}

impl Notice {
    /// What the user is told: `LOGON AT 22:42:30 EDT SATURDAY 08/31/13`, with the time as
    /// `when` has it.
    pub fn told(&self, when: &str) -> String {
        let what = match self.event {
            Event::Logon | Event::AutoLogon { .. } => "LOGON",
            Event::Reconnect { .. } => "RECONNECTED",
            Event::Disconnect => "DISCONNECT",
            Event::Logoff { .. } => "LOGOFF",
        };
        format!("{what} AT {when}")
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, by) = match self.event {
            Event::Logon => ("LOGON  AS", None),
            Event::Reconnect { .. } => ("RECONNECT", None),
            Event::AutoLogon { by } => (" ***", by.map(|by| ("BY", by))),
            Event::Disconnect => ("DISCONNECT", None),
            Event::Logoff { forced_by } => ("LOGOFF AS", forced_by.map(|by| ("FORCED BY", by))),
        };
        let prefix = match self.event {
            Event::AutoLogon { .. } => "AUTO LOGON".into(),
            _ => self.terminal.prefix(),
        };
        let Self { user, count, .. } = self;
        write!(f, "{prefix:<10} {verb:<10} {user:<8} USERS = ")?;
        match by {
            Some((what, by)) => write!(f, "{count:<6}{what} {by}"),
            None => write!(f, "{count}"),
        }
    }
}
