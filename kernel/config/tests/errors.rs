//! What is told of wrong statements, and that nothing but the wrong statement is dropped.

use config::{MAX_RECORDS, MAX_STATEMENT, parse};
use proptest::prelude::*;

/// Each text has one error: its record and column, then what is told of it.
const ERRORS: &[(&str, &str)] = &[
    ("ACTIVATE ISLINK", "1, column 16: ACTIVATE: an operand is missing"),
    ("ACTIVATE ISLINK FA4G NODE B", "1, column 17: ACTIVATE: FA4G is not valid"),
    ("ACTIVATE ISLINK FA40 FA40", "1, column 22: ACTIVATE: device FA40 is named twice"),
    ("ACTIVATE ISLINK 1 2 3 4 5 6 7 8 9 A B C D E F 10 11", "1, column 50: ACTIVATE: the link"),
    ("CP_OWNED SLOT 256 VM2RES", "1, column 15: CP_OWNED: 256 is not valid"),
    ("CP_OWNED SLOT 0 VM2RES", "1, column 15: CP_OWNED: 0 is not valid"),
    ("CP_OWNED SLOT 1 VOLUME7", "1, column 17: CP_OWNED: VOLUME7 is not valid"),
    ("CP_OWNED SLOT 1 A B", "1, column 19: CP_OWNED: B is not valid; expected the end"),
    ("CP_OWNED SLOT 1 A\nX: CP_OWNED SLOT 1 B", "2, column 4: CP_OWNED: slot 1 is already"),
    ("EQUATE ALL", "1, column 11: EQUATE: an operand is missing"),
    ("FEATURES", "1, column 9: FEATURES: an operand is missing"),
    ("OPERATOR_CONSOLES 12345", "1, column 19: OPERATOR_CONSOLES: 12345 is not valid"),
    ("RDEV 09E2-09E0 TYPE OSA", "1, column 6: RDEV: 09E2-09E0 is not valid"),
    ("RDEV 09E0", "1, column 10: RDEV: an operand is missing; expected TYPE"),
    ("RDEV 09E0 EQID TOOLONG89", "1, column 16: RDEV: TOOLONG89 is not valid"),
    ("SSI C PDR_VOLUME V SLOT 33 A", "1, column 25: SSI: 33 is not valid; expected a slot from 1"),
    ("SSI C PDR_VOLUME V,\nSLOT 1 A,\nSLOT 1 B", "3, column 6: SSI: slot 1 already belongs to A"),
    ("SSI C PDR_VOLUME V,\nSLOT 1 A,\nSLOT 2 A", "3, column 8: SSI: A already has slot 1"),
    ("SSI C PDR_VOLUME V SLOT 1 A\nSSI D PDR_VOLUME V SLOT 1 A", "2, column 1: SSI: record 1"),
    ("SYSTEM_IDENTIFIER LPAR X", "1, column 25: SYSTEM_IDENTIFIER: an operand is missing"),
    ("SYSTEM_IDENTIFIER_DEFAULT A,B", "1, column 29: SYSTEM_IDENTIFIER_DEFAULT: B is not valid"),
    ("SYSTEM_RESIDENCE CHECKPOINT VOLID V FROM CYL 2 FOR 0", "column 52: SYSTEM_RESIDENCE: 0 is"),
    ("SYSTEM_USERIDS CAPTAIN KIRK", "1, column 16: SYSTEM_USERIDS: CAPTAIN is not valid"),
    ("TIMEZONE_DEFINITION EST UP 1.00", "1, column 25: TIMEZONE_DEFINITION: UP is not valid"),
    ("TIMEZONE_DEFINITION EST WEST 5.60", "1, column 30: TIMEZONE_DEFINITION: 5.60 is not valid"),
    ("USER_VOLUME_LIST US*", "1, column 18: USER_VOLUME_LIST: US* is not valid"),
    ("USER_VOLUME_INCLUDE", "1, column 20: USER_VOLUME_INCLUDE: an operand is missing"),
    ("USER_VOLUME_EXCLUDE VOLUME7", "1, column 21: USER_VOLUME_EXCLUDE: VOLUME7 is not valid"),
    ("  WARP 9", "1, column 3: WARP: WARP is not valid; expected the name of a statement"),
    ("XLINK_System_Include Slot 1 A", "XLINK_SYSTEM_INCLUDE is not allowed in an SSI cluster"),
    ("XLINK_Volume_Include VMP*", "expected nothing: a cluster guards minidisks"),
    ("XSPPOOL_SYSTEM Slot 1 A", "XSPPOOL_SYSTEM is not allowed in an SSI cluster"),
    ("XSPOOL_XLIST_OUTPUT MAINT", "expected IDENTITY instead of USER"),
    ("A:", "1, column 1: : nothing follows the system name"),
    ("TOOLONG89: SAY HELLO", "1, column 1: SAY: TOOLONG89 is not valid"),
    ("BEGIN", "1, column 1: BEGIN: no system name stands before it"),
    ("A: BEGIN", "1, column 4: BEGIN: the block is not ended; expected A: END"),
    ("A: END", "1, column 4: END: no block is open"),
    ("A: BEGIN\nB: END", "2, column 4: END: the block that ends here is that of A:"),
    ("A: BEGIN\nB: BEGIN\nA: END", "2, column 4: BEGIN: the block of A: is still open"),
    ("A: BEGIN\nB: SAY X\nA: END", "2, column 4: SAY: this is inside the block of A:"),
    ("SAY X,", "1, column 6: SAY: the file ends after a continuation comma"),
    ("SAY 'X", "1, column 5: SAY: the string is not closed; expected '"),
    ("\n /* never closed", "2, column 2: : the comment is not closed; expected */"),
];

