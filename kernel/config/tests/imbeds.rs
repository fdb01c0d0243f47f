//! IMBED and TOLERATE_CONFIG_ERRORS.

use config::{Identity, Imbeds, Parsed, parse, parse_with};

const MAIN: &str = "System_Identifier LPAR A LTICVM2\n\
    System_Identifier LPAR B LTICVM9\n\
    IMBED -SYSTEM- CONFIG\n\
    LTICVM%: BEGIN\n\
    IMBED SHARED CONFIG\n\
    LTICVM%: END";

fn imbeds(files: &[(&str, Option<&str>)]) -> Imbeds {
    let records = |text: &str| text.lines().map(String::from).collect();
    files.iter().map(|(name, text)| (name.to_string(), text.map(records))).collect()
}

fn cp_owned(parsed: &Parsed, lpar_name: &str) -> Vec<(u8, String)> {
    let identity = Identity { lpar_name: Some(lpar_name), machine_type: "2817", cpu_id: "012345" };
    parsed.resolve(&identity).expect("a system").cp_owned.into_iter().collect()
}

fn told(parsed: &Parsed) -> Vec<String> {
    parsed.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn files_are_asked_for_until_all_are_there() {
    let parsed = parse("SYSTEM CONFIG", MAIN.lines());
    assert_eq!(parsed.wanted, ["LTICVM2 CONFIG", "LTICVM9 CONFIG", "SHARED CONFIG"]);
    assert_eq!(parsed.problems, []);
    let files = imbeds(&[
        ("LTICVM2 CONFIG", Some("CP_OWNED SLOT 1 VM2RES")),
        ("LTICVM9 CONFIG", Some("CP_OWNED SLOT 1 VM9RES\nIMBED DEEPER CONFIG")),
        ("SHARED CONFIG", Some("CP_OWNED SLOT 5 S1COM1")),
    ]);
    let parsed = parse_with("SYSTEM CONFIG", MAIN.lines(), &files);
    assert_eq!(parsed.wanted, ["DEEPER CONFIG"]);
    assert_eq!(cp_owned(&parsed, "A"), [(1, "VM2RES".into()), (5, "S1COM1".into())]);
    assert_eq!(cp_owned(&parsed, "B"), [(1, "VM9RES".into()), (5, "S1COM1".into())]);
}

#[test]
fn a_missing_file_is_an_error_of_the_system_that_would_read_it() {
    let files = imbeds(&[
        ("LTICVM2 CONFIG", None),
        ("LTICVM9 CONFIG", Some("WARP 9")),
        ("SHARED CONFIG", Some("")),
    ]);
    let parsed = parse_with("SYSTEM CONFIG", MAIN.lines(), &files);
    assert_eq!(
        told(&parsed),
        [
            "SYSTEM CONFIG, record 3, column 1: IMBED: LTICVM2 CONFIG is not there; expected a \
             file of the parm disk",
            "LTICVM9 CONFIG, record 1, column 1: WARP: WARP is not valid; expected the name of a \
             statement",
        ]
    );
    let of = |system| parsed.problems_of(system).count();
    assert_eq!((of("LTICVM2"), of("LTICVM9"), of("ZVMSYS")), (1, 1, 0));
}

#[test]
fn a_file_neither_imbeds_itself_nor_leaves_a_block_open() {
    let files = imbeds(&[
        ("A CONFIG", Some("IMBED B CONFIG")),
        ("B CONFIG", Some("X: BEGIN\nIMBED A CONFIG")),
    ]);
    let parsed = parse_with("SYSTEM CONFIG", "IMBED A CONFIG\nSAY X".lines(), &files);
    assert_eq!(
        told(&parsed),
        [
            "B CONFIG, record 2, column 1: IMBED: A CONFIG would imbed itself; expected another \
             file",
            "B CONFIG, record 1, column 4: BEGIN: the block is not ended; expected X: END",
        ]
    );
    assert_eq!(parsed.statements.len(), 1);
}

#[test]
fn imbeds_have_bounds() {
    let nested: Vec<(String, String)> = (0..20)
        .map(|depth| (format!("F{depth} CONFIG"), format!("IMBED F{} CONFIG", depth + 1)))
        .collect();
    let nested: Vec<_> =
        nested.iter().map(|(name, text)| (name.as_str(), Some(text.as_str()))).collect();
    let parsed = parse_with("SYSTEM CONFIG", "IMBED F0 CONFIG".lines(), &imbeds(&nested));
    let too_deep = "F7 CONFIG, record 1, column 1: IMBED: F8 CONFIG is imbedded too deep; \
                    expected at most 8 IMBEDs";
    assert_eq!(told(&parsed), [too_deep]);

    let many = "SAY X\n".repeat(4000);
    let files = imbeds(&[("A CONFIG", Some(&many))]);
    let main = "IMBED A CONFIG\n".repeat(9);
    let parsed = parse_with("SYSTEM CONFIG", main.lines(), &files);
    assert_eq!(told(&parsed).len(), 1);
    assert!(parsed.statements.len() <= 10_000, "{}", parsed.statements.len());
}

#[test]
fn errors_are_tolerated_or_not_also_in_what_is_imbedded() {
    let text = "WARP 1\nTolerate_Config_Errors NO\nIMBED A CONFIG\nWARP 4\n\
                Tolerate_Config_Errors YES\nWARP 5\nTolerate_Config_Errors YES";
    let files = imbeds(&[(
        "A CONFIG",
        Some("WARP 2\nTolerate_Config_Errors YES\nWARP 3\nTolerate_Config_Errors NO"),
    )]);
    let parsed = parse_with("SYSTEM CONFIG", text.lines(), &files);
    let tolerated: Vec<bool> = parsed.problems.iter().map(|problem| problem.tolerated).collect();
    assert_eq!(tolerated, [true, false, true, false, true, true]);
}
