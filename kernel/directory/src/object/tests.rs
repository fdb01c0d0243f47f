use embassy_futures::block_on;
use std::format;
use std::string::ToString;
use std::sync::LazyLock;

use super::*;
use crate::entry::{Directory, Kind};
use crate::source::parse;
use crate::statement::Statement;
use crate::user::Scope;

const SAMPLE: &str = include_str!("../../samples/USER.DIRECT");
const MEMBERS: [&str; 4] = ["LTICVM2", "LTICVM9", "LTICVM5", "LTICVM4"];

static OBJECT: LazyLock<Vec<u8>> = LazyLock::new(|| compile(&sample(), name("LTICS1")).unwrap());

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn sample() -> Directory {
    parse("USER DIRECT", SAMPLE, &MEMBERS.map(name)).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn open(object: &[u8]) -> Result<ObjectDirectory<ObjectBytes<'_>>, FindError> {
    block_on(ObjectDirectory::open(ObjectBytes(object)))
}

#[test]
fn each_user_is_found_on_each_member() {
    let directory = open(&OBJECT).unwrap_or_else(|error| panic!("{error}"));
    let source = sample();
    assert_eq!(directory.cluster(), name("LTICS1"));
    let users = block_on(directory.users()).unwrap();
    for user in &users {
        for member in MEMBERS {
            let found = block_on(directory.find(*user, name(member))).unwrap().unwrap();
            assert_eq!(found.name, *user);
            assert_eq!(found.subconfig.is_some(), found.multiconfiguration);
        }
    }
    let logons = source.entries.iter().filter(|entry| entry.kind.logon().is_some());
    assert_eq!(users.len(), logons.count());
    for nobody in ["NOBODY", "EREP-1", "IBMDFLT"] {
        assert_eq!(block_on(directory.find(name(nobody), name("LTICVM2"))), Ok(None), "{nobody}");
    }
}

#[test]
fn an_identity_has_the_subconfig_of_the_member() {
    let directory = open(&OBJECT).unwrap_or_else(|error| panic!("{error}"));
    for (number, (member, volume)) in
        MEMBERS.into_iter().zip(["VM2RES", "VM9RES", "VM5RES", "VM4RES"]).enumerate()
    {
        let erep = block_on(directory.find(name("EREP"), name(member))).unwrap().unwrap();
        assert_eq!(erep.subconfig, Some(name(&format!("EREP-{}", number + 1))));
        let (scope, disk) = erep.mdisk(0x191).unwrap();
        assert_eq!(scope, Scope::Local);
        let expected = format!("MDISK 0191 3390 2616 2 {volume} MR XXXXXXXX XXXXXXXX XXXXXXXX");
        assert_eq!(disk.to_string(), expected);
    }
    let elsewhere = block_on(directory.find(name("EREP"), name("LTICVM1"))).unwrap().unwrap();
    assert_eq!((elsewhere.subconfig, elsewhere.mdisk(0x191)), (None, None));
    let pmaint = block_on(directory.find(name("PMAINT"), name("LTICVM5"))).unwrap().unwrap();
    assert_eq!(pmaint.mdisk(0xCF0).unwrap().0, Scope::Global);
}

#[test]
fn a_listed_directory_compiles_to_the_same_but_for_its_passwords() {
    let (listed, faults) = block_on(open(&OBJECT).ok().unwrap().list()).unwrap();
    assert_eq!(faults, []);
    let text = listed.to_string();
    assert!(!text.contains("MULTIPLE") && text.contains("XXXXXXXX"));
    let again = parse("LISTED", &text, &MEMBERS.map(name)).unwrap();
    assert_eq!(masked(again), masked(listed));
}

/// A directory whose passwords are all the same.
fn masked(mut directory: Directory) -> Directory {
    use crate::password::{MASK, Password, Secret};
    use crate::statement::minidisk::LinkPassword;
    for entry in &mut directory.entries {
        if let Kind::User(logon) | Kind::Identity(logon) = &mut entry.kind
            && matches!(logon.password, Password::Secret(_))
        {
            logon.password = Password::Secret(Secret::new(MASK).unwrap());
        }
        for statement in &mut entry.statements {
            let Statement::Mdisk(mdisk) = statement else { continue };
            for password in mdisk.passwords.iter_mut().flatten() {
                if let LinkPassword::Secret(secret) = password {
                    *secret = Secret::new(MASK).unwrap();
                }
            }
        }
    }
    directory
}

