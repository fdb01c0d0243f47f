//! The directories of "Moving from CSE to SSI": the guests of the installation, and the entries
//! that it shows after the conversion.

use directory::{Directory, Kind, Name, parse};

fn read(text: &str) -> Directory {
    let members = ["LTICVM2", "LTICVM9", "LTICVM5", "LTICVM4"].map(|name| Name::new(name).unwrap());
    parse("USER DIRECT", text, &members).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn the_guests_of_the_installation() {
    let directory = read(include_str!("paper-second-level.direct"));
    let users: Vec<&str> = directory.entries.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(users, ["IBMDFLT", "LVL2VM", "2LVLVM2", "2LVLVM9", "2LVLVM5", "2LVLVM4"]);
    let statements: Vec<usize> =
        directory.entries.iter().map(|entry| entry.statements.len()).collect();
    assert_eq!(statements, [2, 15, 24, 25, 24, 24]);
}

#[test]
fn the_entries_after_the_conversion() {
    let directory = read(include_str!("paper-ssi.direct"));
    assert_eq!(directory.residence.volumes.len(), 4);
    let identity = &directory.entries[2];
    assert!(matches!(identity.kind, Kind::Identity(_)));
    let on = |member| identity.subconfig_on(Name::new(member).unwrap()).unwrap();
    assert_eq!(on("LTICVM5").as_str(), "EREP-3");
    // What is listed reads as what it was, but for the passwords, which are masked.
    let listed = directory.to_string();
    assert_eq!(read(&listed).to_string(), listed);
}
