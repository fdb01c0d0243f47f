use std::string::{String, ToString};
use std::vec::Vec;

use messages::Emsg;
use proptest::prelude::*;

use super::*;
use crate::extent::Volume;
use crate::{Answer, Line};

const HERE: &str = "LTICVM2";

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn extent(start: u32) -> Extent {
    Extent { volume: Volume::Labelled(name("VMPU01")), start, length: 5 }
}

fn holder(member: &str, user: &str) -> Holder {
    Holder { member: name(member), user: name(user), device: 0x191 }
}

fn mode(word: &str) -> AccessMode {
    AccessMode::new(word).unwrap()
}

/// The minidisk MAINT 0190, for `user` of this member as 0191.
fn ask(user: &str, word: &str) -> Request {
    let owner = (name("MAINT"), 0x190);
    Request { extent: extent(906), owner, holder: holder(HERE, user), mode: mode(word) }
}

fn table(links: &[(&str, &str)]) -> LinkTable {
    let mut table = LinkTable::default();
    for (user, word) in links {
        table.request(&ask(user, word)).1.unwrap();
    }
    table
}

/// What CP tells LINUX1 of a link in mode `word`, without the identifier of a message.
fn told(links: &[(&str, &str)], word: &str) -> (Option<Granted>, String) {
    let request = ask("LINUX1", word);
    let decision = table(links).decide(&request);
    let line = decision.told(&request, "LNM");
    let answer = Answer { lines: line.into_iter().collect() };
    (decision.granted(), answer.shown(Emsg::On, true).concat())
}

/// Each mode against nobody, a reader, a writer, and stable and exclusive links: `o` for R/O, `w`
/// for R/W, `-` for none.
#[test]
fn the_table_of_modes() {
    let existing: [&[(&str, &str)]; 9] = [
        &[],
        &[("A", "RR")],
        &[("A", "W")],
        &[("A", "M"), ("B", "RR")],
        &[("A", "SR")],
        &[("A", "SW")],
        &[("A", "SM"), ("B", "RR")],
        &[("A", "ER")],
        &[("A", "EW")],
    ];
    let modes = ["R", "RR", "W", "WR", "M", "MR", "MW", "SR", "SW", "SM", "ER", "EW"];
    let shown: Vec<String> = modes
        .iter()
        .map(|word| {
            let letter = |links: &&[_]| match told(links, word).0 {
                Some(Granted::ReadOnly) => 'o',
                Some(Granted::ReadWrite) => 'w',
                None => '-',
            };
            std::format!("{word:2} {}", existing.iter().map(letter).collect::<String>())
        })
        .collect();
    assert_eq!(
        shown,
        [
            "R  oo--o----",
            "RR ooooooo--",
            "W  w--------",
            "WR woooooo--",
            "M  ww-------",
            "MR wwooooo--",
            "MW wwww-----",
            "SR oo--o----",
            "SW w--------",
            "SM ww-------",
            "ER o--------",
            "EW w--------",
        ]
    );
}

#[test]
fn what_is_told_of_a_link() {
    let readers = [("R0", "RR"), ("R1", "RR"), ("R2", "R"), ("R3", "RR")];
    let writer = [("MAINT", "MR")];
    let both = [("MAINT", "MR"), ("R0", "RR"), ("R1", "RR")];
    let text = |links: &[_], word| told(links, word).1;
    assert_eq!(text(&[], "MR"), "");
    assert_eq!(text(&readers, "RR"), "");
    assert_eq!(text(&readers, "MR"), "DASD 0191 LINKED R/W; R/O BY 4 USERS");
    assert_eq!(text(&readers[..1], "M"), "DASD 0191 LINKED R/W; R/O BY R0");
    assert_eq!(text(&writer, "RR"), "DASD 0191 LINKED R/O; R/W BY MAINT");
    assert_eq!(text(&both, "RR"), "DASD 0191 LINKED R/O; R/W BY MAINT; R/O BY 2 USERS");
    assert_eq!(text(&writer, "MW"), "DASD 0191 LINKED R/W; R/W BY MAINT");
    assert_eq!(text(&readers, "WR"), "HCPLNM101W DASD 0191 forced R/O; R/O by 4 users");
    assert_eq!(text(&writer, "MR"), "HCPLNM102W DASD 0191 forced R/O; R/W by MAINT");
    assert_eq!(text(&both, "WR"), "HCPLNM103W DASD 0191 forced R/O; R/W by MAINT; R/O by 2 users");
    assert_eq!(text(&readers[..1], "W"), "HCPLNM104E MAINT 0190 not linked; R/O by R0");
    assert_eq!(text(&writer, "R"), "HCPLNM105E MAINT 0190 not linked; R/W by MAINT");
    assert_eq!(text(&both, "M"), "HCPLNM106E MAINT 0190 not linked; R/W by MAINT; R/O by 2 users");
    let twice = [("MAINT", "MW"), ("EREP", "MW")];
    assert_eq!(text(&twice, "R"), "HCPLNM105E MAINT 0190 not linked; R/W by 2 users");
}

