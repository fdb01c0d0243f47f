//! The USER DIRECT that INSTALL writes: the shipped one for the members and volumes of a plan.

use crate::plan::{Member, Plan};

/// That of the shipped plan LTICS1: what is of slot 1 in it is made for every member.
const CLUSTER: &str = include_str!("../../kernel/directory/samples/USER.DIRECT");
/// That of a system without a cluster.
const SYSTEM: &str = include_str!("../plans/nonssi.direct");
/// The cluster in the former, and its member of slot 1.
const CLUSTER_NAME: &str = "LTICS1";
const MEMBER: &str = "LTICVM2";
/// RES, common and release volume of slot 1 in either.
const LABELS: [[&str; 3]; 2] = [["VM2RES", "S1COM1", "620RL1"], ["M01RES", "VMCOM1", "620RL1"]];
/// Labels in one record of the DIRECTORY statement.
const LABELS_IN_A_RECORD: usize = 4;

/// The source for a plan.
pub fn generate(plan: &Plan) -> String {
    let source = if plan.cluster.is_some() { CLUSTER } else { SYSTEM };
    let mut text = String::new();
    for entry in source.split("\n\n") {
        match slot_of(entry) {
            Some(1) => {
                for (slot, member) in (1..).zip(&plan.members) {
                    text += &of_slot(plan, entry, slot, member);
                    text.push('\n');
                }
            }
            Some(_) => {}
            None => {
                text += &shared(plan, entry);
                text.push('\n');
            }
        }
    }
    // No blank line at the end.
    text.pop();
    text
}

/// The slot whose member has this SUBCONFIG; none of other entries.
fn slot_of(entry: &str) -> Option<u16> {
    let name = entry.trim_start().strip_prefix("SUBCONFIG ")?.split_whitespace().next()?;
    name.rsplit_once('-')?.1.parse().ok()
}

/// A SUBCONFIG of slot 1 for the member of another.
fn of_slot(plan: &Plan, entry: &str, slot: u16, member: &Member) -> String {
    let lines = entry.lines().map(|line| {
        let line = match line.strip_prefix("SUBCONFIG ") {
            Some(name) => format!("SUBCONFIG {}", renumbered(name, slot)),
            None => line.to_owned(),
        };
        replaced(plan, &line, member) + "\n"
    });
    lines.collect()
}

/// What all members share: BUILD for each of them, and the volumes of the cluster.
fn shared(plan: &Plan, entry: &str) -> String {
    let mut text = String::new();
    for line in entry.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["BUILD", "ON", MEMBER, "USING", "SUBCONFIG", subconfig] => {
                for (slot, Member { name, .. }) in (1..).zip(&plan.members) {
                    let subconfig = renumbered(subconfig, slot);
                    text += &format!("  BUILD ON {name} USING SUBCONFIG {subconfig}\n");
                }
            }
            ["BUILD", ..] => {}
            ["DIRECTORY", "SSI", ..] => text += &residence(plan),
            _ => text += &(replaced(plan, line, &plan.members[0]) + "\n"),
        }
    }
    text
}

/// `OPERAT-1` for another slot.
fn renumbered(name: &str, slot: u16) -> String {
    format!("{}-{slot}", name.strip_suffix("-1").unwrap_or(name))
}

/// The DIRECTORY statement: a RES volume a slot, in records of at most 71 columns.
pub fn residence(plan: &Plan) -> String {
    let labels: Vec<&str> = plan.members.iter().map(|member| member.res.label.as_str()).collect();
    let records: Vec<String> =
        labels.chunks(LABELS_IN_A_RECORD).map(|labels| labels.join(" ")).collect();
    format!("DIRECTORY SSI 123 3390 {}\n", records.join(",\n  "))
}

/// A line with the plan's labels and the cluster's name.
fn replaced(plan: &Plan, line: &str, member: &Member) -> String {
    let labels = [&member.res.label, &plan.common.label, &plan.release.label];
    let from = LABELS[usize::from(plan.cluster.is_none())];
    let mut line = line.to_owned();
    if let Some(cluster) = &plan.cluster {
        line = line.replace(CLUSTER_NAME, cluster);
    }
    // In one pass: a label of the plan may be another one's of the shipped directory.
    let words = line.split_inclusive(' ').map(|word| {
        let label = word.trim_end();
        match from.iter().position(|from| *from == label) {
            Some(at) => word.replacen(label, labels[at], 1),
            None => word.to_owned(),
        }
    });
    words.collect()
}
