//! The configuration of cluster LTICS1 in "Moving from CSE to SSI", as installed and as modified.

use config::{Identity, SystemConfig, parse};

const INSTALLED: &str = include_str!("ltics1-installed.config");
const MODIFIED: &str = include_str!("ltics1-modified.config");
/// Digit of each member's names, in the order of the slots.
const MEMBERS: [&str; 4] = ["2", "9", "5", "4"];

fn second_level(lpar_name: &str) -> Identity<'_> {
    Identity { lpar_name: Some(lpar_name), machine_type: "2817", cpu_id: "0ABCDE" }
}

fn resolve(text: &str, identity: &Identity<'_>) -> SystemConfig {
    let parsed = parse("SYSTEM CONFIG", text.lines());
    assert_eq!(parsed.problems, []);
    parsed.resolve(identity).expect("a member")
}

#[test]
fn each_member_finds_itself() {
    for text in [INSTALLED, MODIFIED] {
        for (slot, digit) in (1..).zip(MEMBERS) {
            let config = resolve(text, &second_level(&format!("2LVLVM{digit}")));
            assert_eq!(config.system_name, format!("LTICVM{digit}"));
            assert_eq!(config.ssi_slot(), Some(slot));
            let ssi = config.ssi.as_ref().expect("a cluster");
            assert_eq!((ssi.name.as_str(), ssi.pdr_volume.as_str()), ("LTICS1", "S1COM1"));

            let residence = config.residence.as_ref().expect("a system residence");
            assert_eq!(residence.checkpoint.volid, format!("VM{digit}RES"));
            assert_eq!((residence.checkpoint.from, residence.checkpoint.cylinders), (21, 9));
            assert_eq!((residence.warmstart.from, residence.warmstart.cylinders), (30, 9));

            let owned: Vec<u8> = config.cp_owned.keys().copied().collect();
            assert_eq!(owned, [1, 5, 10, 11, 12, 13, 255]);
            assert_eq!(config.cp_owned[&1], format!("VM{digit}RES"));
            assert_eq!(config.cp_owned[&255], format!("VM{digit}P01"));

            let mut nodes: Vec<_> = config.islinks.iter().filter_map(|l| l.node.clone()).collect();
            nodes.push(config.system_name.clone());
            nodes.sort();
            assert_eq!(nodes, ["LTICVM2", "LTICVM4", "LTICVM5", "LTICVM9"]);
        }
    }
}

#[test]
fn first_level_members_are_known_by_lpar_or_machine() {
    assert_eq!(resolve(MODIFIED, &second_level("VMLX01")).system_name, "LTICVM2");
    let machine = |machine_type, cpu_id| Identity { lpar_name: Some("PROD"), machine_type, cpu_id };
    assert_eq!(resolve(MODIFIED, &machine("2097", "04zzzz")).system_name, "LTICVM9");
    assert_eq!(resolve(MODIFIED, &machine("2818", "F8ZZZZ")).system_name, "LTICVM4");
}

#[test]
fn a_system_in_the_wrong_place_takes_the_default_and_is_no_member() {
    let config = resolve(MODIFIED, &second_level("ELSEWHER"));
    assert_eq!(config.system_name, "ZVMSYS");
    assert_eq!(config.ssi_slot(), None);
    assert!(config.islinks.is_empty());
}

#[test]
fn equivalence_ids_hold_for_the_member_of_their_block() {
    let config = resolve(MODIFIED, &second_level("2LVLVM2"));
    assert_eq!(config.rdevices.len(), 31);
    let osa = &config.rdevices[0];
    assert_eq!((osa.devices[0].first, osa.devices[0].last), (0x09E0, 0x09E2));
    assert_eq!((osa.eqid.as_deref(), osa.kind.as_deref()), (Some("9DOTLAN"), Some("OSA")));
    assert_eq!(config.islinks[0].devices, [0xFA40, 0xFA48]);
    assert_eq!(resolve(MODIFIED, &second_level("2LVLVM9")).rdevices.len(), 29);
    assert!(resolve(MODIFIED, &second_level("2LVLVM4")).rdevices.is_empty());
}

#[test]
fn a_mistyped_lpar_name_is_told_with_what_there_is() {
    let text = INSTALLED.replace("2LVLVM9", "2LVMVM9");
    let parsed = parse("SYSTEM CONFIG", text.lines());
    let error = parsed.resolve(&second_level("2LVLVM9")).expect_err("no such member");
    assert_eq!(
        error.to_string(),
        "no SYSTEM_IDENTIFIER statement for LPAR 2LVLVM9 or machine type 2817 CPU ID 0ABCDE; \
         there are: SYSTEM_IDENTIFIER LPAR 2LVLVM2 LTICVM2, \
         SYSTEM_IDENTIFIER LPAR 2LVMVM9 LTICVM9, SYSTEM_IDENTIFIER LPAR 2LVLVM5 LTICVM5, \
         SYSTEM_IDENTIFIER LPAR 2LVLVM4 LTICVM4"
    );
}

#[test]
fn any_machine_will_do_for_two_asterisks() {
    let identity = Identity { lpar_name: None, machine_type: "2827", cpu_id: "012345" };
    let text = "System_Identifier * * LTICVM4\nEQUATE TEST LTICVM%\nTEST: Say 'a''b'";
    let config = resolve(text, &identity);
    assert_eq!(config.system_name, "LTICVM4");
    assert_eq!(config.others["SAY"], [["a'b"]]);
}
