//! SYSTEM CONFIG: what the plan's configuration has already, what a cluster does without, and
//! what goes over as it is.

use config::{Cse, Parsed, Problem, ScopedCse, ScopedStatement, Statement, parse};

use super::{Converted, Decision};
use crate::plan::Plan;
use crate::system_config::{Identifiers, generate};

/// Makes the configuration of the plan's cluster, with what can be taken over of `text`.
pub fn convert_config(text: &str, plan: &Plan) -> Converted {
    let parsed = parse("SYSTEM CONFIG", text.lines());
    let (mut decisions, mut taken) = (Vec::new(), String::new());
    for scoped in &parsed.statements {
        let source = source(text, scoped.records);
        let subject = subject(scoped.records.0, &source);
        let decision = match left_out(scoped, &parsed, plan) {
            Some(why) => Decision::new(subject, "left out", why),
            None => {
                taken += &qualified(scoped, &source);
                Decision::new(subject, "taken over", "it means the same in a cluster")
            }
        };
        decisions.push((scoped.records.0, decision));
    }
    for cse in &parsed.cse {
        let subject = subject(cse.records.0, &source(text, cse.records));
        decisions.push((cse.records.0, replaced(subject, &cse.statement, plan)));
    }
    decisions.extend(not_understood(&parsed, text));
    decisions.sort_by_key(|(record, _)| *record);
    let mut new = generate(plan, Identifiers::Planned);
    if !taken.is_empty() {
        new += &format!("\n/* Taken over from the CSE configuration */\n{taken}");
    }
    let decisions = decisions.into_iter().map(|(_, decision)| decision).collect();
    Converted { text: new, decisions, everywhere: everywhere(&parsed) }
}

/// The records of a statement as they stand.
fn source(text: &str, (first, last): (u32, u32)) -> String {
    let lines = text.lines().skip(first as usize - 1).take((last + 1 - first) as usize);
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

/// `RECORD 12, XLINK_System_Include Slot 1 LTICVM1`
fn subject(record: u32, source: &str) -> String {
    let words: Vec<&str> = source.split_whitespace().collect();
    format!("RECORD {record}, {}", words.join(" "))
}

/// A statement with the name of the block that it stood in.
fn qualified(scoped: &ScopedStatement, source: &str) -> String {
    let own = source.split_whitespace().next().is_some_and(|word| word.ends_with(':'));
    if own || scoped.scope.is_everywhere() {
        return source.to_owned();
    }
    format!("{} {}", scoped.scope, source.trim_start())
}

/// Why a statement is not taken over; none if it is.
fn left_out(scoped: &ScopedStatement, parsed: &Parsed, plan: &Plan) -> Option<&'static str> {
    Some(match &scoped.statement {
        Statement::Ssi(_) => "the plan's configuration has that of the new cluster",
        Statement::SystemIdentifier(_) | Statement::SystemIdentifierDefault(_) => {
            "the plan's configuration says from where each member is IPLed"
        }
        Statement::SystemResidence(_) | Statement::CpOwned { .. } => {
            "the plan's configuration has the members' own volumes"
        }
        Statement::ActivateIsLink(_) => "the plan's configuration links the members",
        _ if plan.members.iter().any(|m| parsed.holds_for(&scoped.scope, &m.name)) => return None,
        _ => "it is about systems that are not to be members",
    })
}

/// What takes the place of a statement of CSE.
fn replaced(subject: String, statement: &Cse, plan: &Plan) -> Decision {
    let cluster = plan.cluster.as_deref().unwrap_or("the system");
    match statement {
        Cse::SystemInclude { system, .. } | Cse::SpoolSystem { system, .. } => {
            let mut decision = match plan.member(system) {
                Some((slot, _)) => {
                    let why = format!("{system} is slot {slot} of the SSI statement");
                    Decision::new(subject, "replaced", why)
                }
                None => {
                    let why = format!("{system} is not to be a member of {cluster}");
                    Decision::new(subject, "left out", why)
                }
            };
            if matches!(statement, Cse::SpoolSystem { share_spool: false, .. }) {
                let why = "members of a cluster always share their spool files";
                decision.reasons.push(why.into());
            }
            decision
        }
        Cse::SystemExclude { .. } => {
            Decision::new(subject, "left out", "a system that is no member shares no minidisk")
        }
        Cse::VolumeInclude { cylinder: None, .. } | Cse::VolumeExclude { .. } => {
            Decision::new(subject, "left out", "a cluster guards minidisks on every volume")
        }
        Cse::VolumeInclude { cylinder: Some(cylinder), .. } => {
            let mut decision =
                Decision::new(subject, "left out", "a cluster guards minidisks on every volume");
            let free = format!("the CSE area at cylinder {cylinder} of these volumes is free");
            decision.reasons.push(free);
            decision
        }
        Cse::SpoolExclude { userids } => {
            let why = format!("to be IDENTITY in the directory: {}", userids.join(" "));
            Decision::new(subject, "replaced", why)
        }
        Cse::Other => Decision::new(subject, "left out", statement.instead()),
    }
}

/// Statements with errors, but for those of CSE, each of which is one of itself.
fn not_understood(parsed: &Parsed, text: &str) -> Vec<(u32, Decision)> {
    let is_cse = |problem: &&Problem| {
        let place = &problem.diagnostic.place;
        parsed.cse.iter().any(|ScopedCse { place: cse, .. }| cse == place)
    };
    let told = parsed.problems.iter().filter(|problem| !is_cse(problem)).map(|problem| {
        let record = problem.diagnostic.place.record;
        let subject = subject(record, &source(text, (record, record)));
        (record, Decision::new(subject, "left out", format!("it has an error: {problem}")))
    });
    told.collect()
}

/// The users of the XSPOOL_XLIST statements, each once.
fn everywhere(parsed: &Parsed) -> Vec<String> {
    let lists = parsed.cse.iter().filter_map(|scoped| match &scoped.statement {
        Cse::SpoolExclude { userids } => Some(userids),
        _ => None,
    });
    let mut users = Vec::new();
    for user in lists.flatten() {
        if !users.contains(user) {
            users.push(user.clone());
        }
    }
    users
}