#[test]
fn the_holder_at_another_member_is_told_with_it() {
    let mut table = LinkTable::default();
    let elsewhere = Request { holder: holder("LTICVM9", "MAINT"), ..ask("MAINT", "MR") };
    table.request(&elsewhere);
    // MAINT is an IDENTITY: logged on here as well.
    let request = ask("MAINT", "W");
    let refused = table.decide(&request).told(&request, "LGD");
    let Some(Line::Message(message)) = refused else { panic!("not refused") };
    assert_eq!(message.to_string(), "HCPLGD105E MAINT 0190 not linked; R/W by MAINT at LTICVM9");
    let request = ask("LINUX1", "RR");
    assert_eq!(
        table.decide(&request).told(&request, "LNM"),
        Some(Line::Done("DASD 0191 LINKED R/O; R/W BY MAINT AT LTICVM9".into()))
    );
    table.apply(&Event::MemberGone(name("LTICVM9")));
    assert_eq!(table, LinkTable::default());
}

#[test]
fn minidisks_that_only_overlap_are_not_one() {
    let mut table = table(&[("MAINT", "MR")]);
    let other = Request { extent: extent(907), ..ask("LINUX1", "W") };
    assert_eq!(table.request(&other).0.granted(), Some(Granted::ReadWrite));
    // The same cylinders are, whoever owns the minidisk.
    let same = Request { owner: (name("EREP"), 0x300), ..ask("DISKACNT", "W") };
    assert_eq!(table.request(&same).0.granted(), None);
}

#[test]
fn links_are_listed_and_follow_their_devices() {
    let mut table = table(&[("MAINT", "MR"), ("A", "RR"), ("B", "RR"), ("C", "RR"), ("D", "RR")]);
    let holder = holder(HERE, "MAINT");
    table.apply(&Event::Renumbered { holder, device: 0x391 });
    assert_eq!(
        table.query(extent(906)),
        [
            "A        0191 R/O, B        0191 R/O, C        0191 R/O, D        0191 R/O",
            "MAINT    0391 R/W"
        ]
    );
    assert!(table.get(holder).is_none());
    table.apply(&Event::UserGone { member: name(HERE), user: name("MAINT") });
    assert_eq!(table.iter().count(), 4);
    assert!(table.query(extent(1)).is_empty());
}

#[test]
fn operands_of_link() {
    let parse = |text: &str| LinkOperands::parse(text);
    let maint = LinkOperands {
        owner: Some(name("MAINT")),
        owner_device: 0x190,
        device: 0x391,
        mode: None,
        password: None,
    };
    assert_eq!(parse("to maint 190 as 391"), Ok(maint.clone()));
    let with = |mode: Option<&str>, password: Option<&str>| LinkOperands {
        mode: mode.map(self::mode),
        password: password.map(String::from),
        ..maint.clone()
    };
    assert_eq!(parse("maint 190 391 rr"), Ok(with(Some("RR"), None)));
    assert_eq!(parse("maint 190 391 MWV pass= go"), Ok(with(Some("MWV"), Some("go"))));
    assert_eq!(parse("maint 190 391 pass=go"), Ok(with(None, Some("go"))));
    assert_eq!(parse("maint 190 391 geheim"), Ok(with(None, Some("geheim"))));
    let own = parse("* A A mr").unwrap();
    assert_eq!((own.owner, own.owner_device, own.device), (None, 0xA, 0xA));
    let number = |text: &str| parse(text).unwrap_err().number;
    assert_eq!(["", "to", "a+b 190 190"].map(number), [20, 20, 20]);
    assert_eq!(["maint", "maint 190", "maint 19g 190", "maint 190 as"].map(number), [22; 4]);
    assert_eq!(number("maint 190 191 rr pw more"), 3);
}

