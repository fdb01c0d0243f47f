//! What is told of wrong statements, and that nothing but the wrong statement is dropped.

use config::{MAX_RECORDS, MAX_STATEMENT, parse};
use proptest::prelude::*;

/// Each text has one error: its record and column, then what is told of it.
const ERRORS: &[(&str, &str)] = &[
    ("ACTIVATE ISLINK", "1, column 16: ACTIVATE: an operand is missing"),
    ("ACTIVATE LINK FA40", "1, column 10: ACTIVATE: LINK is not valid; expected ISLINK"),
    ("ACTIVATE ISLINK FA4G NODE B", "1, column 17: ACTIVATE: FA4G is not valid"),
    ("ACTIVATE ISLINK FA40 FA40", "1, column 22: ACTIVATE: device FA40 is named twice"),
    ("ACTIVATE ISLINK 1 2 3 4 5 6 7 8 9 A B C D E F 10 11", "1, column 50: ACTIVATE: the link"),
    ("ALTERNATE_OPERATORS OPERATOR2", "column 21: ALTERNATE_OPERATORS: OPERATOR2 is not valid"),
    ("CP_OWNED SLOT 256 VM2RES", "1, column 15: CP_OWNED: 256 is not valid"),
    ("CP_OWNED SLOT 0 VM2RES", "1, column 15: CP_OWNED: 0 is not valid"),
    ("CP_OWNED SLOT 1 VOLUME7", "1, column 17: CP_OWNED: VOLUME7 is not valid"),
    ("CP_OWNED SLOT 1 A B", "1, column 19: CP_OWNED: B is not valid; expected the end"),
    (
        "CP_OWNED SLOT 1 A RDEV X",
        "1, column 24: CP_OWNED: X is not valid; expected a device number",
    ),
    ("CP_OWNED SLOT 1 RESERVED OWN", "1, column 26: CP_OWNED: OWN is not valid; expected the end"),
    (
        "CP_OWNED SLOT 1 A\nX: CP_OWNED SLOT 1 B",
        "2, column 4: CP_OWNED: slot 1 is already taken by record 1 of SYSTEM CONFIG",
    ),
    ("DEVICES 0000-FFFF", "1, column 9: DEVICES: 0000-FFFF is not valid; expected a setting"),
    ("DEVICES SENSED", "1, column 15: DEVICES: an operand is missing; expected a device number"),
    ("DEVICES SENSED 2-1", "1, column 16: DEVICES: 2-1 is not valid"),
    ("EMERGENCY_MESSAGE_CONSOLES SYSTEM", "28: EMERGENCY_MESSAGE_CONSOLES: SYSTEM is not valid"),
    (
        "ENFORCE_BY_VOLID YES",
        "1, column 18: ENFORCE_BY_VOLID: YES is not valid; expected ON or OFF",
    ),
    ("EQUATE ALL", "1, column 11: EQUATE: an operand is missing"),
    ("FEATURES", "1, column 9: FEATURES: an operand is missing; expected ENABLE"),
    (
        "FEATURES SET_PRIVCLASS",
        "1, column 10: FEATURES: SET_PRIVCLASS is not valid; expected ENABLE",
    ),
    ("FEATURES ENABLE", "1, column 16: FEATURES: an operand is missing; expected the name of a"),
    (
        "FEATURES RETRIEVE DEFAULT 256",
        "column 27: FEATURES: 256 is not valid; expected a number of lines",
    ),
    (
        "FEATURES MAXUSERS MANY",
        "1, column 19: FEATURES: MANY is not valid; expected NOLIMIT or a number",
    ),
    (
        "FEATURES PASSWORDS_ON_CMDS LINK OFF",
        "1, column 33: FEATURES: OFF is not valid; expected YES",
    ),
    (
        "FEATURES VDISK USER 8",
        "1, column 16: FEATURES: USER is not valid; expected SYSLIM or USERLIM",
    ),
    (
        "FEATURES DISCONNECT_TIMEOUT -1",
        "1, column 29: FEATURES: -1 is not valid; expected OFF or a",
    ),
    ("IMBED LINUX", "1, column 12: IMBED: an operand is missing; expected a file type"),
    ("IMBED LINUX CONFIG A1", "1, column 20: IMBED: A1 is not valid; expected the end"),
    ("IMBED -SYSTEM- CONFIG", "1, column 1: IMBED: it is not known which system -SYSTEM- is"),
    ("IMBED SYSTEM CONFIG", "1, column 1: IMBED: SYSTEM CONFIG would imbed itself"),
    ("OPERATOR_CONSOLES 12345", "1, column 19: OPERATOR_CONSOLES: 12345 is not valid"),
    ("RDEV 09E2-09E0 TYPE OSA", "1, column 6: RDEV: 09E2-09E0 is not valid"),
    ("RDEV 09E0", "1, column 10: RDEV: an operand is missing; expected TYPE"),
    ("RDEV 09E0 EQID TOOLONG89", "1, column 16: RDEV: TOOLONG89 is not valid"),
    (
        "RELOCATION_DOMAIN D OF A",
        "1, column 21: RELOCATION_DOMAIN: OF is not valid; expected MEMBERS",
    ),
    ("RELOCATION_DOMAIN D MEMBERS A A", "1, column 31: RELOCATION_DOMAIN: A is named twice"),
    (
        "RELOCATION_DOMAIN D MEMBERS A\nRELOCATION_DOMAIN D MEMBERS B",
        "2, column 1: RELOCATION_DOMAIN: record 1",
    ),
    ("SSI C PDR_VOLUME V SLOT 33 A", "1, column 25: SSI: 33 is not valid; expected a slot from 1"),
    ("SSI C PDR_VOLUME V,\nSLOT 1 A,\nSLOT 1 B", "3, column 6: SSI: slot 1 already belongs to A"),
    ("SSI C PDR_VOLUME V,\nSLOT 1 A,\nSLOT 2 A", "3, column 8: SSI: A already has slot 1"),
    ("SSI C PDR_VOLUME V SLOT 1 A\nSSI D PDR_VOLUME V SLOT 1 A", "2, column 1: SSI: record 1"),
    ("SYSTEM_DATEFORMAT EUROPEAN", "1, column 19: SYSTEM_DATEFORMAT: EUROPEAN is not valid"),
    ("SYSTEM_IDENTIFIER LPAR X", "1, column 25: SYSTEM_IDENTIFIER: an operand is missing"),
    ("SYSTEM_IDENTIFIER 2097 04ZZZZ A B", "1, column 33: SYSTEM_IDENTIFIER: B is not valid"),
    ("SYSTEM_IDENTIFIER_DEFAULT A,B", "1, column 29: SYSTEM_IDENTIFIER_DEFAULT: B is not valid"),
    ("SYSTEM_RESIDENCE CHECKPOINT VOLID V FROM CYL 2 FOR 0", "column 52: SYSTEM_RESIDENCE: 0 is"),
    (
        "SYSTEM_RESIDENCE CHECKPOINT VOLID V FROM CYL 2 FOR 1",
        "column 53: SYSTEM_RESIDENCE: an operand",
    ),
    ("SYSTEM_USERIDS CAPTAIN KIRK", "1, column 16: SYSTEM_USERIDS: CAPTAIN is not valid"),
    (
        "TIMEZONE_BOUNDARY ON 2011-02-29 AT 02:00:00 TO EDT",
        "22: TIMEZONE_BOUNDARY: 2011-02-29 is not",
    ),
    (
        "TIMEZONE_BOUNDARY ON 2012-03-11 AT 24:00:00 TO EDT",
        "36: TIMEZONE_BOUNDARY: 24:00:00 is not",
    ),
    ("TIMEZONE_DEFINITION EST UP 1.00", "1, column 25: TIMEZONE_DEFINITION: UP is not valid"),
    ("TIMEZONE_DEFINITION EST WEST 5.60", "1, column 30: TIMEZONE_DEFINITION: 5.60 is not valid"),
    (
        "TOLERATE_CONFIG_ERRORS",
        "1, column 23: TOLERATE_CONFIG_ERRORS: an operand is missing; expected YES",
    ),
    (
        "TOLERATE_CONFIG_ERRORS YES",
        "1, column 24: TOLERATE_CONFIG_ERRORS: errors are tolerated already",
    ),
    (
        "A: TOLERATE_CONFIG_ERRORS NO",
        "1, column 4: TOLERATE_CONFIG_ERRORS: the statement is about all",
    ),
    ("USER_VOLUME_LIST US*", "1, column 18: USER_VOLUME_LIST: US* is not valid"),
    ("USER_VOLUME_INCLUDE", "1, column 20: USER_VOLUME_INCLUDE: an operand is missing"),
    ("USER_VOLUME_EXCLUDE VOLUME7", "1, column 21: USER_VOLUME_EXCLUDE: VOLUME7 is not valid"),
    (
        "USER_VOLUME_RDEV LNX001 0700",
        "1, column 25: USER_VOLUME_RDEV: 0700 is not valid; expected RDEV",
    ),
    ("  WARP 9", "1, column 3: WARP: WARP is not valid; expected the name of a statement"),
    ("XLINK_System_Include Slot 1 A", "XLINK_SYSTEM_INCLUDE is not allowed in an SSI cluster"),
    ("XLINK_System_Include Slot 57 A", "1, column 27: XLINK_SYSTEM_INCLUDE: 57 is not valid"),
    ("XLINK_System_Exclude LVL2VM", "expected the members named by the SSI statement"),
    ("XLINK_Volume_Include VMP* Cylinder 1", "expected nothing: a cluster guards minidisks"),
    ("XLINK_Volume_Exclude TEST*", "expected nothing: a cluster guards minidisks"),
    ("XLINK_Volume_Include VMP* Cyl 1", "column 27: XLINK_VOLUME_INCLUDE: CYL is not valid"),
    ("XSPPOOL_SYSTEM Slot 1 A Share_Spool NO", "XSPPOOL_SYSTEM is not allowed in an SSI cluster"),
    ("XSPOOL_SYSTEM Slot 1 A Share_Spool", "1, column 35: XSPOOL_SYSTEM: an operand is missing"),
    ("XSPOOL_XLIST_OUTPUT MAINT", "expected IDENTITY instead of USER"),
    (
        "XLINK_Device_Defaults",
        "1, column 1: XLINK_DEVICE_DEFAULTS: XLINK_DEVICE_DEFAULTS is not allowed",
    ),
    ("A:", "1, column 1: : nothing follows the system name"),
    ("TOOLONG89: SAY HELLO", "1, column 1: SAY: TOOLONG89 is not valid"),
    ("BEGIN", "1, column 1: BEGIN: no system name stands before it"),
    ("A: BEGIN", "1, column 4: BEGIN: the block is not ended; expected A: END"),
    ("A: END", "1, column 4: END: no block is open"),
    ("A: BEGIN\nB: END", "2, column 4: END: the block that ends here is that of A:"),
    ("A: BEGIN\nB: BEGIN\nA: END", "2, column 4: BEGIN: the block of A: is still open"),
    ("A: BEGIN\nB: SAY X\nA: END", "2, column 4: SAY: this is inside the block of A:"),
    ("A: BEGIN NOW", "1, column 10: BEGIN: NOW is not valid; expected the end"),
    ("SAY X,", "1, column 6: SAY: the file ends after a continuation comma"),
    ("SAY 'X", "1, column 5: SAY: the string is not closed; expected '"),
    ("\n /* never closed", "2, column 2: : the comment is not closed; expected */"),
    (
        "CHARACTER_DEFAULTS LINE",
        "1, column 20: CHARACTER_DEFAULTS: LINE is not valid; expected CHAR_DELETE or ESCAPE",
    ),
    ("CRYPTO DOMAIN", "1, column 8: CRYPTO: DOMAIN is not valid; expected APVIRTUAL"),
    ("DEFINE MDISK", "1, column 8: DEFINE: MDISK is not valid; expected ALIAS or CMD"),
    ("DISABLE X", "1, column 9: DISABLE: X is not valid; expected CMD or COMMAND"),
    ("DISTRIBUTE APPC", "1, column 12: DISTRIBUTE: APPC is not valid; expected IUCV"),
    ("EDEVICE VOL001", "1, column 9: EDEVICE: VOL001 is not valid; expected a device number"),
    ("ENABLE X", "1, column 8: ENABLE: X is not valid; expected CMD or"),
    ("ENCRYPT SPOOL", "1, column 9: ENCRYPT: SPOOL is not valid; expected PAGING"),
    ("MODIFY USER", "1, column 8: MODIFY: USER is not valid; expected CMD or"),
    (
        "MULTITHREADING ON",
        "1, column 16: MULTITHREADING: ON is not valid; expected DISABLE or ENABLE",
    ),
    ("PAGING63 YES", "1, column 10: PAGING63: YES is not valid; expected the end"),
    ("PORT OSA", "1, column 6: PORT: OSA is not valid; expected GROUP"),
    ("PRODUCT VM", "1, column 9: PRODUCT: VM is not valid; expected PRODID"),
    ("STORAGE ALL", "1, column 9: STORAGE: ALL is not valid; expected AGELIST or"),
    ("STP_TIMESTAMP YES", "1, column 15: STP_TIMESTAMP: YES is not valid; expected the end"),
    ("STP_TIMEZONE YES", "1, column 14: STP_TIMEZONE: YES is not valid; expected the end"),
    ("VMLAN MAC", "1, column 7: VMLAN: MAC is not valid; expected ACCOUNTING or"),
    ("CPXLOAD", "1, column 8: CPXLOAD: an operand is missing"),
    ("CP_ACCESS", "1, column 10: CP_ACCESS: an operand is missing"),
    (
        "CP_ADDON_INITIALIZE_ROUTINES",
        "1, column 29: CP_ADDON_INITIALIZE_ROUTINES: an operand is missing",
    ),
    ("CU", "1, column 3: CU: an operand is missing"),
    ("DRAIN", "1, column 6: DRAIN: an operand is missing"),
    ("EXTERNAL_SYNTAX", "1, column 16: EXTERNAL_SYNTAX: an operand is missing"),
    ("FORM_DEFAULT", "1, column 13: FORM_DEFAULT: an operand is missing"),
    ("HOT_IO_RATE", "1, column 12: HOT_IO_RATE: an operand is missing"),
    ("INIT_MITIME", "1, column 12: INIT_MITIME: an operand is missing"),
    ("JOURNALING", "1, column 11: JOURNALING: an operand is missing"),
    ("LOGO_CONFIG", "1, column 12: LOGO_CONFIG: an operand is missing"),
    ("MONITOR", "1, column 8: MONITOR: an operand is missing"),
    ("PAGING", "1, column 7: PAGING: an operand is missing"),
    ("PRINTER_TITLE", "1, column 14: PRINTER_TITLE: an operand is missing"),
    ("PRIV_CLASSES", "1, column 13: PRIV_CLASSES: an operand is missing"),
    ("SET", "1, column 4: SET: an operand is missing"),
    ("SRM", "1, column 4: SRM: an operand is missing"),
    ("START", "1, column 6: START: an operand is missing"),
    ("SYSTEM_ALIAS", "1, column 13: SYSTEM_ALIAS: an operand is missing"),
    ("THROTTLE", "1, column 9: THROTTLE: an operand is missing"),
    ("TRANSLATE_TABLE", "1, column 16: TRANSLATE_TABLE: an operand is missing"),
    ("USERFORM", "1, column 9: USERFORM: an operand is missing"),
    ("USER_DEFAULTS", "1, column 14: USER_DEFAULTS: an operand is missing"),
];

