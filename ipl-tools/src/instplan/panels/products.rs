//! The first panel: products, language, DASD model, filepool, system type.

use super::{Refusal, filled, mark, one_marked};
use crate::choices::{DasdModel, Language, PRODUCTS, Products};
use crate::instplan::panel::{Accepts, Panel};
use crate::plan::{MAXIMUM_MEMBERS, Member, Plan};

const HELP: &str = "\
PRODUCTS: M LOADS A PRODUCT TO MINIDISKS, F INTO THE FILEPOOL, A BLANK
NOT AT ALL. VM IS ALWAYS LOADED.

LANGUAGE AND DASD MODEL: MARK ONE EACH. ALL VOLUMES WILL BE OF THAT MODEL:
3,339 CYLINDERS OF A 3390 MOD 3, 10,017 OF A 3390 MOD 9.

FILEPOOL: WHERE SERVICE IS KEPT.

SYSTEM TYPE: A SYSTEM OF ITS OWN (NON-SSI), OR A CLUSTER OF 1 TO 8 MEMBERS
THAT SHARE THEIR DISKS (SSI).";

const COLUMNS: [u16; 3] = [2, 18, 34];
/// Places of the fields behind those of the products.
const LANGUAGE: usize = PRODUCTS.len();
const DASD: usize = LANGUAGE + Language::ALL.len();
const FILEPOOL: usize = DASD + DasdModel::ALL.len();
const TYPE: usize = FILEPOOL + 1;
const SYSTEM_NAME: usize = TYPE + 1;
const SSI: usize = SYSTEM_NAME + 1;
const COUNT: usize = SSI + 1;
const CLUSTER: usize = COUNT + 1;

pub fn panel(plan: &Plan) -> Panel {
    let mut panel = Panel::new("*** z/VM INSTALLATION PLANNING ***", HELP);
    panel.text(
        2,
        0,
        "Mark the product(s) selected to be installed into the filepool with an \"F\"",
    );
    panel.text(3, 0, "and those selected to be installed to minidisks with an \"M\"");
    for (at, product) in PRODUCTS.iter().enumerate() {
        let (row, column) = (5 + (at / 3) as u16, COLUMNS[at % 3]);
        panel.field((row, column), 1, Accepts::OneOf("MF"), target(plan, product));
        panel.text(row, column + 3, *product);
    }
    panel.text(9, 0, "Select a System Default Language.");
    for (language, column) in Language::ALL.into_iter().zip(COLUMNS) {
        panel.field((10, column), 1, Accepts::OneOf("X"), mark(language == plan.language));
        panel.text(10, column + 3, language.to_string());
    }
    panel.text(12, 0, "Select a System DASD model.");
    for (model, column) in DasdModel::ALL.into_iter().zip([2, 22]) {
        panel.field((13, column), 1, Accepts::OneOf("X"), mark(model == plan.dasd));
        panel.text(13, column + 3, model.to_string());
    }
    panel.text(15, 0, "Enter the name of common service filepool.");
    panel.text(16, 2, "Filepool Name:");
    panel.field((16, 22), 8, Accepts::Name, &plan.filepool);
    system_type(&mut panel, plan);
    panel
}

fn system_type(panel: &mut Panel, plan: &Plan) {
    let single = plan.members.first().filter(|_| plan.cluster.is_none());
    let count = if plan.cluster.is_some() { plan.members.len().to_string() } else { String::new() };
    let cluster = plan.cluster.as_deref().unwrap_or_default();
    panel.text(18, 0, "Select a System Type: Non-SSI or SSI (SSI requires the SSI feature)");
    panel.field((19, 2), 1, Accepts::OneOf("X"), mark(plan.cluster.is_none()));
    panel.text(19, 5, "Non-SSI Install:      System Name");
    let name = single.map_or("", |member| member.name.as_str());
    panel.field((19, 39), 8, Accepts::Name, name);
    panel.field((20, 2), 1, Accepts::OneOf("X"), mark(plan.cluster.is_some()));
    panel.text(20, 5, "SSI Install:          Number of Members");
    panel.field((20, 45), 1, Accepts::Decimal, &count);
    panel.text(20, 49, "SSI Cluster Name");
    panel.field((20, 66), 8, Accepts::Name, cluster);
}

/// `M`, `F` or nothing.
fn target(plan: &Plan, product: &str) -> &'static str {
    let is_in = |list: &[String]| list.iter().any(|name| name == product);
    if is_in(&plan.products.minidisk) {
        "M"
    } else if is_in(&plan.products.filepool) {
        "F"
    } else {
        ""
    }
}

pub fn take(panel: &Panel, plan: &mut Plan) -> Result<(), Refusal> {
    let values: Vec<&str> = panel.values().collect();
    let of = |target: &str| {
        let chosen = PRODUCTS.iter().zip(&values).filter(|(_, value)| **value == target);
        chosen.map(|(product, _)| (*product).to_owned()).collect()
    };
    filled(values[0], 0, "\"M\" OR \"F\" FOR VM")?;
    let language = one_marked(&values[LANGUAGE..DASD], LANGUAGE, "LANGUAGE")?;
    let dasd = one_marked(&values[DASD..FILEPOOL], DASD, "DASD MODEL")?;
    let filepool = filled(values[FILEPOOL], FILEPOOL, "THE FILEPOOL'S NAME")?;
    let kind = one_marked(&[values[TYPE], values[SSI]], TYPE, "SYSTEM TYPE")?;
    if kind == 0 {
        let name = filled(values[SYSTEM_NAME], SYSTEM_NAME, "THE SYSTEM'S NAME")?;
        plan.cluster = None;
        plan.members.truncate(1);
        if let Some(member) = plan.members.first_mut() {
            member.islink.clear();
            member.ctc.clear();
            member.name = name;
        }
    } else {
        let count = count(values[COUNT])?;
        plan.cluster = Some(filled(values[CLUSTER], CLUSTER, "THE SSI CLUSTER'S NAME")?);
        plan.members.truncate(count.into());
        let begun = plan.members.len() as u16;
        plan.members.extend((begun + 1..=count).map(Member::of_slot));
    }
    plan.products = Products { minidisk: of("M"), filepool: of("F") };
    plan.language = Language::ALL[language];
    plan.dasd = DasdModel::ALL[dasd];
    plan.filepool = filepool;
    Ok(())
}

fn count(value: &str) -> Result<u16, Refusal> {
    let count = value.parse().ok().filter(|count| (1..=MAXIMUM_MEMBERS as u16).contains(count));
    let message = || format!("THE NUMBER OF MEMBERS IS 1 TO {MAXIMUM_MEMBERS}");
    count.ok_or_else(|| Refusal { field: COUNT, message: message() })
}
