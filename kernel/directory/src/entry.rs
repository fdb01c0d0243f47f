//! What a directory consists of: its volumes, global definitions, profiles and users.

use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::password::{Password, Salt};
use crate::source::operands::{Fault, Operands};
use crate::statement::Statement;
use crate::statement::kept::Kept;
use crate::statement::logon::Classes;
use crate::statement::minidisk::DiskType;
use crate::statement::size::StorageSize;

/// The DIRECTORY statement: on which volumes the object directory is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residence {
    /// Whether it is of an SSI cluster: then one volume a slot, in the slots' order, and
    /// IDENTITY and SUBCONFIG entries; else a volume and perhaps an alternate.
    pub ssi: bool,
    /// Virtual device number that DIRECTXA writes to.
    pub device: u16,
    /// Type of the volumes.
    pub kind: DiskType,
    /// Their labels.
    pub volumes: Vec<Name>,
}

impl fmt::Display for Residence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ssi = if self.ssi { "SSI " } else { "" };
        write!(f, "DIRECTORY {ssi}{:04X} {}", self.device, self.kind)?;
        self.volumes.iter().try_for_each(|label| write!(f, " {label}"))
    }
}

/// The operands of USER and IDENTITY behind the user id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logon {
    /// The password.
    pub password: Password,
    /// Storage at LOGON, if said.
    pub storage: Option<StorageSize>,
    /// The most that DEFINE STORAGE gives, if said.
    pub maximum: Option<StorageSize>,
    /// Privilege classes, if said.
    pub classes: Option<Classes>,
}

impl Logon {
    /// Password, storage, maximum and classes; what follows (priority and editing characters,
    /// which CP ignores) is passed over.
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let expected = "a password of 1 to 8 characters, NOLOG, NOPASS, AUTOONLY or LBYONLY";
        let password = operands.parse(expected, Password::new)?;
        let size = |operands: &mut Operands| {
            operands.peek().map(|_| StorageSize::parse(operands)).transpose()
        };
        let storage = size(operands)?;
        let maximum = size(operands)?;
        let classes = operands.peek().map(|_| Classes::parse(operands)).transpose()?;
        operands.rest();
        Ok(Self { password, storage, maximum, classes })
    }
}

impl fmt::Display for Logon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.password)?;
        self.storage.map_or(Ok(()), |size| write!(f, " {size}"))?;
        self.maximum.map_or(Ok(()), |size| write!(f, " {size}"))?;
        self.classes.map_or(Ok(()), |classes| write!(f, " {classes}"))
    }
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// PROFILE: statements for those that include it.
    Profile,
    /// USER: logs on to one member at a time.
    User(Logon),
    /// IDENTITY: logs on to each member, there with the SUBCONFIG that is built for it.
    Identity(Logon),
    /// SUBCONFIG: what an IDENTITY has on one member.
    Subconfig,
}

impl Kind {
    /// The statement that begins such an entry.
    pub const fn keyword(&self) -> &'static str {
        match self {
            Self::Profile => "PROFILE",
            Self::User(_) => "USER",
            Self::Identity(_) => "IDENTITY",
            Self::Subconfig => "SUBCONFIG",
        }
    }

    /// The logon operands of a USER or IDENTITY.
    pub const fn logon(&self) -> Option<&Logon> {
        match self {
            Self::User(logon) | Self::Identity(logon) => Some(logon),
            Self::Profile | Self::Subconfig => None,
        }
    }
}

/// A profile, user, identity or subconfiguration with its statements in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: Name,
    /// What it is, with its logon operands.
    pub kind: Kind,
    /// Its statements.
    pub statements: Vec<Statement>,
}

impl Entry {
    /// The profile that it includes.
    pub fn profile(&self) -> Option<Name> {
        self.statements.iter().find_map(|statement| match statement {
            Statement::Include(profile) => Some(*profile),
            _ => None,
        })
    }

    /// The SUBCONFIG that an IDENTITY has on `member`: one built for it by name, else for `*`.
    pub fn subconfig_on(&self, member: Name) -> Option<Name> {
        let built = |on: Option<Name>| {
            self.statements.iter().find_map(|statement| match statement {
                Statement::Build { member, subconfig } if *member == on => Some(*subconfig),
                _ => None,
            })
        };
        built(Some(member)).or_else(|| built(None))
    }

    /// The SUBCONFIGs that it is built of.
    pub(crate) fn subconfigs(&self) -> impl Iterator<Item = Name> {
        self.statements.iter().filter_map(|statement| match statement {
            Statement::Build { subconfig, .. } => Some(*subconfig),
            _ => None,
        })
    }

    /// The same with its passwords as digests.
    pub(crate) fn sealed(&self, salt: Salt) -> Self {
        let seal = |logon: &Logon| Logon { password: logon.password.sealed(salt), ..logon.clone() };
        let kind = match &self.kind {
            Kind::User(logon) => Kind::User(seal(logon)),
            Kind::Identity(logon) => Kind::Identity(seal(logon)),
            kind => kind.clone(),
        };
        let statements = self.statements.iter().map(|statement| statement.sealed(salt)).collect();
        Self { name: self.name, kind, statements }
    }
}

/// A whole directory, as a source says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    /// The DIRECTORY statement.
    pub residence: Residence,
    /// GLOBALDEFS and what stands behind it.
    pub globals: Vec<Kept>,
    /// All entries in the source's order.
    pub entries: Vec<Entry>,
}
