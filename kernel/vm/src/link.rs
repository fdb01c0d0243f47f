//! Links to minidisks: who has which, and whether one more is good.
//!
//! A [`LinkTable`] is a state machine: [`LinkTable::decide`] answers a [`Request`] by z/VM's
//! rules (CP Commands, "LINK"), [`LinkTable::apply`] takes in an [`Event`]. Members that apply the
//! same events have the same table; [`Event::encode`] and [`Event::decode`] carry them.

mod decision;
mod event;
mod operands;
mod others;
mod table;

use directory::Name;
use directory::statement::mode::{Access, AccessMode};
use serde::{Deserialize, Serialize};

pub use decision::Decision;
pub use event::{Event, Undecoded};
pub use operands::LinkOperands;
pub use others::{Others, Party};
pub use table::LinkTable;

use crate::extent::{Extent, Granted};

/// Who has a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Holder {
    /// The member that the user is logged on to.
    pub member: Name,
    /// The user.
    pub user: Name,
    /// The user's virtual device number.
    pub device: u16,
}

/// A link that somebody asks for: with LINK, or by MDISK or LINK in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is to be linked.
    pub extent: Extent,
    /// Whose minidisk it is and its device number there.
    pub owner: (Name, u16),
    /// Who asks.
    pub holder: Holder,
    /// How.
    pub mode: AccessMode,
}

/// A link that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What is linked.
    pub extent: Extent,
    /// Whose minidisk it is and its device number there.
    pub owner: (Name, u16),
    /// Who has it.
    pub holder: Holder,
    /// How it was asked for.
    pub mode: AccessMode,
    /// What it allows.
    pub granted: Granted,
}

impl Link {
    /// Whether nobody else may have any access.
    const fn is_exclusive(&self) -> bool {
        matches!(self.mode.access, Access::Er | Access::Ew)
    }

    /// Whether nobody else may write.
    const fn is_stable(&self) -> bool {
        matches!(self.mode.access, Access::Sr | Access::Sw | Access::Sm)
    }
}

#[cfg(test)]
mod tests;
