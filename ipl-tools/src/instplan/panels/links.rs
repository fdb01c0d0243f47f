//! Panel 4, of a first-level cluster: the real CTC devices from each member to each other.

use super::{Refusal, address, filled};
use crate::choices::Level;
use crate::instplan::panel::{Accepts, Panel};
use crate::plan::{MAXIMUM_LINK_DEVICES, Member, Plan};

const HELP: &str = "\
ENTER THE DEVICE NUMBERS OF THE CTC DEVICES AS THE MEMBER BEHIND \"FROM\" SEES
THEM: ONE OR TWO THAT LEAD TO EACH OTHER MEMBER. EVERY MEMBER NEEDS A LINK TO
EVERY OTHER ONE.";

/// First row of the first group, and the row below the last.
const ROWS: (u16, u16) = (4, 22);
const COLUMNS: [u16; 2] = [0, 40];

/// Members beside and below one another that fit on a page.
fn on_a_page(plan: &Plan) -> usize {
    let group = plan.members.len() as u16 + 2;
    COLUMNS.len() * usize::from(((ROWS.1 + 1 - ROWS.0) / group).max(1))
}

/// Pages of the panel; none where there are no real links.
pub fn pages(plan: &Plan) -> usize {
    let linked = plan.level == Level::First && plan.members.len() > 1;
    if linked { plan.members.len().div_ceil(on_a_page(plan)) } else { 0 }
}

/// The members of a page, each with the others that it reaches, in the order of the fields.
fn links(plan: &Plan, page: usize) -> impl Iterator<Item = (usize, usize)> {
    let count = plan.members.len();
    let first = page * on_a_page(plan);
    let from = first..(first + on_a_page(plan)).min(count);
    from.flat_map(move |from| (0..count).filter(move |to| *to != from).map(move |to| (from, to)))
}

pub fn panel(plan: &Plan, page: usize) -> Panel {
    let mut panel = Panel::new("*** z/VM INSTALLATION PLANNING PANEL 4 ***", HELP);
    panel.text(2, 0, "Enter the real addresses of the CTC devices:");
    let (group, first) = (plan.members.len() as u16 + 2, page * on_a_page(plan));
    let place = |from: usize| {
        let at = from - first;
        (ROWS.0 + group * (at / COLUMNS.len()) as u16, COLUMNS[at % COLUMNS.len()])
    };
    for (from, member) in plan.members.iter().enumerate().skip(first).take(on_a_page(plan)) {
        let (row, column) = place(from);
        panel.text(row, column, format!("From: {}", member.name));
        for (row, peer) in (row + 1..).zip(&plan.members) {
            panel.text(row, column + 2, format!("To: {}", peer.name));
            if peer.name == member.name {
                panel.text(row, column + 16, "N/A");
            }
        }
    }
    for (from, to) in links(plan, page) {
        let (row, column) = place(from);
        let devices = plan.members[from].devices_to(&plan.members[to]);
        for device in 0..MAXIMUM_LINK_DEVICES {
            let at = (row + 1 + to as u16, column + 16 + 6 * device as u16);
            let value = devices.get(device).map_or("", String::as_str);
            panel.field(at, 4, Accepts::Hexadecimal, value);
        }
    }
    panel
}

pub fn take(panel: &Panel, plan: &mut Plan, page: usize) -> Result<(), Refusal> {
    let values: Vec<&str> = panel.values().collect();
    let links: Vec<_> = links(plan, page).collect();
    for (at, ((from, to), devices)) in
        links.into_iter().zip(values.chunks_exact(MAXIMUM_LINK_DEVICES)).enumerate()
    {
        let field = at * MAXIMUM_LINK_DEVICES;
        let name = |at: usize| plan.members[at].name.clone();
        let what = format!("A CTC ADDRESS FROM {} TO {}", name(from), name(to));
        filled(devices[0], field, &what)?;
        let devices: Vec<String> =
            devices.iter().filter(|device| !device.is_empty()).map(|d| address(d)).collect();
        used_once(&plan.members[from], &name(to), &devices, field)?;
        let peer = name(to);
        plan.members[from].ctc.insert(peer, devices);
    }
    Ok(())
}

/// A device of a member leads to one other member.
fn used_once(from: &Member, to: &str, devices: &[String], field: usize) -> Result<(), Refusal> {
    let elsewhere = from.ctc.iter().filter(|(peer, _)| *peer != to);
    let taken: Vec<&String> = elsewhere.flat_map(|(_, devices)| devices).collect();
    for (at, device) in devices.iter().enumerate() {
        if taken.contains(&device) || devices[..at].contains(device) {
            let message = format!("DEVICE {device} OF {} IS NAMED TWICE", from.name);
            return Err(Refusal { field: field + at, message });
        }
    }
    Ok(())
}