#[test]
fn no_password_stands_in_the_object() {
    let text = "DIRECTORY SSI 123 3390 VM2RES\nUSER A SECRETPW 32M 32M G\n\
                MDISK 191 3390 200 1 VM2RES MR RSECRET WSECRET MSECRET\n";
    let object = compile(&parse("X", text, &[]).unwrap(), name("LTICS1")).unwrap();
    for word in ["SECRETPW", "RSECRET", "WSECRET", "MSECRET"] {
        assert!(!object.windows(word.len()).any(|bytes| bytes == word.as_bytes()), "{word}");
    }
}

#[test]
fn a_flipped_bit_costs_one_entry_and_is_told() {
    let text = "DIRECTORY SSI 123 3390 VM2RES\nUSER A NOLOG\nUSER B NOLOG\nUSER C NOLOG\n\
                LINK A 191 191 RR\n";
    let whole = compile(&parse("X", text, &[]).unwrap(), name("LTICS1")).unwrap();
    let all = ["A", "B", "C"].map(name);
    for bit in 0..whole.len() * 8 {
        let mut object = whole.clone();
        object[bit / 8] ^= 0x80 >> (bit % 8);
        let Ok(directory) = open(&object) else {
            assert!(bit / 8 < 64, "{bit}");
            continue;
        };
        assert!(bit / 8 >= 64, "{bit}");
        let found = all.map(|user| block_on(directory.find(user, name("LTICVM2"))));
        let lost = found.iter().filter(|user| !matches!(user, Ok(Some(_)))).count();
        assert!(lost <= 1 && found.iter().all(|user| *user != Ok(None)), "{bit}: {found:?}");
        let told = match block_on(directory.list()) {
            Ok((_, faults)) => faults.len(),
            Err(FindError::PreambleDamaged) => 1,
            Err(error) => panic!("{bit}: {error}"),
        };
        assert_eq!(told, 1, "{bit}");
    }
}

#[test]
fn what_is_no_object_directory_is_refused() {
    assert_eq!(open(&[]).err(), Some(FindError::Io { page: 0, error: IoError::OutOfRange }));
    assert_eq!(open(&[0; 5000]).err(), Some(FindError::NotADirectory));
    for length in (64..OBJECT.len()).step_by(997) {
        let directory = open(&OBJECT[..length]).ok().unwrap();
        assert!(block_on(directory.list()).map_or(true, |(_, faults)| !faults.is_empty()));
    }
}

/// The bytes are a format on volumes: what was written by one build is read by the next.
#[test]
fn the_format_of_level_1_is_pinned() {
    let text = "DIRECTORY SSI 123 3390 VM2RES VM9RES\nUSER A NOLOG\nLINK MAINT 190 190 RR\n";
    let object = compile(&parse("X", text, &[]).unwrap(), name("LTICS1")).unwrap();
    let hex: String = object.iter().map(|byte| format!("{byte:02X}")).collect();
    assert_eq!(hex, include_str!("pinned.hex").trim().replace('\n', ""));
}

/// A volume in storage.
struct Volume(std::cell::RefCell<Vec<Block>>);

impl BlockDevice for Volume {
    fn blocks(&self) -> u32 {
        self.0.borrow().len() as u32
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        *block = *self.0.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
        Ok(())
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        *self.0.borrow_mut().get_mut(number as usize).ok_or(IoError::OutOfRange)? = *block;
        Ok(())
    }
}

#[test]
fn a_user_is_found_in_the_drct_area_of_a_volume() {
    use formats::drct::{ActiveCopy, Area, write};
    let volume = Volume(vec![[0; BLOCK_BYTES]; 400].into());
    let area = Area::cylinders(1, 1);
    block_on(async {
        write(&volume, area, &OBJECT, 0, "USER DIRECT").await.unwrap();
        let active = ActiveCopy::open(&volume, area).await.ok().unwrap();
        let directory = ObjectDirectory::open(active).await.ok().unwrap();
        assert_eq!(directory.pages().header.source(), "USER DIRECT");
        let found = directory.find(name("LITSWAS1"), name("LTICVM9")).await.unwrap().unwrap();
        assert!(!found.multiconfiguration && found.opens_with("litswas1"));
    });
}