#[test]
fn events_of_other_versions_and_damaged_ones_are_told() {
    let event = Event::MemberGone(name(HERE));
    let bytes = event.encode();
    assert_eq!(Event::decode(&bytes), Ok(event));
    let other = [&[2], &bytes[1..]].concat();
    assert_eq!(
        Event::decode(&other).unwrap_err().to_string(),
        "link event of version 2; expected version 1"
    );
    for damaged in [&bytes[..4], &[1, 99][..], &[], &[&bytes[..], &[0]].concat()] {
        assert_eq!(Event::decode(damaged), Err(Undecoded::Damaged));
    }
}

const MODES: [&str; 12] = ["R", "RR", "W", "WR", "M", "MR", "MW", "SR", "SW", "SM", "ER", "EW"];
const USERS: [&str; 4] = ["A", "B", "C", "D"];
const MEMBERS: [&str; 2] = [HERE, "LTICVM9"];

/// One step of a random run.
#[derive(Clone, Copy, Debug)]
enum Step {
    Ask(usize, usize, u32, usize),
    Detach(usize, usize),
    Leave(usize, usize),
    Crash(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..2_usize, 0..4_usize, 0..2_u32, 0..12_usize)
            .prop_map(|(member, user, disk, mode)| Step::Ask(member, user, disk, mode)),
        4 => (0..2_usize, 0..4_usize).prop_map(|(member, user)| Step::Detach(member, user)),
        1 => (0..2_usize, 0..4_usize).prop_map(|(member, user)| Step::Leave(member, user)),
        1 => (0..2_usize).prop_map(Step::Crash),
    ]
}

/// What nobody may break, whatever links there are.
fn check(table: &LinkTable) -> Result<(), TestCaseError> {
    for disk in 0..2 {
        let links: Vec<&Link> = table.links(extent(disk)).collect();
        let writers: Vec<_> =
            links.iter().filter(|link| link.granted == Granted::ReadWrite).collect();
        let multiple = writers.iter().filter(|link| link.mode.access == Access::Mw).count();
        prop_assert!(writers.len() <= multiple + 1, "two writers: {links:?}");
        let alone = links.iter().any(|link| link.is_exclusive());
        prop_assert!(!alone || links.len() == 1, "exclusive: {links:?}");
        for stable in links.iter().filter(|link| link.is_stable()) {
            let mut others = writers.iter().filter(|link| link.holder != stable.holder);
            prop_assert!(others.next().is_none(), "stable: {links:?}");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_two_write_and_all_members_know_the_same(steps in prop::collection::vec(step(), 0..60)) {
        let (mut own, mut other) = (LinkTable::default(), LinkTable::default());
        for step in steps {
            let before = own.clone();
            let event = match step {
                Step::Ask(member, user, disk, mode) => {
                    let request = Request {
                        extent: extent(disk),
                        holder: holder(MEMBERS[member], USERS[user]),
                        ..ask(USERS[user], MODES[mode])
                    };
                    // A device number that is taken is refused before the table is asked.
                    if own.get(request.holder).is_some() {
                        continue;
                    }
                    let (decision, event) = own.request(&request);
                    prop_assert_eq!(decision.granted().is_some(), event.is_some());
                    prop_assert!(event.is_some() || own == before);
                    if let Some(granted) = decision.granted() {
                        let link = own.get(request.holder).unwrap();
                        prop_assert_eq!(link.granted, granted);
                        // What was given can be given back.
                        let mut back = own.clone();
                        back.apply(&Event::Detached(request.holder));
                        prop_assert_eq!(&back, &before);
                    }
                    event
                }
                Step::Detach(member, user) => {
                    Some(Event::Detached(holder(MEMBERS[member], USERS[user])))
                }
                Step::Leave(member, user) => {
                    Some(Event::UserGone { member: name(MEMBERS[member]), user: name(USERS[user]) })
                }
                Step::Crash(member) => Some(Event::MemberGone(name(MEMBERS[member]))),
            };
            if let Some(event) = event {
                own.apply(&event);
                other.apply(&Event::decode(&event.encode()).unwrap());
            }
            prop_assert_eq!(&own, &other);
            check(&own)?;
        }
        let mut joined = LinkTable::default();
        own.iter().for_each(|link| joined.apply(&Event::Linked(*link)));
        prop_assert_eq!(joined, own);
    }

    #[test]
    fn hostile_bytes_and_words_are_only_refused(bytes: Vec<u8>, text in "\\PC{0,60}") {
        if let Ok(event) = Event::decode(&bytes) {
            LinkTable::default().apply(&event);
        }
        let _ = LinkOperands::parse(&text);
    }
}
