//! The panels and summaries of INSTPLAN: typed as the paper's authors did, drawn to a buffer.

use insta::assert_snapshot;
use ipl_tools::choices::Level;
use ipl_tools::instplan::panel::Key;
use ipl_tools::instplan::{COLUMNS, Outcome, Planning, ROWS, dasd_selected, draw, summary};
use ipl_tools::plan::{Member, Plan};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn drawn_on(planning: &Planning, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a buffer");
    terminal.draw(|frame| draw(planning, frame)).expect("a drawing");
    terminal.backend().to_string()
}

fn drawn(planning: &Planning) -> String {
    drawn_on(planning, COLUMNS, ROWS)
}

fn type_in(planning: &mut Planning, text: &str) {
    for character in text.chars() {
        let key = if character == '\t' { Key::Tab } else { Key::Char(character) };
        assert_eq!(planning.key(key), Outcome::Panel);
    }
}

fn sample() -> Plan {
    Plan::sample("ltics1").expect("the sample")
}

/// A planning at the panel that `pressed` F5s lead to.
fn at(plan: Plan, pressed: usize) -> Planning {
    let mut planning = Planning::new(plan);
    for _ in 0..pressed {
        assert_eq!(planning.key(Key::Process), Outcome::Panel);
        assert_eq!(planning.panel().message, "");
    }
    planning
}

fn eight_members() -> Plan {
    let mut plan = Plan::blank();
    plan.cluster = Some("ATOLL".into());
    plan.level = Level::First;
    plan.members = (1..=8).map(Member::of_slot).collect();
    for (slot, member) in (1..).zip(&mut plan.members) {
        (member.name, member.userid) = (format!("MEMBER{slot}"), format!("LPAR000{slot}"));
        // Each member reaches each other at devices of their own.
        member.islink = vec![format!("0{slot}40"), format!("0{slot}48")];
    }
    plan
}

#[test]
fn the_papers_installation_is_typed_in() {
    let mut planning = Planning::new(Plan::blank());
    // OSA and VMHCD into the filepool; behind the products the type, 4 members, the name.
    type_in(&mut planning, "MFMFMMMMM\t\t\t\t\t\t\t\t\t4\tltics1");
    assert_eq!(planning.key(Key::Process), Outcome::Panel);
    assert_eq!(planning.panel().title, "*** LICENSE ***");
    planning.key(Key::Process);
    assert_snapshot!("panel_2", drawn(&planning));
    planning.key(Key::Process);
    for name in ["2LVLVM2", "9LVMVM9", "5LVLVM5", "4LVLVM4"] {
        let (digit, rest) = name.split_at(1);
        let gap = if digit == "2" { "\t\t" } else { "\t" };
        type_in(&mut planning, &format!("{gap}lticvm{digit}\t2{rest}"));
    }
    planning.key(Key::Process);
    assert_snapshot!("panel_3_with_the_authors_typing_error", drawn(&planning));
    // The question is asked once: the authors go on.
    let mut careless = planning.clone();
    assert_eq!(careless.key(Key::Process), Outcome::Summary);
    assert_snapshot!("summary", summary(&careless.plan));

    type_in(&mut planning, "\t\t\t\t\t\t");
    planning.key(Key::Right);
    planning.key(Key::Right);
    planning.key(Key::Right);
    type_in(&mut planning, "L");
    assert_eq!(planning.key(Key::Process), Outcome::Summary);
    planning.define_volumes();
    type_in(&mut planning, "S1COM1\t\t\t\t\t");
    for digit in ["2", "9", "5", "4"] {
        type_in(&mut planning, &format!("VM{digit}RES\t\tVM{digit}S01\t\tVM{digit}P01\t\t"));
    }
    planning.key(Key::Process);
    // The addresses that the planning begins with run on from 8290.
    assert_eq!(planning.key(Key::Process), Outcome::Planned);
    let labels = |plan: &Plan| -> Vec<String> {
        plan.volumes().iter().map(|volume| volume.label.to_owned()).collect()
    };
    assert_eq!(labels(&planning.plan), labels(&sample()));
    assert_eq!(planning.plan.products, sample().products);
    assert_eq!(planning.plan.filepool, "S1SVPOOL");
}

#[test]
fn the_panels_of_the_paper() {
    assert_snapshot!("panel_1", drawn(&at(sample(), 0)));
    assert_snapshot!("license", drawn(&at(sample(), 1)));
    assert_snapshot!("panel_3", drawn(&at(sample(), 3)));
    let mut planning = at(sample(), 0);
    planning.define_volumes();
    assert_snapshot!("volume_definition", drawn(&planning));
    assert_snapshot!("volumes_to_be_formatted", dasd_selected(&sample()));
}

#[test]
fn a_first_level_cluster_is_asked_for_its_ctc_devices() {
    let mut plan = sample();
    plan.level = Level::First;
    let mut planning = at(plan, 4);
    assert_snapshot!("panel_4", drawn(&planning));
    assert_eq!(planning.key(Key::Process), Outcome::Summary);
    let to = |plan: &Plan, from: usize, to: &str| plan.members[from].ctc[to].clone();
    assert_eq!(to(&planning.plan, 0, "LTICVM9"), ["FA40", "FA48"]);
    assert_eq!(to(&planning.plan, 3, "LTICVM5"), ["F210", "F218"]);
    let whole = toml::to_string(&planning.plan).expect("a plan file");
    assert_eq!(Plan::parse(&whole).expect("the same plan"), planning.plan);

    // The same device cannot lead to two members.
    let mut planning = at(planning.plan, 4);
    type_in(&mut planning, "\t\tFA40");
    planning.key(Key::Process);
    assert_eq!(planning.panel().message, "DEVICE FA40 OF LTICVM2 IS NAMED TWICE");
}

