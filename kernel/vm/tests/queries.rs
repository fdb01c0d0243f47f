//! QUERY as programs read it, by word and by column.

mod common;

use common::{lines, logged_on, name, user, virtual_disk};
use vm::device::{Connection, Kind};
use vm::users::{Terminal, Usage};
use vm::{Activity, Granted, VirtualMachine};

const SOURCE: &str = "\
PROFILE LITPRO
  OPTION APPLMON CHPIDVIRTUALIZATION ONE
  CONSOLE 0009 3215 T OPMGRM
  NICDEF 0600 TYPE QDIO LAN SYSTEM TRUNK1
  NICDEF 0600 MACID 000538
  NICDEF 0F10 TYPE HIPERSOCKETS DEVICES 4
  SPOOL 000C 2540 READER
  SPOOL 000D 2540 PUNCH B
  SPOOL 000E 1403 A
USER MAINT NOLOG
USER LITSWAS1 LITSWAS1 1536M 2G GZ
  INCLUDE LITPRO
  ACCOUNT 4711 FLOOR5
  CPU 0
  CPU 1
  MACHINE ESA 2
  OPTION SVCACCL
  SHARE RELATIVE 200
  DEDICATE A000 0102
  MDISK 0201 3390 56679 6678 IT0054 MR
  MDISK 0300 FB-512 V-DISK 262144 MR
USER OPERATOR OPERATOR 32M 32M ABCDEFG
";

fn guest() -> VirtualMachine {
    logged_on(&user(SOURCE, "LITSWAS1"), |_| ("IT0054", 6678, Granted::ReadWrite, 0x0201))
}

fn query(machine: &VirtualMachine, operands: &str) -> Vec<String> {
    lines(machine.query_virtual(operands, Terminal::Logical(3)))
}

#[test]
fn linux_finds_its_console() {
    let guest = guest();
    let console = query(&guest, "console");
    assert_eq!(
        console,
        [
            "CONS 0009 ON LDEV L0003  TERM STOP",
            "     0009 CL T NOCONT NOHOLD COPY 001    READY FORM STANDARD",
            "     0009 TO LITSWAS1 RDR DIST FLOOR5   FLASHC 000 DEST OFF",
            "     0009 FLASH      CHAR      MDFY      0 FCB      LPP OFF",
            "     0009 3215   NOEOF CLOSED    NOKEEP NOMSG NONAME",
            "     0009 SUBCHANNEL = 0003",
        ]
    );
    assert_eq!(&console[0][5..9], "0009");
    assert_eq!(guest.devices.on_subchannel(3).unwrap().number, 9);
    let away = lines(guest.query_virtual("9", Terminal::Disconnected));
    assert_eq!(away[0], "CONS 0009 DISCONNECTED  TERM STOP");
    assert_eq!(guest.secondary, Some(name("OPMGRM")));
    let terminal = lines(guest.query_terminal());
    assert_eq!(
        terminal,
        [
            "LINEND # , LINEDEL OFF, CHARDEL OFF, ESCAPE \" , TABCHAR ON",
            "LINESIZE 080, ATTN OFF, APL OFF, TEXT OFF, MODE VM, HILIGHT OFF",
            "CONMODE 3215, BREAKIN IMMED , BRKKEY PA1 , SCRNSAVE OFF",
            "AUTOCR ON , MORE 050 010, HOLD ON , TIMESTAMP OFF, SYS3270 OFF",
        ]
    );
}

/// vmur takes class and CONT by their offsets, and FORM, DEST and DIST by their names.
#[test]
fn vmur_reads_unit_record_devices() {
    let mut guest = guest();
    let reader = query(&guest, "C");
    assert_eq!(
        reader,
        [
            "RDR  000C CL * NOCONT NOHOLD   EOF       READY",
            "     000C 2540   CLOSED      NOKEEP NORESCAN SUBCHANNEL = 000B",
        ]
    );
    let punch = query(&guest, "D");
    assert_eq!(
        punch,
        [
            "PUN  000D CL B NOCONT NOHOLD COPY 001    READY FORM STANDARD",
            "     000D TO LITSWAS1 PUN DIST FLOOR5   FLASHC 000 DEST OFF",
            "     000D FLASH      CHAR      MDFY      0 FCB      LPP OFF",
            "     000D 2540   NOEOF CLOSED    NOKEEP NOMSG NONAME",
            "     000D SUBCHANNEL = 000C",
        ]
    );
    assert_eq!((&reader[0][13..14], &punch[0][13..14]), ("*", "B"));
    let Some(Kind::Punch(device)) = guest.devices.kind_mut(0xD) else { panic!("no punch") };
    (device.output.continuous, device.output.open) = (true, Some(24));
    device.output.ready = false;
    let punch = query(&guest, "PUN");
    assert_eq!((&punch[0][13..14], &punch[0][15..21]), ("B", "  CONT"));
    assert_eq!(punch[0], "PUN  000D CL B   CONT NOHOLD COPY 001 NOTREADY FORM STANDARD");
    assert!(punch[3].contains("NOEOF OPEN 0024 NOKEEP"));
    let all = query(&guest, "ur");
    let words: Vec<&str> = all.iter().map(|line| &line[..4]).filter(|w| *w != "    ").collect();
    assert_eq!(words, ["CONS", "RDR ", "PUN ", "PRT "]);
    assert!(query(&guest, "E")[3].starts_with("     000E 1403   NOEOF"));
}

