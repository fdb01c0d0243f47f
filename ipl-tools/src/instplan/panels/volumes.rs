//! The volume definition: label and address of each volume.

use super::{Refusal, address, filled};
use crate::instplan::panel::{Accepts, Panel};
use crate::plan::{Plan, VolumePlan};

const HELP: &str = "\
ENTER THE ADDRESS OF EACH VOLUME; CHANGE THE LABELS WHERE THE ONES THAT ARE
THERE DO NOT FIT YOUR INSTALLATION.

FORMAT Y: INSTALL MAKES ALL VOLUMES ANEW. N: THEY ARE THERE ALREADY, LABELLED,
AND INSTALL ONLY WRITES WHAT BELONGS ON THEM.

NOTHING ON ANY VOLUME CHANGES BEFORE INSTALL.";

const MEMBERS_ON_A_PAGE: usize = 4;
const COLUMNS: [u16; 2] = [2, 40];
const ROLES: [&str; 3] = ["RES", "SPOOL", "PAGE"];
/// Fields of the common and the release volume, which only the first page has.
const COMMON: usize = 5;

pub fn pages(plan: &Plan) -> usize {
    plan.members.len().div_ceil(MEMBERS_ON_A_PAGE)
}

pub fn panel(plan: &Plan, page: usize) -> Panel {
    let mut panel = Panel::new("*** z/VM INSTALLATION VOLUME DEFINITION ***", HELP);
    if page == 0 {
        panel.text(2, 2, "TYPE     LABEL     ADDRESS     FORMAT (Y/N)");
        panel.text(3, 2, "======   ======    =======     ============");
        for (row, name, volume) in [(4, "COMMON", &plan.common), (5, "RELVOL", &plan.release)] {
            panel.text(row, 2, name);
            fields(&mut panel, (row, 2), volume);
            if row == 4 {
                panel.field((4, 36), 1, Accepts::OneOf("YN"), if plan.format { "Y" } else { "N" });
            }
        }
    }
    for column in COLUMNS {
        panel.text(7, column, "TYPE     LABEL     ADDRESS");
        panel.text(8, column, "======   ======    =======");
    }
    for (at, member) in on_page(plan, page).enumerate() {
        let (row, column) = (9 + 5 * (at / 2) as u16, COLUMNS[at % 2]);
        panel.text(row, column, member.name.clone());
        let volumes = [&member.res, &member.spool, &member.page];
        for ((row, role), volume) in (row + 1..).zip(ROLES).zip(volumes) {
            panel.text(row, column, role);
            fields(&mut panel, (row, column), volume);
        }
    }
    panel
}

fn on_page(plan: &Plan, page: usize) -> impl Iterator<Item = &crate::plan::Member> {
    plan.members.iter().skip(page * MEMBERS_ON_A_PAGE).take(MEMBERS_ON_A_PAGE)
}

fn fields(panel: &mut Panel, (row, column): (u16, u16), volume: &VolumePlan) {
    panel.field((row, column + 9), 6, Accepts::Label, &volume.label);
    panel.field((row, column + 19), 4, Accepts::Hexadecimal, &volume.address);
}

pub fn take(panel: &Panel, plan: &mut Plan, page: usize) -> Result<(), Refusal> {
    let values: Vec<&str> = panel.values().collect();
    let mut first = 0;
    if page == 0 {
        plan.common = volume(&values[..2], 0)?;
        plan.format = match values[2] {
            "Y" => true,
            "N" => false,
            _ => return Err(Refusal { field: 2, message: "ANSWER Y OR N".into() }),
        };
        plan.release = volume(&values[3..COMMON], 3)?;
        first = COMMON;
    }
    let members = plan.members.iter_mut().skip(page * MEMBERS_ON_A_PAGE);
    for (at, (member, volumes)) in members.zip(values[first..].chunks_exact(6)).enumerate() {
        let field = first + 6 * at;
        member.res = volume(&volumes[..2], field)?;
        member.spool = volume(&volumes[2..4], field + 2)?;
        member.page = volume(&volumes[4..], field + 4)?;
    }
    twice(plan, &values, if page == 0 { 2 } else { usize::MAX })
}

/// A label and an address.
fn volume(values: &[&str], field: usize) -> Result<VolumePlan, Refusal> {
    let label = filled(values[0], field, "THE LABEL")?;
    let address = address(&filled(values[1], field + 1, "THE ADDRESS")?);
    Ok(VolumePlan { label, address })
}

/// Says of the page's first value that another volume of the plan has as well; `skip` is the
/// field that is neither label nor address.
fn twice(plan: &Plan, values: &[&str], skip: usize) -> Result<(), Refusal> {
    let volumes = plan.volumes();
    let all = || volumes.iter().flat_map(|volume| [volume.label, volume.address]);
    for (field, value) in values.iter().enumerate().filter(|(field, _)| *field != skip) {
        let is_address = (field - usize::from(field > skip)) % 2 == 1;
        let value = if is_address { address(value) } else { (*value).to_owned() };
        if all().skip(usize::from(is_address)).step_by(2).filter(|other| **other == value).count()
            > 1
        {
            return Err(Refusal { field, message: format!("{value} IS NAMED TWICE") });
        }
    }
    Ok(())
}