#[test]
fn each_error_is_told_with_its_place() {
    for (text, told) in ERRORS {
        let parsed = parse("SYSTEM CONFIG", text.lines());
        let [diagnostic] = &parsed.diagnostics[..] else {
            panic!("{text}: {:?}", parsed.diagnostics);
        };
        let line = diagnostic.to_string();
        assert!(line.starts_with("SYSTEM CONFIG, record "), "{line}");
        assert!(line.contains(told), "{text}: {line}");
    }
}

#[test]
fn an_error_drops_its_statement_only() {
    let text = "SAY ONE\nCP_OWNED SLOT,\n999 VM2RES\nSAY TWO\nWARP 9\nSAY THREE";
    let parsed = parse("SYSTEM CONFIG", text.lines());
    assert_eq!(parsed.statements.len(), 3);
    let records: Vec<u32> = parsed.diagnostics.iter().map(|d| d.place.record).collect();
    assert_eq!(records, [3, 5]);
}

#[test]
fn comments_may_span_records_and_follow_a_comma() {
    let text = "CP_OWNED, /* the common\nvolume */\n/* still */ SLOT 5,\n\nS1COM1";
    let parsed = parse("SYSTEM CONFIG", text.lines());
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(parsed.statements.len(), 1);
}

#[test]
fn statements_and_files_have_bounds() {
    let long = format!("SAY {}\nSAY X", "A".repeat(MAX_STATEMENT));
    let parsed = parse("F", long.lines());
    assert_eq!((parsed.statements.len(), parsed.diagnostics.len()), (1, 1));
    let parsed = parse("F", std::iter::repeat_n("SAY X", MAX_RECORDS as usize + 9));
    assert_eq!(parsed.statements.len(), MAX_RECORDS as usize);
    assert_eq!(parsed.diagnostics.len(), 1);
}

/// Texts near enough to the language that they reach every part of the parser.
fn fragments() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "SSI",
            "SLOT",
            "1",
            "CP_OWNED",
            "A:",
            "BEGIN",
            "END",
            "RDEV",
            "09E0-09E2",
            "EQID",
            ",",
            "TYPE",
            "/*",
            "*/",
            "'",
            "\"",
            "\n",
            "EQUATE",
            "ACTIVATE",
            "ISLINK",
            "*",
            "LPAR",
            ":",
            "SYSTEM_IDENTIFIER",
            "TIMEZONE_DEFINITION",
            "EAST",
            "1.00",
            "FEATURES",
            "NODE",
            "é",
        ])
        .prop_map(String::from),
        "\\PC{0,6}",
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn every_text_is_read_or_told_of(text in fragments()) {
        let identity = config::Identity { lpar_name: Some("A"), machine_type: "1", cpu_id: "1" };
        let parsed = parse("F", text.split('\n'));
        for diagnostic in &parsed.diagnostics {
            let place = &diagnostic.place;
            let record = text.split('\n').nth(place.record as usize - 1).expect("a record");
            // A missing word stands just behind the last one.
            prop_assert!((1..=record.chars().count() + 1).contains(&(place.column as usize)));
        }
        match parsed.resolve(&identity) {
            Ok(config) => prop_assert!(!config.system_name.is_empty()),
            Err(error) => prop_assert!(error.to_string().contains("LPAR A")),
        }
    }
}