#[test]
fn feilong_and_zdev_read_disks_and_cards_by_words() {
    let mut guest = guest();
    guest.nics.get_mut(&0x600).unwrap().mac = Some([2, 0, 6, 0, 5, 0x38]);
    let disk = query(&guest, "201");
    let words: Vec<&str> = disk[0].split_whitespace().collect();
    assert_eq!((words[5], words[6]), ("6678", "CYL"));
    assert_eq!(
        query(&guest, "300"),
        ["DASD 0300 9336 (VDSK) R/W     262144 BLK ON DASD  VDSK SUBCHANNEL = 0002"]
    );
    assert_eq!(
        query(&guest, "nic"),
        [
            "Adapter 0600.P00 Type: QDIO      Name: UNASSIGNED  Devices: 3",
            "  MAC: 02-00-06-00-05-38         LAN: * None",
            "Adapter 0F10.P00 Type: HIPERS    Name: UNASSIGNED  Devices: 4",
            "  MAC: 00-00-00-00-00-00         LAN: * None",
        ]
    );
    let nic = guest.nics.get_mut(&0x600).unwrap();
    nic.connection = Some(Connection { switch: true, owner: name("SYSTEM"), name: name("TRUNK1") });
    assert_eq!(nic.macid, Some(0x538));
    let card = query(&guest, "nic 600").join(" ");
    let words: Vec<&str> = card.split_whitespace().collect();
    assert_eq!(
        (words[3], words[10], words[11], words[12]),
        ("QDIO", "VSWITCH:", "SYSTEM", "TRUNK1")
    );
    assert_eq!(
        query(&guest, "0601"),
        [
            "OSA  0601 ON NIC  0600  UNIT 001 SUBCHANNEL = 0005",
            "     0601 DEVTYPE OSA         VIRTUAL CHPID 00 OSD",
        ]
    );
    assert_eq!(query(&guest, "a000"), ["CTCA A000 ON CTCA  A000 SUBCHANNEL = 0000"]);
}

#[test]
fn what_there_is_none_of_is_told() {
    let guest = guest();
    let refused = |operands: &str| {
        let answer = guest.query_virtual(operands, Terminal::Disconnected);
        (answer.return_code(), lines(answer).concat())
    };
    assert_eq!(refused("192"), (40, "HCPQVD040E Device 0192 does not exist".into()));
    assert_eq!(refused("ffff"), (40, "HCPQVD040E Device FFFF does not exist".into()));
    assert_eq!(refused("nic a"), (40, "HCPQVD040E Device 000A does not exist".into()));
    assert_eq!(refused("nic x").0, 22);
    assert_eq!(refused("dusd"), (3, "HCPQVD003E Invalid option - DUSD".into()));
    assert_eq!(refused(""), refused("all"));
    assert_eq!(
        refused("dasd more"),
        (
            3,
            "HCPQVD003E Invalid option - command contains extra option(s) starting with MORE"
                .into()
        )
    );
    for (operand, name) in [("fcp", "FCP"), ("tape", "TAPE"), ("pav", "PAV"), ("sw", "SWCH")] {
        assert_eq!(refused(operand), (0, format!("A virtual {name} was not found.")));
    }
    assert_eq!(refused("crypto").0, 0);
    assert_eq!(refused("pcif"), (0, "A PCI function was not found".into()));
}

#[test]
fn everything_stands_in_zvms_order() {
    let guest = guest();
    let all = query(&guest, "all");
    assert_eq!(
        all[..5],
        [
            "STORAGE = 1536M",
            "XSTORE = none",
            "CPU 00  ID  FF0C452E20978000 (BASE) CP   CPUAFF ON",
            "CPU 01  ID  FF0C452E20978000 STOPPED CP   CPUAFF ON",
            "No AP Crypto Queues are available",
        ]
    );
    let classes: Vec<&str> =
        all[5..].iter().map(|line| &line[..4]).filter(|word| *word != "    ").collect();
    assert!(classes.is_sorted_by_key(|class| {
        ["CONS", "RDR ", "PUN ", "PRT ", "DASD", "CTCA", "OSA "].iter().position(|c| c == class)
    }));
    assert_eq!(classes.len(), guest.devices.iter().count());
}

