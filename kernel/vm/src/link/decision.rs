//! Whether a link is given, and what is told of it.

use alloc::format;
use alloc::string::String;

use directory::statement::mode::Access;
use messages::{Message, message};

use super::{Others, Request};
use crate::Line;
use crate::extent::Granted;

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The link is given.
    Granted {
        /// What it allows.
        granted: Granted,
        /// Whether write access was asked for and only read access was to be had.
        forced: bool,
        /// Who else has links.
        others: Others,
    },
    /// It is not.
    Refused {
        /// Who is in the way.
        others: Others,
    },
}

impl Decision {
    /// z/VM's table of modes and existing links.
    pub(super) fn new(access: Access, others: Others) -> Self {
        let nobody = others.readers.is_empty() && others.writers.is_empty();
        let (stable, exclusive) = (others.stable, others.exclusive);
        let nobody_writes = others.writers.is_empty() && !exclusive;
        let may_write = match access {
            Access::W | Access::Wr | Access::Sw | Access::Ew => nobody,
            Access::M | Access::Mr | Access::Sm => nobody_writes && !stable,
            Access::Mw => !stable && !exclusive,
            Access::R | Access::Rr | Access::Sr | Access::Er => false,
        };
        let may_read = match access {
            Access::Rr | Access::Wr | Access::Mr => !exclusive,
            Access::R | Access::Sr => nobody_writes,
            Access::Er => nobody,
            _ => false,
        };
        match (may_write, may_read) {
            (true, _) => Self::Granted { granted: Granted::ReadWrite, forced: false, others },
            (false, true) => {
                let forced = matches!(access, Access::Wr | Access::Mr);
                Self::Granted { granted: Granted::ReadOnly, forced, others }
            }
            (false, false) => Self::Refused { others },
        }
    }

    /// What the link allows, if it is given.
    pub const fn granted(&self) -> Option<Granted> {
        match self {
            Self::Granted { granted, .. } => Some(*granted),
            Self::Refused { .. } => None,
        }
    }

    /// What is told of it: nothing where no other link matters. `module` is `LNM` of LINK and
    /// `LGD` of the directory at LOGON.
    pub fn told(&self, request: &Request, module: &'static str) -> Option<Line> {
        match self {
            Self::Granted { granted, forced: false, others } => {
                linked(request, *granted, others).map(Line::Done)
            }
            Self::Granted { others, .. } => Some(forced(request, others, module).into()),
            Self::Refused { others } => Some(refused(request, others, module).into()),
        }
    }
}

/// `DASD 0191 LINKED R/O; R/W BY MAINT; R/O BY 10 USERS`: a reader is told of writers, a writer of
/// everybody.
fn linked(request: &Request, granted: Granted, others: &Others) -> Option<String> {
    let matters = match granted {
        Granted::ReadOnly => !others.writers.is_empty(),
        Granted::ReadWrite => !others.writers.is_empty() || !others.readers.is_empty(),
    };
    let mut text = format!("DASD {:04X} LINKED {granted}", request.holder.device);
    for (access, party) in [("R/W", &others.writers), ("R/O", &others.readers)] {
        if !party.is_empty() {
            let users = party.described(request.holder.member).to_ascii_uppercase();
            text.push_str(&format!("; {access} BY {users}"));
        }
    }
    matters.then_some(text)
}

/// 101W to 103W.
fn forced(request: &Request, others: &Others, module: &'static str) -> Message {
    let device = format!("{:04X}", request.holder.device);
    let member = request.holder.member;
    let (writers, readers) = (others.writers.described(member), others.readers.described(member));
    match (others.writers.is_empty(), others.readers.is_empty()) {
        (true, _) => message(module, 101, &[&device, &readers]),
        (false, true) => message(module, 102, &[&device, &writers]),
        (false, false) => message(module, 103, &[&device, &writers, &readers]),
    }
}

/// 104E to 106E.
fn refused(request: &Request, others: &Others, module: &'static str) -> Message {
    let (owner, device) = request.owner;
    let (owner, device) = (owner.as_str(), format!("{device:04X}"));
    let member = request.holder.member;
    let (writers, readers) = (others.writers.described(member), others.readers.described(member));
    match (others.writers.is_empty(), others.readers.is_empty()) {
        (true, _) => message(module, 104, &[owner, &device, &readers]),
        (false, true) => message(module, 105, &[owner, &device, &writers]),
        (false, false) => message(module, 106, &[owner, &device, &writers, &readers]),
    }
}
