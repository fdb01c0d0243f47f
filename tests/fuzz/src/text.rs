//! SYSTEM CONFIG and USER DIRECT.

use config::{Identity, Imbeds, parse_with};
use directory::{Name, ObjectBytes, ObjectDirectory, compile, parse};
use embassy_futures::block_on;

/// What ends a file of an input that is several.
const FILE_END: char = '\0';

/// The first file is SYSTEM CONFIG, the others are those that it imbeds, in the order in which
/// it asks for them.
pub fn system_config(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut files = text.split(FILE_END);
    let main = files.next().unwrap_or_default();
    let mut imbeds = Imbeds::new();
    let parsed = loop {
        let parsed = parse_with("SYSTEM CONFIG", main.split('\n'), &imbeds);
        if parsed.wanted.is_empty() {
            break parsed;
        }
        for wanted in parsed.wanted {
            let records = files.next().map(|text| text.split('\n').map(String::from).collect());
            imbeds.insert(wanted, records);
        }
    };
    for problem in &parsed.problems {
        let place = &problem.diagnostic.place;
        assert!(place.record > 0 && place.column > 0 && !problem.to_string().is_empty());
    }
    let identity = Identity { lpar_name: Some("2LVLVM2"), machine_type: "2097", cpu_id: "04ZZZZ" };
    if let Ok(config) = parsed.resolve(&identity) {
        let _ = config.ssi_slot();
        let _ = parsed.problems_of(&config.system_name).count();
    }
}

/// What is good compiles, and reads back from its object directory.
pub fn user_direct(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let directory = match parse("USER DIRECT", &text, &[]) {
        Ok(directory) => directory,
        Err(problems) => {
            assert!(problems.iter().all(|problem| problem.diagnostic.place.record > 0));
            return;
        }
    };
    let Some(system) = Name::new("LTICVM2") else { return };
    let Ok(object) = compile(&directory, system) else { return };
    let read = block_on(ObjectDirectory::open(ObjectBytes(&object))).expect("what was compiled");
    for user in block_on(read.users()).expect("its users") {
        block_on(read.find(user, system)).expect("each of them");
    }
    let (again, faults) = block_on(read.list()).expect("its list");
    assert_eq!((again.entries.len(), faults.len()), (directory.entries.len(), 0));
}

pub fn config_seeds() -> Vec<Vec<u8>> {
    let imbedding = "System_Identifier LPAR A LTICVM2\nIMBED -SYSTEM- CONFIG\nIMBED B CONFIG\n\
                     Tolerate_Config_Errors NO\n\0CP_Owned Slot 1 M01RES\0Features Enable X\n";
    let texts = [
        include_str!("../../../kernel/config/tests/ltics1-installed.config"),
        include_str!("../../../kernel/config/tests/ltics1-modified.config"),
        include_str!("../../../kernel/config/tests/ltics1-cse.config"),
        imbedding,
    ];
    texts.map(|text| text.as_bytes().to_vec()).into()
}

pub fn directory_seeds() -> Vec<Vec<u8>> {
    let texts = [
        include_str!("../../../kernel/directory/tests/paper-ssi.direct"),
        include_str!("../../../kernel/directory/tests/paper-second-level.direct"),
        "DIRECTORY 123 3390 M01RES\nUSER OPERATOR OPERATOR 32M 32M ABCDEFG\n CONSOLE 9 3215\n",
    ];
    texts.map(|text| text.as_bytes().to_vec()).into()
}
