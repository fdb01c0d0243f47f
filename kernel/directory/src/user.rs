//! A user as LOGON needs it: profile, own statements and SUBCONFIG as one.

use alloc::vec::Vec;

use crate::entry::{Entry, Kind};
use crate::name::Name;
use crate::password::{Password, Salt};
use crate::statement::ipl::Ipl;
use crate::statement::link::Link;
use crate::statement::logon::Classes;
use crate::statement::minidisk::{LinkPassword, Mdisk, Space};
use crate::statement::mode::Access;
use crate::statement::processor::Machine;
use crate::statement::size::StorageSize;
use crate::statement::{Group, Statement, rule};

/// Which entry a statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The profile that is included.
    Profile,
    /// The USER or IDENTITY entry.
    Own,
    /// The SUBCONFIG of this member.
    Subconfig,
}

/// Whether a minidisk is the same on every member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of a USER or IDENTITY: shared by all members.
    Global,
    /// Of a SUBCONFIG, or temporary or virtual disk space: of this member alone. A link to one
    /// keeps a guest from being relocated (message 1996I).
    Local,
}

/// A user of the directory on one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The user id.
    pub name: Name,
    /// Whether it is an IDENTITY, which may be logged on to every member at once; a USER is
    /// logged on to one at most.
    pub multiconfiguration: bool,
    /// The SUBCONFIG that an IDENTITY has on this member, if one was built for it.
    pub subconfig: Option<Name>,
    /// What LOGON asks for.
    pub password: Password,
    /// Storage at LOGON.
    pub storage: StorageSize,
    /// The most that DEFINE STORAGE gives.
    pub maximum: StorageSize,
    /// Privilege classes: none of a NOLOG user that is given none.
    pub classes: Classes,
    /// All statements: the profile's that the user's own do not replace, then the user's, then
    /// the SUBCONFIG's.
    pub statements: Vec<(Origin, Statement)>,
    salt: Salt,
}

impl User {
    /// None where `entry` is no USER or IDENTITY.
    pub(crate) fn merge(
        entry: Entry,
        profile: Option<Entry>,
        subconfig: Option<Entry>,
        cluster: Name,
    ) -> Option<Self> {
        let (own, inherited) = (entry.statements, profile.map(|profile| profile.statements));
        let logon = entry.kind.logon()?;
        let multiconfiguration = matches!(entry.kind, Kind::Identity(_));
        let subconfig_name = subconfig.as_ref().map(|entry| entry.name);
        let local = subconfig.into_iter().flat_map(|entry| entry.statements);
        let mut statements: Vec<_> = own.into_iter().map(|own| (Origin::Own, own)).collect();
        statements.extend(local.map(|statement| (Origin::Subconfig, statement)));
        let inherited = not_replaced(inherited.unwrap_or_default(), &statements);
        let inherited = inherited.into_iter().map(|statement| (Origin::Profile, statement));
        statements.splice(0..0, inherited);

        let storage = said(&statements, logon.storage, |statement| match statement {
            Statement::Storage(size) => Some(*size),
            _ => None,
        });
        let storage = storage.unwrap_or(StorageSize::DEFAULT);
        let maximum = said(&statements, logon.maximum, |statement| match statement {
            Statement::MaxStorage(size) => Some(*size),
            _ => None,
        });
        let classes = said(&statements, logon.classes, |statement| match statement {
            Statement::Class(classes) => Some(*classes),
            _ => None,
        });
        let nolog = logon.password == Password::Nolog;
        let default = if nolog { Classes::default() } else { Classes::GENERAL };
        Some(Self {
            name: entry.name,
            multiconfiguration,
            subconfig: subconfig_name,
            password: logon.password.clone(),
            storage,
            maximum: maximum.unwrap_or(storage),
            classes: classes.unwrap_or(default),
            statements,
            salt: Salt::new(entry.name, cluster),
        })
    }

    /// Whether LOGON with `password` is good; NOPASS asks for none, and the words that forbid
    /// LOGON are opened by nothing.
    pub fn opens_with(&self, password: &str) -> bool {
        match &self.password {
            Password::Nopass => true,
            Password::Secret(secret) => secret.is(password, self.salt),
            Password::Nolog | Password::Autoonly | Password::Lbyonly => false,
        }
    }

