//! What the paper's authors saw of their guests. Character recognition has moved the sizes in
//! their QUERY VIRTUAL DASD, each to another column; the columns here are those of the captures in
//! xCAT's documentation, and the rest of each line is the paper's.

mod common;

use common::{lines, logged_on, name, user};
use vm::users::Terminal;
use vm::{Granted, VirtualMachine};

/// The directory entry of 2LVLVM9; of its profile the paper shows that it has five devices and
/// then the links to the CMS disks.
const SOURCE: &str = "\
PROFILE IBMDFLT
  SPOOL 000C 2540 READER *
  SPOOL 000D 2540 PUNCH A
  SPOOL 000E 1403 A
  SPOOL 000F 1403 A
  CONSOLE 0009 3215 T
  LINK MAINT 0190 0190 RR
  LINK MAINT 019D 019D RR
  LINK MAINT 019E 019E RR
  LINK MAINT 0402 0402 RR
  LINK MAINT 0401 0401 RR
USER LVL2VM NOLOG
USER MAINT NOLOG
USER 2LVLVM9 OQ9LNF2E 512M 1024M BG
  INCLUDE IBMDFLT
  IPL CMS PARM AUTOCR
  MACHINE ESA
  LINK LVL2VM 8290 8290 MW
  LINK LVL2VM 8291 8291 MW
  LINK LVL2VM 8292 8292 MW
  LINK LVL2VM 8293 8293 MW
  LINK LVL2VM 8294 8294 MW
  LINK LVL2VM 8295 8295 MW
  LINK LVL2VM 8296 8296 MW
  LINK LVL2VM 8297 8297 MW
  LINK LVL2VM 8298 8298 MW
  LINK LVL2VM 838B 838B MW
  LINK LVL2VM 838C 838C MW
  LINK LVL2VM 838D 838D MW
  LINK LVL2VM 838E 838E MW
  LINK LVL2VM 838F 838F MW
  DEDICATE FB40 FB47
  DEDICATE FB48 FB4F
  DEDICATE F210 F217
  DEDICATE F218 F21F
  DEDICATE F310 F317
  DEDICATE F318 F31F
  MDISK 0191 3390 906 5 VMPU01 MR
  MDISK 2CF0 3390 2448 120 VMPU01 W
";

fn guest() -> VirtualMachine {
    use Granted::{ReadOnly, ReadWrite};
    let volumes = [
        (0x8290, "S1COM1"),
        (0x8291, "620RL1"),
        (0x8292, "VM2RES"),
        (0x8293, "VM2S01"),
        (0x8294, "VM2PG1"),
        (0x8295, "VM9RES"),
        (0x8296, "VM9S01"),
        (0x8297, "VM9PG1"),
        (0x8298, "VM5RES"),
        (0x838B, "VMDRES"),
        (0x838C, "VMBORC"),
        (0x838D, "VMCRE5"),
        (0x838E, "VMFOR7"),
        (0x838F, "VMEU07"),
    ];
    logged_on(&user(SOURCE, "2LVLVM9"), |number| match number {
        0x190 => ("VM9RS2", 214, ReadOnly, 0x8180),
        0x19D | 0x401 | 0x402 => ("VM9RS2", 292, ReadOnly, 0x8180),
        0x19E => ("VM9RS2", 500, ReadOnly, 0x8180),
        0x191 => ("VMPU01", 5, ReadWrite, 0x8304),
        0x2CF0 => ("VMPU01", 120, ReadWrite, 0x8304),
        pack => {
            let (number, label) = volumes.into_iter().find(|&(number, _)| number == pack).unwrap();
            (label, 10_017, ReadWrite, number)
        }
    })
}

#[test]
fn q_v_dasd() {
    let paper = [
        "DASD 0190 3390 VM9RS2 R/O        214 CYL ON DASD  8180 SUBCHANNEL = 001B",
        "DASD 0191 3390 VMPU01 R/W          5 CYL ON DASD  8304 SUBCHANNEL = 0014",
        "DASD 019D 3390 VM9RS2 R/O        292 CYL ON DASD  8180 SUBCHANNEL = 001C",
        "DASD 019E 3390 VM9RS2 R/O        500 CYL ON DASD  8180 SUBCHANNEL = 001D",
        "DASD 0401 3390 VM9RS2 R/O        292 CYL ON DASD  8180 SUBCHANNEL = 001F",
        "DASD 0402 3390 VM9RS2 R/O        292 CYL ON DASD  8180 SUBCHANNEL = 001E",
        "DASD 2CF0 3390 VMPU01 R/W        120 CYL ON DASD  8304 SUBCHANNEL = 0015",
        "DASD 8290 3390 S1COM1 R/W      10017 CYL ON DASD  8290 SUBCHANNEL = 0006",
        "DASD 8291 3390 620RL1 R/W      10017 CYL ON DASD  8291 SUBCHANNEL = 0007",
        "DASD 8292 3390 VM2RES R/W      10017 CYL ON DASD  8292 SUBCHANNEL = 0008",
        "DASD 8293 3390 VM2S01 R/W      10017 CYL ON DASD  8293 SUBCHANNEL = 0009",
        "DASD 8294 3390 VM2PG1 R/W      10017 CYL ON DASD  8294 SUBCHANNEL = 000A",
        "DASD 8295 3390 VM9RES R/W      10017 CYL ON DASD  8295 SUBCHANNEL = 000B",
        "DASD 8296 3390 VM9S01 R/W      10017 CYL ON DASD  8296 SUBCHANNEL = 000C",
        "DASD 8297 3390 VM9PG1 R/W      10017 CYL ON DASD  8297 SUBCHANNEL = 000D",
        "DASD 8298 3390 VM5RES R/W      10017 CYL ON DASD  8298 SUBCHANNEL = 000E",
        "DASD 838B 3390 VMDRES R/W      10017 CYL ON DASD  838B SUBCHANNEL = 000F",
        "DASD 838C 3390 VMBORC R/W      10017 CYL ON DASD  838C SUBCHANNEL = 0010",
        "DASD 838D 3390 VMCRE5 R/W      10017 CYL ON DASD  838D SUBCHANNEL = 0011",
        "DASD 838E 3390 VMFOR7 R/W      10017 CYL ON DASD  838E SUBCHANNEL = 0012",
        "DASD 838F 3390 VMEU07 R/W      10017 CYL ON DASD  838F SUBCHANNEL = 0013",
    ];
    assert_eq!(lines(guest().query_virtual("dasd", Terminal::Real(9))), paper);
}

#[test]
fn q_privclas_and_q_v_store() {
    let guest = guest();
    assert_eq!(
        lines(guest.query_privclas()),
        ["Privilege classes for user 2LVLVM9", "      Currently: BG", "      Directory: BG",]
    );
    assert_eq!(lines(guest.query_virtual("store", Terminal::Real(9))), ["STORAGE = 512M"]);
    assert_eq!(guest.user, name("2LVLVM9"));
}