#[test]
fn eight_members_take_more_pages() {
    let mut planning = at(eight_members(), 4);
    assert_snapshot!("panel_4_of_eight_members", drawn(&planning));
    for _ in 0..3 {
        assert_eq!(planning.key(Key::Process), Outcome::Panel);
        assert_eq!(planning.panel().message, "");
    }
    assert_eq!(planning.key(Key::Process), Outcome::Summary);
    planning.define_volumes();
    planning.key(Key::Process);
    assert_snapshot!("volumes_of_members_5_to_8", drawn(&planning));
    assert_eq!(planning.key(Key::Process), Outcome::Planned);
}

#[test]
fn what_is_missing_or_wrong_is_said_where_it_is() {
    let said = |plan: Plan, pressed: usize, keys: &str| {
        let mut planning = at(plan, pressed);
        type_in(&mut planning, keys);
        assert_eq!(planning.key(Key::Process), Outcome::Panel);
        planning.panel().message.clone()
    };
    assert_eq!(said(Plan::blank(), 0, ""), "THE SSI CLUSTER'S NAME IS MISSING");
    assert_eq!(said(sample(), 0, " "), "\"M\" OR \"F\" FOR VM IS MISSING");
    let two_languages = "\t\t\t\t\t\t\t\t\t\tX";
    assert_eq!(said(sample(), 0, two_languages), "MARK ONE LANGUAGE ONLY");
    let nine_members = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t9";
    assert_eq!(said(sample(), 0, nine_members), "THE NUMBER OF MEMBERS IS 1 TO 8");
    let managed = "HCPMLM3016I Management by the Unified Resource Manager is not available for \
                   this system.";
    assert_eq!(said(sample(), 2, "Y"), managed);
    assert_eq!(said(sample(), 3, "X"), "MARK ONE LEVEL ONLY");
    assert_eq!(said(sample(), 3, "\t\t\t\tLTICVM2"), "LTICVM2 IS NAMED TWICE");
}

#[test]
fn a_system_without_a_cluster_has_one_name() {
    let mut planning = Planning::new(Plan::blank());
    type_in(&mut planning, "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\tXATOLL\t ");
    for _ in 0..3 {
        assert_eq!(planning.key(Key::Process), Outcome::Panel);
    }
    assert_snapshot!("panel_3_of_a_system", drawn(&planning));
    type_in(&mut planning, "\t\t\tATOLL");
    assert_eq!(planning.key(Key::Process), Outcome::Summary);
    assert_snapshot!("summary_of_a_system", summary(&planning.plan));
}

#[test]
fn help_takes_the_place_of_the_panel_until_the_next_key() {
    let mut planning = at(sample(), 0);
    planning.key(Key::Help);
    assert_snapshot!("help", drawn(&planning));
    assert_eq!(planning.key(Key::Quit), Outcome::Panel);
    assert_eq!(planning.help(), None);
    assert_eq!(planning.key(Key::Quit), Outcome::Quit);
}

#[test]
fn a_small_terminal_is_told() {
    let shown = drawn_on(&at(sample(), 0), 60, 20);
    assert!(shown.contains("THE TERMINAL HAS 60 BY 20 CHARACTERS; 80 BY 24"), "{shown}");
}

#[test]
fn fields_neither_overlap_nor_leave_the_panel() {
    for (plan, last) in [(sample(), 3), (eight_members(), 7)] {
        for pressed in 0..=last {
            let planning = at(plan.clone(), pressed);
            let panel = planning.panel();
            for (at, field) in panel.fields.iter().enumerate() {
                assert!(field.row < ROWS - 2 && field.column + field.width <= COLUMNS);
                let overlaps = |other: &ipl_tools::instplan::panel::Field| {
                    other.row == field.row
                        && other.column < field.column + field.width
                        && field.column < other.column + other.width
                };
                assert!(!panel.fields[at + 1..].iter().any(overlaps), "{field:?}");
            }
            for text in &panel.texts {
                assert!(text.row < ROWS - 2, "{text:?}");
                assert!(usize::from(text.column) + text.text.len() <= COLUMNS.into(), "{text:?}");
            }
        }
    }
}

fn key() -> impl Strategy<Value = Key> {
    use Key::{
        BackTab, Backspace, Char, Delete, Down, End, Help, Home, Left, Process, Right, Tab, Up,
    };
    let keys =
        vec![Tab, BackTab, Left, Right, Up, Down, Home, End, Backspace, Delete, Help, Process];
    prop_oneof![
        3 => prop::sample::select(vec!['x', 'm', 'f', '2', 'A', ' ', 'y', 'n', 'é']).prop_map(Char),
        2 => prop::sample::select(keys),
    ]
}

proptest! {
    #[test]
    fn no_keys_lead_out_of_the_panels(keys in prop::collection::vec(key(), 0..120), whole: bool) {
        let mut planning = Planning::new(if whole { sample() } else { Plan::blank() });
        for key in keys {
            match planning.key(key) {
                Outcome::Panel => {}
                Outcome::Summary => planning.define_volumes(),
                Outcome::Planned => prop_assert!(planning.plan.check().is_ok()),
                Outcome::Quit => unreachable!("F3 was not pressed"),
            }
            if let Some((row, column)) = planning.panel().cursor() {
                prop_assert!(row < ROWS && column < COLUMNS);
            }
        }
        drawn(&planning);
    }
}