#[test]
fn a_user_has_what_the_directory_says() {
    let guest = guest();
    assert_eq!((guest.account.as_str(), guest.distribution.as_str()), ("4711", "FLOOR5"));
    assert!(guest.options.flags.contains("SVCACCL") && guest.options.flags.contains("APPLMON"));
    assert!(guest.options.chpid_virtualization && guest.cpus.maximum() == 2);
    assert_eq!(guest.share.unwrap().to_string(), "SHARE RELATIVE 200");
    assert_eq!(
        lines(guest.query_storage()),
        ["STORAGE = 1536M MAX = 2G INC = 2M STANDBY = 0  RESERVED = 0"]
    );
    let operator = logged_on(&user(SOURCE, "OPERATOR"), |_| unreachable!());
    assert_eq!(operator.distribution, "OPERATOR");
    assert_eq!((operator.cpus.count(), operator.cpus.maximum()), (1, 64));
    assert_eq!(lines(operator.query_secuser()), ["There is no secondary userid for OPERATOR"]);
    assert_eq!(lines(guest.query_secuser()), ["Secondary userid for LITSWAS1 is OPMGRM."]);
    assert_eq!(query(&operator, "da"), ["A virtual DASD was not found."]);
}

#[test]
fn query_set_shows_every_setting() {
    let guest = guest();
    assert_eq!(
        lines(guest.query_set()),
        [
            "MSG ON    , WNG ON    , EMSG ON  , ACNT OFF, RUN OFF",
            "LINEDIT ON , TIMER OFF , ISAM OFF, ECMODE ON",
            "ASSIST OFF           , PAGEX OFF, AUTOPOLL OFF",
            "IMSG ON , SMSG OFF , AFFINITY NONE   , NOTRAN OFF",
            "VMSAVE OFF, 370E OFF",
            "STBYPASS OFF , STMULTI OFF 00/000",
            "MIH OFF , VMCONIO OFF , CPCONIO OFF , SVCACCL ON  , CONCEAL OFF",
            "MACHINE ESA, SVC76 CP, NOPDATA OFF, IOASSIST OFF",
            "CCWTRAN ON , 370ACCOM OFF",
        ]
    );
}

#[test]
fn devices_keep_their_numbers_and_subchannels_apart() {
    let mut guest = guest();
    let twice = guest.define(0x201, Kind::Dasd(virtual_disk(name("LITSWAS1"), 0x201, 1)));
    assert_eq!(
        twice.unwrap_err().message("DEF").to_string(),
        "HCPDEF7041E Device 0201 is already defined"
    );
    let disk = guest.devices.remove(0x201).unwrap();
    assert_eq!(disk.subchannel, 1);
    guest.define(0x400, Kind::Dasd(virtual_disk(name("LITSWAS1"), 0x400, 1))).unwrap();
    assert_eq!(guest.devices.get(0x400).unwrap().subchannel, 1);
    assert!(guest.devices.renumber(0x400, 0x201) && !guest.devices.renumber(0x201, 0x300));
    assert_eq!(guest.devices.on_subchannel(1).unwrap().number, 0x201);
    let special = user("USER A NOLOG\n SPECIAL 600 QDIO 3 SYSTEM X\n SPECIAL 700 3270\n", "A");
    let statements = vm::device_statements(&special);
    guest.devices = vm::device::Devices::default();
    assert!(guest.define_simulated(statements[0]).is_ok());
    let refused = guest.define_simulated(statements[1]).unwrap_err();
    assert_eq!(refused.message("LGD").to_string(), "HCPLGD006E Invalid device type - 0700");
}

#[test]
fn indicate_user_has_the_columns_of_monitors() {
    let usage = Usage { connect: 38 * 60_000_000, virtual_cpu: 61_000_000, total_cpu: 62_000_000 };
    let activity = Activity { usage, resident: 1622 };
    let guest = guest();
    assert_eq!(
        lines(guest.indicate_user(&activity)),
        [
            "USERID=LITSWAS1 MACH=ESA STOR=1536M VIRT=V XSTORE=NONE",
            "IPLSYS=NONE     DEVNUM=00014",
            "PAGES: RES=1622  WS=1622  LOCKEDREAL=0  RESVD=0",
            "       INSTAN=1622",
            "NPREF=0  PREF=0  READS=0  WRITES=0",
            "CPU 00: CTIME=00:38 VTIME=001:01 TTIME=001:02 IO=000000",
            "        RDR=000000 PRT=000000 PCH=000000 TYPE=CP   CPUAFFIN=ON",
        ]
    );
    let spaces = lines(guest.indicate_spaces(&activity));
    assert!(spaces[0].starts_with("Spaceid=LITSWAS1:BASE "), "{}", spaces[0]);
}

#[test]
fn shares_are_the_directory_s() {
    let query = |source: &str| {
        let user = user(&format!("USER A NOLOG 32M 32M G\n{source}"), "A");
        lines(logged_on(&user, |_| unreachable!()).query_share())
    };
    let nolimit = "               MAXIMUM SHARE = NOLIMIT";
    assert_eq!(query(""), ["USER A       : RELATIVE SHARE =   100", nolimit]);
    assert_eq!(
        query(" SHARE ABSOLUTE 5.5% ABSOLUTE 10% LIMITHARD\n OPTION QUICKDSP\n"),
        [
            "USER A       : ABSOLUTE SHARE =   5.5%",
            "               LIMITHARD ABSOLUTE SHARE =  10.0%"
        ]
    );
}
