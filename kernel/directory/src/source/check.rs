//! What the entries of a directory say of each other and of their own devices.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Source;
use super::draft::Draft;
use super::operands::{At, Fault};
use crate::entry::Kind;
use crate::name::Name;
use crate::problem::{Number, Problem};
use crate::statement::Statement;
use crate::user::User;

/// The problems of one check, with the statement that each is of.
type Found = Vec<(String, Fault)>;

/// Adds to the source's problems what only the whole of it shows.
pub(super) fn check(source: &mut Source, members: &[Name]) {
    let mut found = Found::new();
    if source.residence.is_none() && source.problems.iter().all(|p| !is_of_directory(p)) {
        let at = At { record: 1, column: 1, length: 0 };
        let expected = "DIRECTORY SSI vdev 3390 and the RES volumes, as the first statement";
        let problem = "the DIRECTORY statement is missing";
        found.push(("DIRECTORY".into(), Fault::new(Number::Missing, at, problem, expected)));
    }
    names(&source.drafts, &mut found);
    for draft in source.drafts.iter().filter(|draft| draft.sound) {
        storage(draft, &source.drafts, &mut found);
        units(draft, &mut found);
        references(draft, &source.drafts, &mut found);
        builds(draft, members, &mut found);
        instance_units(draft, &source.drafts, &mut found);
    }
    shared_subconfigs(&source.drafts, &mut found);
    for (statement, fault) in found {
        source.problem(&statement, fault);
    }
}

fn is_of_directory(problem: &Problem) -> bool {
    problem.diagnostic.statement == "DIRECTORY"
}

/// Users, identities and subconfigurations have one name space, profiles another.
fn names(drafts: &[Draft], found: &mut Found) {
    let mut seen = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.sound) {
        let name = draft.entry.name;
        let profile = draft.entry.kind == Kind::Profile;
        if let Some(before) = seen.insert((profile, name), draft.at.record) {
            let problem = format!("{name} is already defined in record {before}");
            let fault = Fault::new(Number::DuplicateUser, draft.at, problem, "another name");
            found.push((draft.entry.kind.keyword().into(), fault));
        }
    }
}

/// The storage that the user has at LOGON must be within its maximum.
fn storage(draft: &Draft, drafts: &[Draft], found: &mut Found) {
    let entry = draft.entry.clone();
    let is_profile = |other: &&Draft| {
        other.entry.kind == Kind::Profile && Some(other.entry.name) == entry.profile()
    };
    let profile = drafts.iter().find(is_profile).map(|profile| profile.entry.clone());
    let name = entry.name;
    let Some(User { storage, maximum, .. }) = User::merge(entry, profile, None, name) else {
        return;
    };
    if storage > maximum {
        let problem = format!(
            "default storage size {storage} exceeds maximum storage size {maximum} for user {name}"
        );
        let number = Number::StorageExceedsMaximum;
        let fault = Fault::new(number, draft.at, problem, "a maximum not below the default");
        found.push((draft.entry.kind.keyword().into(), fault));
    }
}

/// A virtual device number is one device; a network card may have several NICDEF statements.
fn units(draft: &Draft, found: &mut Found) {
    let mut seen: BTreeMap<u16, &Statement> = BTreeMap::new();
    for (statement, &at) in draft.entry.statements.iter().zip(&draft.places) {
        let Some(units) = statement.units() else { continue };
        let same_card = |other: &Statement| {
            matches!((other, statement), (Statement::Nicdef(a), Statement::Nicdef(b))
                if a.device == b.device)
        };
        let twice =
            units.clone().find(|unit| seen.get(unit).is_some_and(|other| !same_card(other)));
        if let Some(unit) = twice {
            let problem = format!("virtual device {unit:04X} is already defined");
            let fault = Fault::new(Number::DuplicateUnit, at, problem, "another device number");
            found.push((statement.keyword().into(), fault));
        }
        seen.extend(units.map(|unit| (unit, statement)));
    }
}

/// What an IDENTITY has on every member none of its SUBCONFIGs defines again.
fn instance_units(identity: &Draft, drafts: &[Draft], found: &mut Found) {
    let is_own = |unit: u16| {
        let mut statements = identity.entry.statements.iter().filter_map(Statement::units);
        statements.any(|units| units.contains(&unit))
    };
    for subconfig in identity.entry.subconfigs() {
        let Some(draft) = drafts.iter().find(|draft| draft.entry.name == subconfig) else {
            continue;
        };
        for (statement, &at) in draft.entry.statements.iter().zip(&draft.places) {
            let twice = statement.units().and_then(|mut units| units.find(|&unit| is_own(unit)));
            if let Some(unit) = twice {
                let name = identity.entry.name;
                let problem = format!("virtual device {unit:04X} is already that of {name}");
                let expected = "another device number";
                let fault = Fault::new(Number::DuplicateUnit, at, problem, expected);
                found.push((statement.keyword().into(), fault));
            }
        }
    }
}

/// Profiles and subconfigurations that are named must be there.
fn references(draft: &Draft, drafts: &[Draft], found: &mut Found) {
    let is_there = |name: Name, kind: &Kind| {
        drafts.iter().any(|other| other.entry.name == name && other.entry.kind == *kind)
    };
    for (statement, &at) in draft.entry.statements.iter().zip(&draft.places) {
        let (name, kind) = match statement {
            Statement::Include(profile) => (*profile, Kind::Profile),
            Statement::Build { subconfig, .. } => (*subconfig, Kind::Subconfig),
            _ => continue,
        };
        if !is_there(name, &kind) {
            let problem = format!("there is no {} {name}", kind.keyword());
            let expected = format!("the name of a {} entry", kind.keyword());
            let fault = Fault::new(Number::Invalid, at, problem, &expected);
            found.push((statement.keyword().into(), fault));
        }
    }
}

/// One SUBCONFIG for a member, and only for members that there are.
fn builds(draft: &Draft, members: &[Name], found: &mut Found) {
    let mut seen = Vec::new();
    for (statement, &at) in draft.entry.statements.iter().zip(&draft.places) {
        let Statement::Build { member, .. } = statement else { continue };
        let shown = member.map_or("*".into(), |member| format!("{member}"));
        let problem = if seen.contains(member) {
            format!("BUILD ON {shown} is there twice")
        } else if member.is_some_and(|member| !members.is_empty() && !members.contains(&member)) {
            format!("{shown} is no member of the cluster")
        } else {
            seen.push(*member);
            continue;
        };
        let known: Vec<&str> = members.iter().map(Name::as_str).collect();
        let expected = format!("one BUILD for each of {}", known.join(" "));
        found.push(("BUILD".into(), Fault::new(Number::Invalid, at, problem, &expected)));
    }
}

/// A SUBCONFIG's minidisks have one owner.
fn shared_subconfigs(drafts: &[Draft], found: &mut Found) {
    let mut owners = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.sound) {
        for (statement, &at) in draft.entry.statements.iter().zip(&draft.places) {
            let Statement::Build { subconfig, .. } = statement else { continue };
            let name = draft.entry.name;
            let owner = *owners.entry(*subconfig).or_insert(name);
            if owner != name {
                let problem = format!("SUBCONFIG {subconfig} is already that of {owner}");
                let expected = "a SUBCONFIG of this IDENTITY alone";
                found.push(("BUILD".into(), Fault::new(Number::Invalid, at, problem, expected)));
            }
        }
    }
}
