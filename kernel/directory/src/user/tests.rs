use embassy_futures::block_on;
use std::string::{String, ToString};
use std::vec::Vec;

use super::*;
use crate::object::{ObjectBytes, ObjectDirectory, compile};
use crate::source::parse;

const SOURCE: &str = "\
DIRECTORY SSI 123 3390 VM2RES VM9RES
PROFILE LITPRO
  IUCV ALLOW
  STORAGE 64M
  CLASS A
  IPL CMS
  OPTION APPLMON
  CONSOLE 0009 3215 T OPMGRM
  LINK MAINT 0190 0190 RR
  DASDOPT NOCACHE
  LINK MAINT 019D 019D RR
USER GUEST PASSWORD 1536M 2G GZ
  INCLUDE LITPRO
  IPL 0200
  AUTOLOG AUTOLOG1
  LOGONBY MAINT
  MAXSTORAGE 4G
  MDISK 0190 3390 300 10 VM2RES MR ALL WRITE
  MDISK 0300 FB-512 V-DISK 1000 MR
USER AUTO AUTOONLY
USER OPEN NOPASS
  INCLUDE LITPRO
USER DISKS NOLOG
";

fn find(user: &str) -> User {
    let name = |text| Name::new(text).unwrap();
    let object = compile(&parse("X", SOURCE, &[]).unwrap(), name("LTICS1")).unwrap();
    block_on(async {
        let directory = ObjectDirectory::open(ObjectBytes(&object)).await.ok().unwrap();
        directory.find(name(user), name("LTICVM2")).await.unwrap().unwrap()
    })
}

#[test]
fn own_statements_go_before_the_profiles() {
    let guest = find("GUEST");
    let shown: Vec<String> = guest.statements.iter().map(|(_, s)| s.to_string()).collect();
    assert_eq!(
        shown,
        [
            "IUCV ALLOW",
            "STORAGE 64M",
            "CLASS A",
            "OPTION APPLMON",
            "CONSOLE 0009 3215 T OPMGRM",
            "LINK MAINT 019D 019D RR",
            "INCLUDE LITPRO",
            "IPL 0200",
            "AUTOLOG AUTOLOG1",
            "LOGONBY MAINT",
            "MAXSTORAGE 4G",
            "MDISK 0190 3390 300 10 VM2RES MR ALL XXXXXXXX",
            "MDISK 0300 FB-512 V-DISK 1000 MR",
        ]
    );
    assert_eq!(guest.maximum, StorageSize(4 << 30));
    assert!(guest.has_option("APPLMON") && !guest.has_option("ACCT"));
    assert!(guest.ipl().unwrap().to_string() == "IPL 0200" && guest.machine().is_none());
    assert_eq!(guest.mdisk(0x300).unwrap().0, Scope::Local);
}

#[test]
fn who_may_log_on_and_link() {
    let guest = find("GUEST");
    assert!(guest.opens_with("password") && !guest.opens_with("PASSWORT"));
    assert!(find("OPEN").opens_with("") && !find("AUTO").opens_with("AUTOONLY"));
    let (autolog1, maint) = (Name::new("AUTOLOG1").unwrap(), Name::new("MAINT").unwrap());
    assert!(guest.is_autologged_by(autolog1) && !guest.is_autologged_by(maint));
    assert!(guest.is_logged_on_by(maint) && !guest.is_logged_on_by(autolog1));
    let (_, disk) = guest.mdisk(0x190).unwrap();
    assert!(guest.links_with(disk, Access::Rr, "anything"));
    assert!(guest.links_with(disk, Access::W, "write") && !guest.links_with(disk, Access::W, ""));
    assert!(!guest.links_with(disk, Access::Mw, "WRITE"));
}

#[test]
fn operands_of_user_go_before_the_profile_and_behind_own_statements() {
    let said = |user| {
        let User { storage, maximum, classes, .. } = find(user);
        std::format!("{storage} {maximum} {classes}")
    };
    assert_eq!(said("GUEST"), "1536M 4G GZ");
    assert_eq!(said("OPEN"), "64M 64M A");
    assert_eq!(said("AUTO"), "32M 32M G");
    assert_eq!(said("DISKS"), "32M 32M ");
}
