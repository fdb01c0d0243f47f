//! The paper's own conversion from CSE to SSI, and what else users of CSE had.

use std::collections::BTreeSet;

use directory::{Directory, Name, parse};
use insta::assert_snapshot;
use ipl_tools::cse2ssi::{Converted, DirectoryInput, convert_config, convert_directory, report};
use ipl_tools::plan::Plan;
use ipl_tools::user_directory;

const CONFIG: &str = include_str!("../../kernel/config/tests/ltics1-cse.config");
const EQIDS: &str = include_str!("../../kernel/config/tests/ltics1-modified.config");
const DIRECTORY: &str = include_str!("cse.direct");
const AUTHORS: &str = include_str!("../../kernel/directory/tests/paper-ssi.direct");

fn plan() -> Plan {
    Plan::sample("ltics1").expect("the sample")
}

fn converted(text: &str, installed: &str) -> Converted {
    let plan = plan();
    let everywhere = convert_config(CONFIG, &plan).everywhere;
    convert_directory(&DirectoryInput {
        text,
        plan: &plan,
        installed,
        config: EQIDS,
        everywhere: &everywhere,
    })
}

fn read(text: &str) -> Directory {
    let members = ["LTICVM2", "LTICVM9", "LTICVM5", "LTICVM4"];
    let members = members.map(|name| Name::new(name).expect("a member"));
    parse("USER DIRECT", text, &members).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// What an entry says: its head and its statements, in any order.
fn said(directory: &Directory, name: &str) -> (String, BTreeSet<String>) {
    let entry = directory.entries.iter().find(|entry| entry.name.as_str() == name);
    let entry = entry.unwrap_or_else(|| panic!("no {name}"));
    let statements = entry.statements.iter().map(ToString::to_string).collect();
    (format!("{:?}", entry.kind), statements)
}

#[test]
fn the_papers_users_become_what_its_authors_made_of_them() {
    let new = read(&converted(DIRECTORY, &user_directory::generate(&plan())).text);
    let authors = read(AUTHORS);
    assert_eq!(new.residence, authors.residence);
    for entry in ["LITPRO", "LITSWAS1", "EREP", "EREP-1", "EREP-2", "EREP-3", "EREP-4"] {
        assert_eq!(said(&new, entry), said(&authors, entry));
    }
}

#[test]
fn each_user_is_told_what_was_decided_and_why() {
    let converted = converted(DIRECTORY, &user_directory::generate(&plan()));
    assert_snapshot!("report_of_users", report("USER DIRECT", &converted.decisions));
    let (_, vmserve) = converted.text.split_once("IDENTITY VMSERVE").expect("an IDENTITY");
    assert_snapshot!("vmserve", vmserve.split("\nUSER ").next().expect("its entries"));
}

#[test]
fn each_statement_is_told_what_was_decided_and_why() {
    let more = "Features Enable Set_Privclass,\n    Logmsg_from_File\n\
                LTICVM7: RDEV 0300 TYPE DASD\nLTICVM9: BEGIN\n  VMLAN MACPREFIX 02000A\n\
                LTICVM9: END\nDefine Vswitch TRUNK1 RDEV C100\nCP_Owned Slot 1 VM2IPL\nWARP 9\n";
    let converted = convert_config(&format!("{CONFIG}{more}"), &plan());
    assert_snapshot!("report_of_statements", report("SYSTEM CONFIG", &converted.decisions));
    let (_, taken) = converted.text.split_once("/* Taken over").expect("what is taken over");
    assert_snapshot!("statements_taken_over", taken);
    assert_eq!(converted.everywhere, ["VMSERVE", "OPMGRM", "OPERATOR", "TCPIP", "MAINT"]);
    let parsed = config::parse("SYSTEM CONFIG", converted.text.lines());
    assert_eq!(parsed.problems, []);
}

#[test]
fn without_an_installed_identity_erep_gets_a_subconfig_for_each_member() {
    let installed = "DIRECTORY SSI 123 3390 VM2RES VM9RES VM5RES VM4RES\n\n\
                     IDENTITY MAINT NOLOG\n  BUILD ON * USING SUBCONFIG MAINT-1\n\n\
                     SUBCONFIG MAINT-1\n  MDISK 190 3390 1 1 +VMRES\n  MDISK 201 3390 2 1 +VMRES\n";
    let erep = DIRECTORY.find("USER EREP").expect("EREP");
    let cse = &DIRECTORY[erep..];
    let text = converted(&cse[..cse.find("\n\n").expect("its end")], installed).text;
    let new = read(&text);
    assert_snapshot!("erep", &text[text.find("IDENTITY EREP").expect("EREP")..]);
    assert_eq!(said(&new, "EREP").1.len(), said(&read(AUTHORS), "EREP").1.len());
}

#[test]
fn what_directxa_would_refuse_is_told() {
    let broken = "USER A NOLOG\n  INCLUDE NOPROF\n";
    let told = converted(broken, &user_directory::generate(&plan())).decisions;
    let [_, problem] = &told[..] else { panic!("{told:#?}") };
    assert!(problem.reasons[0].contains("INCLUDE: there is no PROFILE NOPROF"), "{problem:?}");
}