#[test]
fn each_error_is_told_with_its_place() {
    for (text, told) in ERRORS {
        let parsed = parse("SYSTEM CONFIG", text.lines());
        let [problem] = &parsed.problems[..] else {
            panic!("{text}: {:?}", parsed.problems);
        };
        let line = problem.to_string();
        assert!(line.starts_with("SYSTEM CONFIG, record "), "{line}");
        assert!(line.contains(told), "{text}: {line}");
    }
}

#[test]
fn an_error_drops_its_statement_only() {
    let text = "SAY ONE\nCP_OWNED SLOT,\n999 VM2RES\nSAY TWO\nWARP 9\nSAY THREE";
    let parsed = parse("SYSTEM CONFIG", text.lines());
    assert_eq!(parsed.statements.len(), 3);
    let records: Vec<u32> = parsed.problems.iter().map(|p| p.diagnostic.place.record).collect();
    assert_eq!(records, [3, 5]);
}

#[test]
fn comments_may_span_records_and_follow_a_comma() {
    let text = "CP_OWNED, /* the common\nvolume */\n/* still */ SLOT 5,\n\nS1COM1";
    let parsed = parse("SYSTEM CONFIG", text.lines());
    assert_eq!(parsed.problems, []);
    assert_eq!(parsed.statements.len(), 1);
}

#[test]
fn statements_and_files_have_bounds() {
    let long = format!("SAY {}\nSAY X", "A".repeat(MAX_STATEMENT));
    let parsed = parse("F", long.lines());
    assert_eq!((parsed.statements.len(), parsed.problems.len()), (1, 1));
    let parsed = parse("F", std::iter::repeat_n("SAY X", MAX_RECORDS as usize + 9));
    assert_eq!(parsed.statements.len(), MAX_RECORDS as usize);
    assert_eq!(parsed.problems.len(), 1);
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
            "ENABLE",
            "RETRIEVE",
            "VDISK",
            "SYSLIM",
            "IMBED",
            "-SYSTEM-",
            "TOLERATE_CONFIG_ERRORS",
            "NO",
            "XLINK_VOLUME_INCLUDE",
            "DEVICES",
            "SENSED",
            "VMLAN",
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
        for problem in &parsed.problems {
            let place = &problem.diagnostic.place;
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
