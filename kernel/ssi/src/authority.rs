//! Whether requests for shared things may be granted, and if not, why.

use core::fmt;

use formats::pdr::{Name, State};

/// What a request for something shared (LOGON, LINK, a MAC address) gets.
///
/// It is true at the moment it is asked for: a machine may have been stopped since the last event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authority {
    /// It may be granted.
    Granted,
    /// It waits.
    Held(Doubt),
    /// It fails.
    Refused(Doubt),
}

/// Why not all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// This member has not joined yet.
    NotJoined,
    /// This member waits for ISFC connectivity.
    Waiting,
    /// This member is in SHUTDOWN, or down.
    Leaving,
    /// This member is isolated.
    Isolated,
    /// Another member is in a state that does not let requests through.
    Member(Name, State),
    /// This member's heartbeat could not be written lately.
    Heartbeat,
    /// The PDR could not be read lately, or another life of this member may be up.
    Claim,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJoined => f.write_str("this system has not joined yet"),
            Self::Waiting => f.write_str("this system waits for ISFC connectivity"),
            Self::Leaving => f.write_str("this system is shut down"),
            Self::Isolated => f.write_str("this system is isolated"),
            Self::Member(name, State::Unknown) => {
                write!(f, "{name} is UNKNOWN: it neither shows a heartbeat nor has said DOWN")
            }
            Self::Member(name, State::Joined) => {
                write!(f, "{name} is JOINED, but not connected to this system")
            }
            Self::Member(name, state) => write!(f, "{name} is {}", state.word().to_uppercase()),
            Self::Heartbeat => f.write_str("the heartbeat of this system cannot be written"),
            Self::Claim => f.write_str(
                "the PDR could not be read lately, or another IPL of this system may be up",
            ),
        }
    }
}