    /// The password that LINK to `mdisk` of this user asks for; none: nobody may.
    pub fn password_for<'a>(&self, mdisk: &'a Mdisk, access: Access) -> Option<&'a LinkPassword> {
        mdisk.passwords[access.password_level()].as_ref()
    }

    /// Whether LINK to `mdisk` of this user for `access` is good with `password`. A minidisk
    /// without a password for it is linked by nobody.
    pub fn links_with(&self, mdisk: &Mdisk, access: Access, password: &str) -> bool {
        match self.password_for(mdisk, access) {
            Some(LinkPassword::All) => true,
            Some(LinkPassword::Secret(secret)) => secret.is(password, self.salt),
            None => false,
        }
    }

    /// The MDISK statements, each with whether it is the same on every member.
    pub fn mdisks(&self) -> impl Iterator<Item = (Scope, &Mdisk)> {
        self.statements.iter().filter_map(|(origin, statement)| {
            let Statement::Mdisk(mdisk) = statement else { return None };
            let lasting = matches!(mdisk.space, Space::Extent { .. } | Space::Device(_));
            let global = lasting && *origin != Origin::Subconfig;
            Some((if global { Scope::Global } else { Scope::Local }, mdisk))
        })
    }

    /// The minidisk of this virtual device number.
    pub fn mdisk(&self, device: u16) -> Option<(Scope, &Mdisk)> {
        self.mdisks().find(|(_, mdisk)| mdisk.device == device)
    }

    /// The LINK statements.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        self.statements.iter().filter_map(|(_, statement)| match statement {
            Statement::Link(link) => Some(link),
            _ => None,
        })
    }

    /// The MACHINE statement.
    pub fn machine(&self) -> Option<&Machine> {
        self.last(|statement| match statement {
            Statement::Machine(machine) => Some(machine),
            _ => None,
        })
    }

    /// The IPL statement.
    pub fn ipl(&self) -> Option<&Ipl> {
        self.last(|statement| match statement {
            Statement::Ipl(ipl) => Some(ipl),
            _ => None,
        })
    }

    /// Whether an OPTION statement has this word: `APPLMON`.
    pub fn has_option(&self, word: &str) -> bool {
        self.statements.iter().any(|(_, statement)| {
            matches!(statement, Statement::Option(options) if options.flags.contains(word))
        })
    }

    /// Whether `user` may log this user on with XAUTOLOG, without a password.
    pub fn is_autologged_by(&self, user: Name) -> bool {
        self.statements.iter().any(|(_, statement)| {
            matches!(statement, Statement::Autolog(users) if users.0.contains(&user))
        })
    }

    /// Whether `user` may log on to this user with its own password (LOGON BY).
    pub fn is_logged_on_by(&self, user: Name) -> bool {
        self.statements.iter().any(|(_, statement)| {
            matches!(statement, Statement::LogonBy(users) if users.0.contains(&user))
        })
    }

    /// What stands for a statement that there is once: the SUBCONFIG's before the user's.
    fn last<'a, T>(&'a self, is: impl Fn(&'a Statement) -> Option<T>) -> Option<T> {
        self.statements.iter().rev().find_map(|(_, statement)| is(statement))
    }
}

/// What a statement of the user's own says, else the operand of USER or IDENTITY, else the
/// profile's statement.
fn said<T: Copy>(
    statements: &[(Origin, Statement)],
    operand: Option<T>,
    is: impl Fn(&Statement) -> Option<T>,
) -> Option<T> {
    let of = |profile: bool| {
        let mut own = statements.iter().filter(|(from, _)| (*from == Origin::Profile) == profile);
        own.find_map(|(_, statement)| is(statement))
    };
    of(false).or(operand).or_else(|| of(true))
}

/// A profile's statements without those that the user replaces: single-valued statements of the
/// same name, devices of the same number with what stands behind them about the device.
fn not_replaced(profile: Vec<Statement>, own: &[(Origin, Statement)]) -> Vec<Statement> {
    let mut kept = true;
    let mut is_kept = |statement: &Statement| {
        let rule = rule(statement.keyword());
        if rule.is_none_or(|rule| rule.group != Group::DeviceOption) {
            let once = rule.is_some_and(|rule| rule.once);
            kept = !own.iter().any(|(_, other)| replaces(other, statement, once));
        }
        kept
    };
    profile.into_iter().filter(|statement| is_kept(statement)).collect()
}

fn replaces(own: &Statement, profile: &Statement, once: bool) -> bool {
    let same_unit = match (own.units(), profile.units()) {
        (Some(a), Some(b)) => a.start() <= b.end() && b.start() <= a.end(),
        _ => false,
    };
    same_unit || (once && own.keyword() == profile.keyword())
}

#[cfg(test)]
mod tests;
