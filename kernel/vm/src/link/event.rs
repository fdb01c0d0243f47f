//! What changes a link table, and how it travels.

use alloc::vec::Vec;
use core::fmt;

use directory::Name;
use serde::{Deserialize, Serialize};

use super::{Holder, Link};

/// The version of the encoding. A change of anything in [`Event`] makes a new one.
const VERSION: u8 = 1;

/// A change of a link table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A link was given.
    Linked(Link),
    /// A link was given back: DETACH.
    Detached(Holder),
    /// A holder's device has another number: REDEFINE.
    Renumbered {
        /// Under its old number.
        holder: Holder,
        /// The new one.
        device: u16,
    },
    /// A user logged off.
    UserGone {
        /// From this member.
        member: Name,
        /// The user.
        user: Name,
    },
    /// A member is down: what its users held is free.
    MemberGone(Name),
}

/// Why bytes are no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecoded {
    /// They are of another version.
    Version(u8),
    /// They are cut short, go on behind the event, or are none.
    Damaged,
}

impl fmt::Display for Undecoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => {
                write!(f, "link event of version {version}; expected version {VERSION}")
            }
            Self::Damaged => f.write_str("damaged link event"),
        }
    }
}

impl Event {
    /// Version and event as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::from([VERSION]);
        // Only a buffer that is full could refuse an event, and a vector grows.
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        bytes
    }

    /// The event that [`Self::encode`] made `bytes` of.
    pub fn decode(bytes: &[u8]) -> Result<Self, Undecoded> {
        let (&version, rest) = bytes.split_first().ok_or(Undecoded::Damaged)?;
        if version != VERSION {
            return Err(Undecoded::Version(version));
        }
        match postcard::take_from_bytes(rest) {
            Ok((event, [])) => Ok(event),
            _ => Err(Undecoded::Damaged),
        }
    }
}
