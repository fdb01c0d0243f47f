//! CPSYNTAX and DIRECTXA: errors shown with their records, and return codes.

use insta::assert_snapshot;
use ipl_tools::Ended;
use ipl_tools::cpsyntax::{Options, check};
use ipl_tools::directxa::read_source;

const CONFIG: &str = include_str!("../../kernel/config/tests/ltics1-installed.config");

fn none(_: &str) -> Option<String> {
    None
}

fn options(words: &[&str]) -> Options {
    let words: Vec<String> = words.iter().map(|word| word.to_string()).collect();
    Options::read(&words).expect("options")
}

/// Return code and text of a check that ends with errors.
fn ended(result: anyhow::Result<impl std::fmt::Debug>) -> Ended {
    result.expect_err("errors").downcast::<Ended>().expect("the tool's own end")
}

#[test]
fn a_good_file_is_told_nothing_of() {
    for words in [&[][..], &["LPAR", "2lvlvm9"], &["(", "SYSID", "LTICVM4"]] {
        assert_eq!(check("SYSTEM CONFIG", CONFIG, none, &options(words)).expect("no errors"), "");
    }
}

#[test]
fn each_error_is_shown_with_its_record() {
    let text = CONFIG.replace("Slot   10  VM2S01", "Slot  300  VM2S01")
        + "XLINK_System_Exclude LVL2VM\nLTICVM9: BEGIN\nWARP 9\nIMBED LINUX CONFIG\nLTICVM9: END\n";
    let imbedded = |file: &str| (file == "LINUX CONFIG").then(|| "\n  Features Enable\n".into());
    let ended_of = |words| ended(check("SYSTEM CONFIG", &text, imbedded, &options(words)));
    let all = ended_of(&[]);
    assert_eq!(all.code, 8);
    assert_snapshot!("cpsyntax", all.text);
    let one_system = ended_of(&["SYSID", "LTICVM2"]);
    assert!(!one_system.text.contains("WARP"), "{}", one_system.text);
}

#[test]
fn the_authors_typing_error_is_seen_in_the_file() {
    let text = CONFIG.replace("LPAR 2LVLVM9", "LPAR 2LVMVM9");
    let told = check("SYSTEM CONFIG", &text, none, &Options::default()).expect("no errors");
    assert_snapshot!("cpsyntax_mistyped", told);
    let unknown = ended(check("SYSTEM CONFIG", &text, none, &options(&["LPAR", "2LVLVM9"])));
    let start = "HCPSYK7018E SYSTEM CONFIG does not say which system this is: no \
                 SYSTEM_IDENTIFIER statement for LPAR 2LVLVM9";
    assert!(unknown.text.starts_with(start), "{}", unknown.text);
}

#[test]
fn options_are_names() {
    let refused = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| word.to_string()).collect();
        Options::read(&words).expect_err("no options").to_string()
    };
    assert_eq!(refused(&["LPAR"]), "a name is missing behind LPAR");
    assert_eq!(refused(&["HOST", "X"]), "HOST: expected LPAR and a name, or SYSID and a name");
}

#[test]
fn errors_of_a_directory_are_shown_with_their_records() {
    let source = "DIRECTORY SSI 123 3390 VM2RES\n\
                  USER LITSWAS1 NOLOG 1536M 1G\n\
                  SYSAFFIN LTICVM9\n  MDISK 0201 3390 56679 0 IT0054 MR\n  DEDICATE A000\n";
    let told = ended(read_source("USER DIRECT", source, &[]));
    assert_eq!(told.code, 2);
    assert_snapshot!("directxa", told.text);
}
