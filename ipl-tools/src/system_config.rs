//! The SYSTEM CONFIG that INSTALL writes, and what INSTSCID changes in it.

use std::fmt::Write;

use crate::plan::{Member, Plan};

/// First and number of cylinders of the checkpoint area on each RES volume.
pub const CHECKPOINT: (u32, u32) = (21, 9);
/// First and number of cylinders of the warm start area.
const WARMSTART: (u32, u32) = (30, 9);

/// From where a member may be IPLed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifiers<'a> {
    /// From anywhere, as this member: how INSTALL leaves it (`INSTSCID ADD`).
    Any(&'a Member),
    /// Each from the LPAR or user id of the plan only (`INSTSCID REMOVE`).
    Planned,
}

/// Whom the IPL logs on.
const USERIDS: &str = "System_Userids,\n    Operator OPERATOR,\n    Account DISKACNT,\n    \
                       Erep EREP,\n    Symptom OPERSYMP,\n    Startup AUTOLOG1\n\n";

/// The whole file.
pub fn generate(plan: &Plan, identifiers: Identifiers<'_>) -> String {
    let mut text = String::from(
        "/* SYSTEM CONFIG, written by INSTALL */\n\n/* From where each member is IPLed */\n",
    );
    text += &system_identifiers(plan, identifiers);
    text.push_str("System_Identifier_Default ATOLL\n\n");
    if let Some(cluster) = &plan.cluster {
        text += &format!("SSI {cluster} PDR_VOLUME {}", plan.common.label);
        for (slot, member) in (1..).zip(&plan.members) {
            text += &format!(",\n    SLOT {slot} {}", member.name);
        }
        text.push_str("\n\n");
    }
    text += &residences(plan);
    text += &cp_owned(plan);
    text += USERIDS;
    text += &islinks(plan);
    text
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(arguments);
    text.push('\n');
}

fn system_identifiers(plan: &Plan, identifiers: Identifiers<'_>) -> String {
    let mut text = String::new();
    for Member { userid, name, .. } in &plan.members {
        match identifiers {
            Identifiers::Planned => {
                line(&mut text, format_args!("System_Identifier LPAR {userid} {name}"));
            }
            Identifiers::Any(_) => {
                line(&mut text, format_args!("/* System_Identifier LPAR {userid} {name} */"));
            }
        }
    }
    let last = plan.members.last().map_or("*", |member| member.name.as_str());
    match identifiers {
        Identifiers::Planned => {
            line(&mut text, format_args!("/* System_Identifier * * {last} */"));
        }
        Identifiers::Any(member) => {
            line(&mut text, format_args!("System_Identifier * * {}", member.name));
        }
    }
    text
}

fn residences(plan: &Plan) -> String {
    let mut text = String::new();
    for Member { name, res, .. } in &plan.members {
        let volid = &res.label;
        let ((first, count), (warm, warm_count)) = (CHECKPOINT, WARMSTART);
        line(&mut text, format_args!("{name}: System_Residence,"));
        line(&mut text, format_args!("    Checkpoint Volid {volid} From CYL {first} For {count},"));
        line(
            &mut text,
            format_args!("    Warmstart  Volid {volid} From CYL {warm} For {warm_count}"),
        );
    }
    text.push('\n');
    text
}

/// Slot 1 the RES volume, 5 the common one, spool from 10 up, paging from 255 down.
fn cp_owned(plan: &Plan) -> String {
    let mut text = String::new();
    for Member { name, res, .. } in &plan.members {
        line(&mut text, format_args!("{name}: CP_Owned Slot 1 {}", res.label));
    }
    line(&mut text, format_args!("CP_Owned Slot 5 {}", plan.common.label));
    for (slot, member) in (10..).zip(&plan.members) {
        line(&mut text, format_args!("CP_Owned Slot {slot} {}", member.spool.label));
    }
    for Member { name, page, .. } in &plan.members {
        line(&mut text, format_args!("{name}: BEGIN"));
        line(&mut text, format_args!("    CP_Owned Slot 255 {}", page.label));
        line(&mut text, format_args!("{name}: END"));
    }
    line(&mut text, format_args!("User_Volume_List {}\n", plan.release.label));
    text
}

fn islinks(plan: &Plan) -> String {
    let mut text = String::new();
    for member in &plan.members {
        for peer in plan.members.iter().filter(|peer| peer.name != member.name) {
            let devices = member.devices_to(peer).join(" ");
            if !devices.is_empty() {
                let (name, node) = (&member.name, &peer.name);
                line(&mut text, format_args!("{name}: ACTIVATE ISLINK {devices} NODE {node}"));
            }
        }
    }
    text
}

/// A SYSTEM CONFIG with its System_Identifier lines, commented or not, made anew; all else stays.
pub fn replace_identifiers(text: &str, plan: &Plan, identifiers: Identifiers<'_>) -> String {
    let is_identifier = |line: &str| {
        let line = line.trim_start().trim_start_matches("/*").trim_start().to_ascii_uppercase();
        line.starts_with("SYSTEM_IDENTIFIER ")
    };
    let at = text.lines().position(is_identifier).unwrap_or(0);
    let mut changed = String::new();
    for (number, line) in text.lines().enumerate() {
        if number == at {
            changed += &system_identifiers(plan, identifiers);
        }
        if !is_identifier(line) {
            changed += line;
            changed.push('\n');
        }
    }
    changed
}
