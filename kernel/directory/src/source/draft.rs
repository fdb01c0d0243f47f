//! An entry as it is being read, with the places of its statements.

use alloc::format;
use alloc::vec::Vec;

use super::operands::{At, Fault, Token};
use crate::entry::{Entry, Kind};
use crate::name::Name;
use crate::problem::Number;
use crate::statement::minidisk::{DiskType, Mdisk, Space};
use crate::statement::{Group, Rule, Statement};

/// An entry that is being read.
pub(super) struct Draft {
    pub entry: Entry,
    /// Where its name stands.
    pub at: At,
    /// Where each of its statements stands.
    pub places: Vec<At>,
    /// Whether its first statement was good; else nothing is said about what depends on it.
    pub sound: bool,
    /// The group of the statement before.
    group: Group,
}

impl Draft {
    pub fn new(name: Option<Name>, kind: Kind, at: At, good: bool) -> Self {
        let sound = name.is_some() && good;
        let name = name.unwrap_or(Name::from_bytes(*b"        "));
        let entry = Entry { name, kind, statements: Vec::new() };
        Self { entry, at, places: Vec::new(), sound, group: Group::Include }
    }

    pub fn into_entry(self) -> Entry {
        self.entry
    }

    /// Adds a statement: it must be good, allowed in such an entry, and in its place.
    pub fn add(
        &mut self,
        rule: &Rule,
        first: Token,
        read: Result<Statement, Fault>,
    ) -> Result<(), Fault> {
        let order = self.in_order(rule, first);
        if rule.group != Group::DeviceOption {
            self.group = self.group.max(rule.group);
        }
        let statement = read?;
        order?;
        if self.sound {
            self.may_have(rule, first, &statement)?;
        }
        if rule.group == Group::Include && !self.entry.statements.is_empty() {
            return Err(self.out_of_order(first, "INCLUDE directly behind USER or IDENTITY"));
        }
        self.entry.statements.push(statement);
        self.places.push(first.at);
        Ok(())
    }

    fn in_order(&self, rule: &Rule, first: Token) -> Result<(), Fault> {
        match rule.group {
            Group::General | Group::Include if self.group > Group::General => {
                Err(self.out_of_order(first, "general statements before all device statements"))
            }
            Group::DeviceOption if self.group != Group::Device => {
                Err(self.out_of_order(first, "the device statement that it says more about"))
            }
            _ => Ok(()),
        }
    }

    fn out_of_order(&self, first: Token, expected: &str) -> Fault {
        let Entry { name, kind, .. } = &self.entry;
        let problem = format!("statement sequence error following {} {name}", kind.keyword());
        Fault::new(Number::Sequence, first.at, problem, expected)
    }

    /// Whether an entry of this kind may have the statement, and have it again.
    fn may_have(&self, rule: &Rule, first: Token, statement: &Statement) -> Result<(), Fault> {
        let kind = &self.entry.kind;
        let refused = match (kind, statement) {
            (Kind::Subconfig, _) if !rule.subconfig => Some("it in the IDENTITY"),
            (Kind::Profile, Statement::Include(_)) => Some("INCLUDE in USER or IDENTITY only"),
            (Kind::Profile, Statement::Mdisk(_)) => Some("MDISK in USER, IDENTITY or SUBCONFIG"),
            (Kind::Profile | Kind::User(_), Statement::Build { .. }) => Some("BUILD in IDENTITY"),
            (Kind::Identity(_), Statement::Mdisk(mdisk)) if is_local(mdisk) => {
                Some("V-DISK in USER or SUBCONFIG")
            }
            _ => None,
        };
        let problem = format!("{} is not allowed in {}", rule.keyword.name, kind.keyword());
        if let Some(expected) = refused {
            return Err(Fault::new(Number::Sequence, first.at, problem, expected));
        }
        let again = self.entry.statements.iter().any(|own| own.keyword() == statement.keyword());
        if rule.once && again {
            let problem = format!("{} is there twice", rule.keyword.name);
            return Err(Fault::new(Number::Invalid, first.at, problem, "it once in an entry"));
        }
        Ok(())
    }
}

/// A V-DISK belongs to one virtual machine on one member.
fn is_local(mdisk: &Mdisk) -> bool {
    mdisk.kind == DiskType::Fb512 && matches!(mdisk.space, Space::Virtual(_))
}
