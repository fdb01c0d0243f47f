//! Entries of the new directory.

use super::decide::affine;
use super::entry::{Entry, Kind, Statement};
use super::links::Local;
use crate::plan::Member;

/// Characters of a SUBCONFIG's name before `-` and the slot.
const STEM: usize = 6;

/// An entry as source: its head, then each statement on records of its own.
pub fn entry<'a>(head: &str, statements: impl Iterator<Item = &'a str>) -> String {
    let statements: String = statements.map(|text| format!("  {text}\n")).collect();
    format!("{head}\n{statements}")
}

/// A user or profile with those of its statements that `keeps` wants.
pub fn filtered(user: &Entry, keeps: impl Fn(&Statement) -> bool) -> String {
    let kept = user.statements.iter().filter(|statement| keeps(statement));
    entry(&user.head, kept.map(|statement| statement.text.as_str()))
}

/// Whether a statement makes a virtual disk, which keeps a guest from being relocated.
pub fn is_virtual_disk(statement: &Statement) -> bool {
    statement.is("MDISK", 2) && statement.word(3) == "V-DISK"
}

/// Whether a minidisk is on the volume that the member is IPLed from.
fn is_on_residence(statement: &Statement) -> bool {
    let residence = |word: &String| word == "+VMRES" || word == "&SYSRES";
    statement.is("MDISK", 2) && statement.words.iter().any(residence)
}

/// An entry with CHPIDVIRTUALIZATION ONE, which a guest that is relocated must have; none if it
/// has that already.
pub fn with_virtual_chpid(user: &Entry) -> Option<Entry> {
    let options = || user.statements.iter().enumerate().filter(|(_, s)| s.is("OPTION", 3));
    let has_it = |word: &String| syntax::abbreviates(word, "CHPIDVIRTUALIZATION", 5);
    if options().any(|(_, option)| option.words.iter().any(has_it)) {
        return None;
    }
    let mut user = user.clone();
    let first = options().map(|(at, _)| at).next();
    match first {
        Some(at) => user.statements[at].text += " CHPIDVIRTUALIZATION ONE",
        None => {
            let behind_include = usize::from(user.profile().is_some());
            let text = "OPTION CHPIDVIRTUALIZATION ONE";
            let words = text.split(' ').map(String::from).collect();
            let option = Statement { words, text: text.into(), systems: Vec::new() };
            user.statements.insert(behind_include, option);
        }
    }
    Some(user)
}

/// The SUBCONFIG names of a user, by slot; `taken` says which names there are already.
pub fn subconfig_names(user: &str, members: usize, taken: impl Fn(&str) -> bool) -> Vec<String> {
    let stem: String = user.chars().take(STEM).collect();
    let shorter: String = stem.chars().take(STEM - 1).collect();
    let stems = [stem].into_iter().chain((2..=9).map(|number| format!("{shorter}{number}")));
    let names = |stem: String| -> Vec<String> {
        (1..=members).map(|slot| format!("{stem}-{slot}")).collect()
    };
    let mut all = stems.map(names);
    // With nine stems taken the last one is as good as any: DIRECTXA will tell.
    let free = all.find(|names| !names.iter().any(|name| taken(name)));
    free.unwrap_or_else(|| names(user.chars().take(STEM).collect()))
}

/// An IDENTITY and its SUBCONFIGs, of which `names` are the names by slot.
pub fn identity(user: &Entry, members: &[Member], names: &[String], local: &Local<'_>) -> String {
    let goes_to_subconfig = |statement: &Statement| {
        local.is_link_to_local(statement)
            || is_on_residence(statement)
            || is_virtual_disk(statement)
    };
    let (_, behind) = user.head.split_once(char::is_whitespace).unwrap_or((&user.head, ""));
    let builds = members.iter().zip(names);
    let builds = builds.map(|(m, name)| format!("BUILD ON {} USING SUBCONFIG {name}", m.name));
    let is_include = |statement: &&Statement| statement.is("INCLUDE", 3);
    let include = user.statements.iter().find(is_include).map(|s| s.text.clone());
    let common = user.statements.iter().filter(|statement| {
        statement.systems.is_empty() && !is_include(statement) && !goes_to_subconfig(statement)
    });
    let lines: Vec<String> =
        include.into_iter().chain(builds).chain(common.map(|s| s.text.clone())).collect();
    let mut text = entry(&format!("IDENTITY {behind}"), lines.iter().map(String::as_str));
    for (member, name) in members.iter().zip(names) {
        let own = user.statements.iter().filter(|statement| match statement.systems.is_empty() {
            true => goes_to_subconfig(statement),
            false => statement.holds_on(&member.name),
        });
        let own: Vec<String> = own.map(|statement| on_member(statement, member)).collect();
        text += "\n";
        text += &entry(&format!("SUBCONFIG {name}"), own.iter().map(String::as_str));
    }
    text
}

/// A statement with the member's own RES volume.
fn on_member(statement: &Statement, member: &Member) -> String {
    let label = &member.res.label;
    let words = statement.text.split_inclusive(char::is_whitespace);
    let residence = |word: &str| {
        let name = word.trim_end().to_ascii_uppercase();
        name == "+VMRES" || name == "&SYSRES"
    };
    words
        .map(|word| match residence(word) {
            true => word.replacen(word.trim_end(), label, 1),
            false => word.to_owned(),
        })
        .collect()
}

/// What is to be known of an IDENTITY's minidisks that all its instances share.
pub fn shared_minidisks(user: &Entry, members: &[&str]) -> Vec<String> {
    let own = affine(user, members);
    let shared = user.statements.iter().filter(|statement| {
        statement.is("MDISK", 2)
            && !is_on_residence(statement)
            && !is_virtual_disk(statement)
            && !own.contains(statement)
    });
    let told = shared.map(|mdisk| {
        let writers = match mdisk.words.iter().any(|word| word == "MW" || word == "MWV") {
            true => "several may write it at once",
            false => "one at a time writes it",
        };
        format!("{} is one minidisk for all instances: {writers}", mdisk.text)
    });
    told.collect()
}

/// Whether an entry is a profile.
pub fn is_profile(entry: &&Entry) -> bool {
    entry.kind == Kind::Profile
}
