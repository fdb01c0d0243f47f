//! A user as LOGON needs it: profile, own statements and SUBCONFIG as one.

use alloc::vec::Vec;

use crate::entry::{Entry, Kind, Logon};
use crate::name::Name;
use crate::password::{Password, Salt};
use crate::statement::ipl::Ipl;
use crate::statement::link::Link;
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
    /// Password, storage and classes.
    pub logon: Logon,
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
        let multiconfiguration = matches!(entry.kind, Kind::Identity(_));
        let mut logon = entry.kind.logon()?.clone();
        let name = entry.name;
        let subconfig_name = subconfig.as_ref().map(|entry| entry.name);
        let own = entry.statements.into_iter().map(|own| (Origin::Own, own));
        let local = subconfig.into_iter().flat_map(|entry| entry.statements);
        let mut statements: Vec<_> =
            own.chain(local.map(|statement| (Origin::Subconfig, statement))).collect();
        let inherited = profile.map(|profile| not_replaced(profile.statements, &statements));
        let inherited = inherited.unwrap_or_default().into_iter();
        statements.splice(0..0, inherited.map(|statement| (Origin::Profile, statement)));
        for (_, statement) in &statements {
            match statement {
                Statement::Storage(size) => logon.storage = *size,
                Statement::MaxStorage(size) => logon.maximum = *size,
                Statement::Class(classes) => logon.classes = *classes,
                _ => {}
            }
        }
        let salt = Salt::new(name, cluster);
        let subconfig = subconfig_name;
        Some(Self { name, multiconfiguration, subconfig, logon, statements, salt })
    }

    /// Whether LOGON with `password` is good; NOPASS asks for none, and the words that forbid
    /// LOGON are opened by nothing.
    pub fn opens_with(&self, password: &str) -> bool {
        match &self.logon.password {
            Password::Nopass => true,
            Password::Secret(secret) => secret.is(password, self.salt),
            Password::Nolog | Password::Autoonly | Password::Lbyonly => false,
        }
    }

    /// Whether LINK to `mdisk` of this user for `access` is good with `password`. A minidisk
    /// without a password for it is linked by nobody.
    pub fn links_with(&self, mdisk: &Mdisk, access: Access, password: &str) -> bool {
        let which = match access {
            Access::R | Access::Rr | Access::Sr | Access::Er => 0,
            Access::W | Access::Wr | Access::Sw | Access::Ew => 1,
            Access::M | Access::Mr | Access::Mw | Access::Sm => 2,
        };
        match &mdisk.passwords[which] {
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

    /// Storage at LOGON.
    pub fn storage(&self) -> StorageSize {
        self.logon.storage
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
