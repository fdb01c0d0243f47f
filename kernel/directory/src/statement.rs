//! The statements of an entry: what each says, one file a group, and the table of their names.

pub mod crypto;
pub mod dedicate;
pub mod ipl;
pub mod iucv;
pub mod kept;
pub mod link;
pub mod logon;
pub mod minidisk;
pub mod mode;
pub mod nicdef;
pub mod option;
pub mod processor;
pub mod size;
mod table;
pub mod unit;

use core::fmt;
use core::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::password::Salt;
pub(crate) use table::{Group, Rule, rule};

/// One statement of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Statement {
    /// INCLUDE: the profile whose statements are also this entry's.
    Include(Name),
    /// BUILD ON: the SUBCONFIG that an IDENTITY has on a member; none for `*`, on all others.
    Build {
        /// The member.
        member: Option<Name>,
        /// The SUBCONFIG.
        subconfig: Name,
    },
    /// ACCOUNT.
    Account(logon::Account),
    /// AUTOLOG, XAUTOLOG: who may log this user on.
    Autolog(logon::Users),
    /// CLASS.
    Class(logon::Classes),
    /// COMMAND.
    Command(logon::Command),
    /// CPU.
    Cpu(processor::Cpu),
    /// CRYPTO.
    Crypto(crypto::Crypto),
    /// DATEFORMAT.
    DateFormat(logon::DateFormat),
    /// IPL.
    Ipl(ipl::Ipl),
    /// IUCV.
    Iucv(iucv::Iucv),
    /// LOGONBY: who may log on to this user with a password of their own.
    LogonBy(logon::Users),
    /// MACHINE.
    Machine(processor::Machine),
    /// MAXSTORAGE.
    MaxStorage(size::StorageSize),
    /// OPTION.
    Option(option::Options),
    /// SHARE.
    Share(processor::Share),
    /// STORAGE.
    Storage(size::StorageSize),
    /// VMRELOCATE.
    Vmrelocate(size::Vmrelocate),
    /// CONSOLE.
    Console(unit::Console),
    /// DEDICATE.
    Dedicate(dedicate::Dedicate),
    /// LINK.
    Link(link::Link),
    /// MDISK.
    Mdisk(minidisk::Mdisk),
    /// NICDEF.
    Nicdef(nicdef::Nicdef),
    /// SPECIAL.
    Special(unit::Special),
    /// SPOOL.
    Spool(unit::Spool),
    /// One that is only kept.
    Kept(kept::Kept),
}

impl Statement {
    /// The statement's full name.
    pub fn keyword(&self) -> &str {
        match self {
            Self::Include(_) => "INCLUDE",
            Self::Build { .. } => "BUILD",
            Self::Account(_) => "ACCOUNT",
            Self::Autolog(_) => "AUTOLOG",
            Self::Class(_) => "CLASS",
            Self::Command(_) => "COMMAND",
            Self::Cpu(_) => "CPU",
            Self::Crypto(_) => "CRYPTO",
            Self::DateFormat(_) => "DATEFORMAT",
            Self::Ipl(_) => "IPL",
            Self::Iucv(_) => "IUCV",
            Self::LogonBy(_) => "LOGONBY",
            Self::Machine(_) => "MACHINE",
            Self::MaxStorage(_) => "MAXSTORAGE",
            Self::Option(_) => "OPTION",
            Self::Share(_) => "SHARE",
            Self::Storage(_) => "STORAGE",
            Self::Vmrelocate(_) => "VMRELOCATE",
            Self::Console(_) => "CONSOLE",
            Self::Dedicate(_) => "DEDICATE",
            Self::Link(_) => "LINK",
            Self::Mdisk(_) => "MDISK",
            Self::Nicdef(_) => "NICDEF",
            Self::Special(_) => "SPECIAL",
            Self::Spool(_) => "SPOOL",
            Self::Kept(kept) => &kept.keyword,
        }
    }

    /// The virtual device numbers that it defines, if it is a device statement.
    pub fn units(&self) -> Option<RangeInclusive<u16>> {
        let device = match self {
            Self::Console(console) => console.device,
            Self::Dedicate(dedicate) => dedicate.device,
            Self::Link(link) => link.device,
            Self::Mdisk(mdisk) => mdisk.device,
            Self::Special(special) => special.device,
            Self::Spool(spool) => spool.device,
            Self::Nicdef(nic) => {
                let last = nic.device.saturating_add(nic.device_count().saturating_sub(1));
                return Some(nic.device..=last);
            }
            _ => return None,
        };
        Some(device..=device)
    }

    /// The same with its passwords as digests.
    pub(crate) fn sealed(&self, salt: Salt) -> Self {
        match self {
            Self::Mdisk(mdisk) => Self::Mdisk(mdisk.sealed(salt)),
            other => other.clone(),
        }
    }
}

/// The statement as it stands in a source, in full names; passwords are masked.
impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Include(profile) => write!(f, "INCLUDE {profile}"),
            Self::Build { member: Some(member), subconfig } => {
                write!(f, "BUILD ON {member} USING SUBCONFIG {subconfig}")
            }
            Self::Build { member: None, subconfig } => {
                write!(f, "BUILD ON * USING SUBCONFIG {subconfig}")
            }
            Self::Account(account) => account.fmt(f),
            Self::Autolog(users) => write!(f, "AUTOLOG{users}"),
            Self::Class(classes) => write!(f, "CLASS {classes}"),
            Self::Command(command) => command.fmt(f),
            Self::Cpu(cpu) => cpu.fmt(f),
            Self::Crypto(crypto) => crypto.fmt(f),
            Self::DateFormat(format) => format.fmt(f),
            Self::Ipl(ipl) => ipl.fmt(f),
            Self::Iucv(iucv) => iucv.fmt(f),
            Self::LogonBy(users) => write!(f, "LOGONBY{users}"),
            Self::Machine(machine) => machine.fmt(f),
            Self::MaxStorage(size) => write!(f, "MAXSTORAGE {size}"),
            Self::Option(options) => options.fmt(f),
            Self::Share(share) => share.fmt(f),
            Self::Storage(size) => write!(f, "STORAGE {size}"),
            Self::Vmrelocate(vmrelocate) => vmrelocate.fmt(f),
            Self::Console(console) => console.fmt(f),
            Self::Dedicate(dedicate) => dedicate.fmt(f),
            Self::Link(link) => link.fmt(f),
            Self::Mdisk(mdisk) => mdisk.fmt(f),
            Self::Nicdef(nic) => nic.fmt(f),
            Self::Special(special) => special.fmt(f),
            Self::Spool(spool) => spool.fmt(f),
            Self::Kept(kept) => kept.fmt(f),
        }
    }
}
