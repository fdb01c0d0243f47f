//! Panel 3: where the cluster is IPLed, and who is in which slot.

use super::{Refusal, filled, mark, one_marked};
use crate::choices::Level;
use crate::instplan::panel::{Accepts, Panel};
use crate::plan::Plan;

const HELP: &str = "\
FIRST-LEVEL: EACH MEMBER RUNS IN A LOGICAL PARTITION; ANOTHER PANEL ASKS FOR
THE REAL CTC ADDRESSES. SECOND-LEVEL: EACH RUNS AS A GUEST.

A MEMBER IS KNOWN BY THE NAME OF THE LPAR OR BY THE USERID THAT IT IS IPLED
IN: WHERE THE NAME IS MISTYPED, THAT MEMBER CANNOT BE IPLED. A NAME THAT
DIFFERS IN ONE LETTER FROM WHAT ALL OTHERS AGREE ON GETS A QUESTION.";

const LEVELS: [Level; 2] = [Level::First, Level::Second];
/// Fields before those of the first slot.
const SLOTS: usize = LEVELS.len();

pub fn panel(plan: &Plan) -> Panel {
    let mut panel = Panel::new("*** z/VM INSTALLATION PLANNING PANEL 3 ***", HELP);
    let (kind, name) = match &plan.cluster {
        Some(cluster) => ("SSI Cluster", cluster.as_str()),
        None => ("System", plan.members.first().map_or("", |member| member.name.as_str())),
    };
    panel.text(2, 0, format!("{kind} Name: {name}"));
    let what = if plan.cluster.is_some() { "the SSI cluster" } else { "the system" };
    panel.text(4, 0, format!("After installation is complete, {what} will be IPLed:"));
    for (row, level) in (5..).zip(LEVELS) {
        panel.field((row, 3), 1, Accepts::OneOf("X"), mark(level == plan.level));
        panel.text(row, 6, level.to_string());
    }
    panel.text(8, 0, "SSI Member Name(s):");
    panel.text(10, 3, "SLOT #     MEMBER NAME     IPL LPAR/USERID");
    panel.text(11, 3, "======     ===========     ===============");
    for (slot, member) in (1..).zip(&plan.members) {
        let row = 11 + slot;
        panel.text(row, 6, slot.to_string());
        panel.field((row, 14), 8, Accepts::Name, &member.name);
        panel.field((row, 30), 8, Accepts::Name, &member.userid);
    }
    panel
}

pub fn take(panel: &Panel, plan: &mut Plan) -> Result<(), Refusal> {
    let values: Vec<&str> = panel.values().collect();
    plan.level = LEVELS[one_marked(&values[..SLOTS], 0, "LEVEL")?];
    for (at, names) in values[SLOTS..].chunks_exact(2).enumerate() {
        let (slot, field) = (at + 1, SLOTS + 2 * at);
        let member = &mut plan.members[at];
        member.name = filled(names[0], field, &format!("THE MEMBER NAME OF SLOT {slot}"))?;
        member.userid = filled(names[1], field + 1, &format!("THE LPAR/USERID OF SLOT {slot}"))?;
    }
    unique(plan)?;
    // Names may have changed since CTC devices were entered.
    let names: Vec<String> = plan.members.iter().map(|member| member.name.clone()).collect();
    for member in &mut plan.members {
        let own = member.name.clone();
        member.ctc.retain(|peer, _| names.contains(peer) && *peer != own);
    }
    Ok(())
}

fn unique(plan: &Plan) -> Result<(), Refusal> {
    for (at, member) in plan.members.iter().enumerate() {
        let before = &plan.members[..at];
        for (column, name, taken) in [
            (0, &member.name, before.iter().any(|other| other.name == member.name)),
            (1, &member.userid, before.iter().any(|other| other.userid == member.userid)),
        ] {
            if taken {
                let message = format!("{name} IS NAMED TWICE");
                return Err(Refusal { field: SLOTS + 2 * at + column, message });
            }
        }
    }
    Ok(())
}
