//! What becomes of a user: as it is, a USER that moves by relocation, or an IDENTITY.

use super::entry::{Entry, Statement};
use super::links::Local;

/// What a user of CSE becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The installed directory has it as an IDENTITY: that one stays.
    Installed,
    /// A USER with the same statements.
    AsItIs,
    /// A USER with what it had on one of its systems: on the others the devices of the same EQID
    /// take their place, and it gets there by relocation.
    Relocated {
        /// The system whose statements it keeps.
        from: String,
    },
    /// A USER with what it had on one of its systems, and which can run there only.
    Pinned {
        /// That system.
        to: String,
    },
    /// An IDENTITY with a SUBCONFIG for each member.
    Identity,
}

/// What the decision depends on beside the user.
pub struct Circumstances<'a> {
    /// The members in the order of their slots.
    pub members: &'a [&'a str],
    /// Whether the installed directory has the user as an IDENTITY.
    pub installed: bool,
    /// Whether the user is outside cross-system spooling, and so logs on to every system.
    pub everywhere: bool,
    /// Local minidisks.
    pub local: &'a Local<'a>,
}

/// The fate of a user, and why.
pub fn decide(user: &Entry, circumstances: &Circumstances<'_>) -> (Fate, Vec<String>) {
    let Circumstances { members, installed, everywhere, local } = circumstances;
    if *installed {
        let why = "the installed directory defines it as an IDENTITY, which the new release needs";
        return (Fate::Installed, vec![why.into()]);
    }
    let own = affine(user, members);
    if *everywhere {
        let why = "XSPOOL_XLIST lets it log on to every system at once, as only an IDENTITY can";
        return (Fate::Identity, vec![why.into()]);
    }
    let Some(from) = own.first().and_then(|first| first_member(first, members)) else {
        return (Fate::AsItIs, as_it_is(user, local));
    };
    let on_one = own.iter().all(|statement| holds_only_on(statement, members, &from));
    let dedicates = own.iter().all(|statement| statement.is("DEDICATE", 3));
    if dedicates && !on_one {
        let why = format!(
            "its SYSAFFINs only chose devices for moving by LOGOFF and LOGON; it keeps those of \
             {from} and is relocated"
        );
        return (Fate::Relocated { from }, vec![why]);
    }
    if on_one || own.iter().all(|s| s.is("DEDICATE", 3) || s.is("CRYPTO", 3)) {
        return (Fate::Pinned { to: from.clone() }, vec![pinned(&own, &from)]);
    }
    let names: Vec<&str> = unique(own.iter().map(|statement| statement.word(0)));
    let why = format!(
        "its {} differ from system to system: it may now be logged on to every member at once",
        names.join(", ")
    );
    (Fate::Identity, vec![why])
}

/// The statements that are for some systems only, a member among them.
pub fn affine<'a>(user: &'a Entry, members: &[&str]) -> Vec<&'a Statement> {
    let of_member =
        |s: &&Statement| !s.systems.is_empty() && members.iter().any(|member| s.holds_on(member));
    user.statements.iter().filter(of_member).collect()
}

/// The first system of a SYSAFFIN that is to be a member.
fn first_member(statement: &Statement, members: &[&str]) -> Option<String> {
    statement.systems.iter().find(|system| members.contains(&system.as_str())).cloned()
}

fn holds_only_on(statement: &Statement, members: &[&str], system: &str) -> bool {
    members.iter().all(|member| statement.holds_on(member) == (*member == system))
}

fn as_it_is(user: &Entry, local: &Local<'_>) -> Vec<String> {
    let other_systems = user.statements.iter().any(|statement| !statement.systems.is_empty());
    let why = match other_systems {
        true => "what SYSAFFIN gave it was for systems that are not to be members",
        false => "it has no SYSAFFIN: copied",
    };
    let mut reasons = vec![why.to_owned()];
    let links = user.statements.iter().filter(|statement| local.is_link_to_local(statement));
    let links: Vec<&str> = links.map(|link| link.text.as_str()).collect();
    if !links.is_empty() {
        reasons.push(format!("local to each member: {}", links.join(", ")));
    }
    reasons
}

fn pinned(own: &[&Statement], from: &str) -> String {
    match own.iter().find(|statement| statement.is("CRYPTO", 3)) {
        Some(crypto) => format!(
            "{} pins it to {from}: with CRYPTO APVIRTUAL instead, if it does not need a domain of \
             its own, it could be relocated",
            crypto.text
        ),
        None => format!("what SYSAFFIN gives it is for {from} alone"),
    }
}

/// Each of some words once, in order.
pub fn unique<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all = Vec::new();
    for word in words {
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all
}
