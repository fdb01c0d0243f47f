//! Commands by example: answers, return codes, and what is left to do.

mod common;

use common::{lines, logged_on, name, user};
use proptest::prelude::*;
use vm::command::{self, Effect, Outcome};
use vm::terminal::{BreakKey, ConsoleMode, Tab};
use vm::users::{Autolog, Terminal};
use vm::{Granted, VirtualMachine};

const SOURCE: &str = "\
USER MAINT NOLOG
USER USER NOLOG
USER LITMSTR NOLOG
USER LITSWAS1 LITSWAS1 1536M 4G BGZ
  MACHINE ESA 3
  CONSOLE 0009 3215 T OPMGRM
  NICDEF 0F00 TYPE QDIO LAN SYSTEM TRUNK1
  SPOOL 000C 2540 READER
  SPOOL 000D 2540 PUNCH
  SPOOL 000E 1403 A
  LINK MAINT 0190 0190 RR
  LINK LITMSTR 0191 0191 RR
  LINK MAINT 019D 019D RR
  LINK MAINT 019E 019E RR
";

fn guest() -> VirtualMachine {
    logged_on(&user(SOURCE, "LITSWAS1"), |_| ("VM2RES", 100, Granted::ReadOnly, 0x8292))
}

type Command = fn(&mut VirtualMachine, &str) -> Outcome;

/// A command's return code and lines.
fn run(machine: &mut VirtualMachine, command: Command, operands: &str) -> (u16, Vec<String>) {
    let outcome = command(machine, operands);
    (outcome.answer.return_code(), lines(outcome.answer))
}

/// The numbers of the messages that refuse operands; nothing changes by them.
fn refused(command: Command, operands: &[&str]) -> Vec<u16> {
    let mut machine = guest();
    let before = format!("{machine:?}");
    let codes = operands.iter().map(|operands| run(&mut machine, command, operands).0).collect();
    assert!(format!("{machine:?}") == before, "{operands:?} changed {before}");
    codes
}

#[test]
fn the_papers_det_190_19f() {
    let mut guest = guest();
    let outcome = command::detach(&mut guest, "190-19f");
    assert_eq!(outcome.answer.return_code(), 40);
    let removed = outcome.effects.iter().map(|effect| match effect {
        Effect::Removed(device) => device.number,
        other => panic!("{other:?}"),
    });
    assert_eq!(removed.collect::<Vec<_>>(), [0x190, 0x191, 0x19D, 0x19E]);
    assert_eq!(
        lines(outcome.answer),
        [
            "0190-0191 DETACHED",
            "HCPDTV040E Device 0192 does not exist",
            "HCPDTV040E Device 0193 does not exist",
            "HCPDTV040E Device 0194 does not exist",
            "HCPDTV040E Device 0195 does not exist",
            "HCPDTV040E Device 0196 does not exist",
            "HCPDTV040E Device 0197 does not exist",
            "HCPDTV040E Device 0198 does not exist",
            "HCPDTV040E Device 0199 does not exist",
            "HCPDTV040E Device 019A does not exist",
            "HCPDTV040E Device 019B does not exist",
            "HCPDTV040E Device 019C does not exist",
            "019D-019E DETACHED",
            "HCPDTV040E Device 019F does not exist",
        ]
    );
    assert!(guest.devices.get(0x190).is_none() && guest.devices.get(0xC).is_some());
}

#[test]
fn detach_of_single_devices_and_cards() {
    let mut guest = guest();
    let detach = command::detach;
    assert_eq!(run(&mut guest, detach, "190"), (0, vec!["DASD 0190 DETACHED".into()]));
    assert_eq!(
        run(&mut guest, detach, "d e 9"),
        (
            0,
            ["PUN  000D DETACHED", "PRT  000E DETACHED", "CONS 0009 DETACHED"]
                .map(String::from)
                .to_vec()
        )
    );
    let unit = run(&mut guest, detach, "0f01");
    assert_eq!(unit, (6, vec!["HCPDTV006E Invalid device type - 0F01".into()]));
    let outcome = command::detach(&mut guest, "nic f00");
    assert_eq!(outcome.effects.len(), 3);
    assert_eq!(lines(outcome.answer), ["NIC 0F00 is destroyed; devices 0F00-0F02 removed"]);
    assert_eq!(run(&mut guest, detach, "nic f00").0, 40);
    let codes = refused(detach, &["", "19g", "190 nonsense", "19f-190", "0-ffff", "nic", "nic x"]);
    assert_eq!(codes, [22, 22, 22, 22, 22, 22, 22]);
    assert_eq!(
        refused(detach, &["nic f00 more", "cpu", "cpu 0", "cpu all", "cpu 40"]),
        [3, 26, 1456, 1456, 2]
    );
}

/// What tessia sends and looks for.
#[test]
fn cpus_come_and_go() {
    let mut guest = guest();
    let (define, detach) = (command::define as Command, command::detach as Command);
    assert_eq!(run(&mut guest, define, "cpu 01"), (0, vec!["CPU 01 defined".into()]));
    let outcome = command::define(&mut guest, "cpu 1-2 a type ifl");
    assert_eq!(outcome.effects, [Effect::CpuAdded(2)]);
    assert_eq!(
        lines(outcome.answer),
        [
            "HCPCPU7044E CPU 01 is already defined",
            "CPU 02 defined",
            "HCPCPU7045E CPU 0A is not defined; there may be 3 CPUs",
        ]
    );
    let cpus = lines(guest.query_virtual("cpus", Terminal::Disconnected));
    assert_eq!(cpus[2], "CPU 02  ID  FF0C452E20978000 STOPPED IFL  CPUAFF ON");
    let outcome = command::detach(&mut guest, "cpu all");
    assert_eq!(outcome.effects, [Effect::CpuRemoved(1), Effect::CpuRemoved(2), Effect::Cleared]);
    assert_eq!(
        lines(outcome.answer),
        ["CPU 01 detached", "CPU 02 detached", "Storage cleared - system reset."]
    );
    assert_eq!(
        run(&mut guest, detach, "cpu all"),
        (1456, vec!["HCPCPU1456E The base CPU, 00, cannot be detached".into()])
    );
    assert_eq!(
        run(&mut guest, detach, "cpu 5"),
        (7046, vec!["HCPCPU7046E CPU 05 does not exist".into()])
    );
    assert_eq!(
        refused(define, &["cpu", "cpu 40", "cpu x", "cpu 1 type", "cpu 1 type zap"]),
        [26, 2, 2, 26, 2]
    );
    assert_eq!(refused(define, &["cpu 1 type cp more"]), [3]);
}

#[test]
fn storage_is_defined_within_the_maximum() {
    let mut guest = guest();
    let cleared = "Storage cleared - system reset.";
    let outcome = command::define(&mut guest, "storage 1g");
    assert_eq!(outcome.effects, [Effect::Cleared]);
    assert_eq!(lines(outcome.answer), ["STORAGE = 1G", cleared]);
    assert_eq!(
        run(&mut guest, command::define, "stor as 1028k standby 1G reserved 0M").1,
        ["STORAGE = 2M MAX = 4G INC = 2M STANDBY = 1G RESERVED = 0", cleared]
    );
    assert_eq!(
        run(&mut guest, command::define, "storage standby 3G").1[0],
        "STORAGE = 2M MAX = 4G INC = 4M STANDBY = 3G RESERVED = 0"
    );
    assert_eq!(
        run(&mut guest, command::define, "storage 4097M"),
        (7043, vec!["HCPDST7043E Storage of 4097M is more than the maximum of 4G".into()])
    );
    let codes =
        ["storage", "storage 0", "storage 1X", "stor 4g reserved 1m", "stor standby", "sto 1g"];
    assert_eq!(refused(command::define, &codes), [26, 2, 2, 7043, 26, 2]);
    assert_eq!(
        refused(command::define, &["stor 99999999999P", "stor 4000P reserved 4000P"]),
        [2, 7043]
    );
}

#[test]
fn devices_are_defined_and_renumbered() {
    let mut guest = guest();
    let define = command::define;
    for (operands, line) in [
        ("reader 10c", "RDR  010C DEFINED"),
        ("2540 p as 10d", "PUN  010D DEFINED"),
        ("1403 as 10e", "PRT  010E DEFINED"),
        ("printer 20e", "PRT  020E DEFINED"),
        ("vfb-512 as 200 blk 262144", "DASD 0200 DEFINED"),
        ("nic 0600 type qdio", "NIC 0600 is created; devices 0600-0602 defined"),
        ("nic 700 hiper devices 4 chpid 5a", "NIC 0700 is created; devices 0700-0703 defined"),
        ("200 as 201", "DASD 0201 DEFINED"),
    ] {
        assert_eq!(run(&mut guest, define, operands), (0, vec![line.into()]), "{operands}");
    }
    assert_eq!(
        lines(guest.query_virtual("201", Terminal::Disconnected))[0][..54],
        *"DASD 0201 9336 (VDSK) R/W     262144 BLK ON DASD  VDSK"
    );
    let outcome = command::redefine(&mut guest, "10c 30c");
    assert_eq!(outcome.effects, [Effect::Renumbered { old: 0x10C, new: 0x30C }]);
    assert_eq!(lines(outcome.answer), ["RDR  030C DEFINED"]);
    assert_eq!(guest.nics[&0x700].chpid, 0x5A);
    command::detach(&mut guest, "9");
    assert_eq!(run(&mut guest, define, "console 00a 3270"), (0, vec!["CONS 000A DEFINED".into()]));
    assert_eq!(guest.terminal.console_mode, ConsoleMode::Display);
}

#[test]
fn what_cannot_be_defined_is_refused() {
    let operands = [
        "",
        "dusd 200",
        "reader",
        "reader x",
        "reader c more",
        "reader 9",
        "console a",
        "con 1 3278",
        "nic f00 qdio",
        "nic efe",
        "nic fffe",
        "nic 600 devices 2",
        "nic 600 type zap",
        "vfb-512 200 0",
        "vfb-512 200",
        "vfb-512 190 blk 8",
        "190 191",
        "190",
        "777 778",
        "f00 600",
    ];
    assert_eq!(
        refused(command::define, &operands),
        [26, 2, 22, 22, 3, 7041, 7042, 3, 7041, 7041, 24, 2, 3, 2, 26, 7041, 7041, 22, 40, 6]
    );
    assert_eq!(refused(command::redefine, &["190 as 192 now", "2540 as 100", ""]), [3, 40, 22]);
}

#[test]
fn set_changes_what_query_set_shows() {
    let mut guest = guest();
    for operands in [
        "msg iucv",
        "wng off",
        "emsg text",
        "imsg off",
        "sm iucv",
        "run on",
        "linedit off",
        "timer real",
        "conceal on",
        "vmconio iucv",
        "svc76 vm",
        "370accom on",
        "mih on",
    ] {
        assert_eq!(run(&mut guest, command::set, operands), (0, vec![]), "{operands}");
    }
    let shown = lines(guest.query_set());
    assert_eq!(shown[0], "MSG IUCV  , WNG OFF   , EMSG TEXT, ACNT OFF, RUN ON");
    assert_eq!(shown[1], "LINEDIT OFF, TIMER REAL, ISAM OFF, ECMODE ON");
    assert_eq!(shown[3], "IMSG OFF, SMSG IUCV, AFFINITY NONE   , NOTRAN OFF");
    assert_eq!(shown[6], "MIH ON  , VMCONIO IUCV, CPCONIO OFF , SVCACCL OFF , CONCEAL ON");
    assert_eq!(shown[7], "MACHINE ESA, SVC76 VM, NOPDATA OFF, IOASSIST OFF");
    let operands = ["", "msg", "msg maybe", "msg on off", "nonsense on", "cpconio on", "secuser"];
    assert_eq!(refused(command::set, &operands), [26, 26, 3, 3, 3, 3, 20]);
}

#[test]
fn users_who_see_the_console_are_set() {
    let mut guest = guest();
    assert_eq!(guest.secondary, Some(name("OPMGRM")));
    command::set(&mut guest, "secuser maint");
    command::set(&mut guest, "observer operator");
    assert_eq!(lines(guest.query_secuser()), ["Secondary userid for LITSWAS1 is MAINT."]);
    assert_eq!(guest.observer, Some(name("OPERATOR")));
    command::set(&mut guest, "secuser off");
    assert_eq!(guest.secondary, None);
}

#[test]
fn privilege_classes_stay_within_the_directorys() {
    let mut guest = guest();
    let mut set = |operands: &str| run(&mut guest, command::set, operands);
    let now = |classes: &str| {
        let lines = [
            "Privilege classes for user LITSWAS1".to_string(),
            format!("      Currently: {classes}"),
            "      Directory: BGZ".to_string(),
        ];
        (0, lines.to_vec())
    };
    assert_eq!(set("privclas * -b"), now("GZ"));
    assert_eq!(set("privclass =g"), now("G"));
    assert_eq!(set("priv +z"), now("GZ"));
    assert_eq!(set("privclass * reset"), now("BGZ"));
    let operands = ["privclas", "privclas * +a", "privclas =", "privclas -bgz", "privclas !"];
    assert_eq!(refused(command::set, &operands), [26, 28, 28, 28, 28]);
}

/// What Linux and tessia send.
#[test]
fn terminal_settings_are_all_set_or_none() {
    let mut guest = guest();
    let terminal = command::terminal;
    for operands in [
        "conmode 3270",
        "autocr off",
        "more 50 10",
        "linend ; escape off chardel @ linedel on",
        "tabchar off",
        "brkkey pf12",
        "breakin guestctl",
        "linesize 132",
        "mode cp",
        "timestamp on hold off hilight on",
    ] {
        assert_eq!(run(&mut guest, terminal, operands), (0, vec![]), "{operands}");
    }
    assert_eq!(
        lines(guest.query_terminal()),
        [
            "LINEND ; , LINEDEL ¢ , CHARDEL @ , ESCAPE OFF, TABCHAR OFF",
            "LINESIZE 132, ATTN OFF, APL OFF, TEXT OFF, MODE CP, HILIGHT ON",
            "CONMODE 3270, BREAKIN GUESTCTL, BRKKEY PF12, SCRNSAVE OFF",
            "AUTOCR OFF, MORE 050 010, HOLD OFF, TIMESTAMP ON, SYS3270 OFF",
        ]
    );
    command::terminal(&mut guest, "brkkey none tabchar |");
    assert_eq!(
        (guest.terminal.break_key, guest.terminal.tab),
        (BreakKey::None, Tab::Character('|'))
    );
    let operands = [
        "",
        "hold",
        "hold maybe",
        "hold off more 1",
        "hold off nonsense",
        "linend a",
        "linend ##",
        "more 256 1",
        "linesize 0",
        "brkkey pf25",
        "breakin now",
        "conmode 3278",
    ];
    assert_eq!(refused(terminal, &operands), [26, 26, 3, 26, 3, 2, 2, 2, 2, 2, 3, 3]);
}

/// Operands, some of them as expected.
fn typed() -> impl Strategy<Value = String> {
    let first = "cpu|nic|stor|con|rdr|vfb-512|190|\\PC{0,4}";
    let number = "[0-9a-f]{1,4}(-[0-9a-f]{1,4})?|[0-9]{1,9}[KMGTP]";
    let rest = format!("( (as|all|type|standby|{number}|\\PC{{0,6}})){{0,4}}");
    prop::string::string_regex(&format!("({first}){rest}")).unwrap()
}

proptest! {
    /// Nothing that is typed stops CP, and a refusal changes nothing but what was done before it.
    #[test]
    fn hostile_operands_are_only_answered(
        typed in prop::collection::vec((typed(), 0_usize..6), 0..8)
    ) {
        let commands: [Command; 5] = [
            command::detach, command::define, command::redefine, command::set, command::terminal,
        ];
        let mut machine = guest();
        for (operands, command) in typed {
            let Some(command) = commands.get(command) else {
                machine.query_virtual(&operands, Terminal::Disconnected);
                continue;
            };
            let before = format!("{machine:?}");
            let outcome = command(&mut machine, &operands);
            if outcome.answer.failed() && outcome.effects.is_empty() {
                prop_assert_eq!(format!("{machine:?}"), before);
            }
            prop_assert!(machine.storage.configured <= machine.storage.maximum);
            let base = machine.cpus.get(machine.cpus.base());
            prop_assert!(base.is_some() && machine.cpus.count() <= 3);
        }
    }
}

#[test]
fn set_loaddev_takes_tessia_s_words() {
    let mut guest = guest();
    let set = |guest: &mut VirtualMachine, operands: &str| run(guest, command::set, operands).0;
    let command = "loaddev portname 50050763 00C20B8E lun 52410000 00000000 bootprog 3";
    assert_eq!(set(&mut guest, command), 0);
    let shown = [
        "PORTNAME 50050763 00C20B8E    LUN  52410000 00000000    BOOTPROG 3",
        "BR_LBA   00000000 00000000",
    ];
    assert_eq!(lines(guest.query_loaddev()), shown);
    for (command, code) in [
        ("loaddev", 26),
        ("loaddev port", 26),
        ("loaddev port 5005076300C20B8E1", 2),
        ("loaddev bootprog 31", 2),
        ("loaddev frobnicate", 3),
    ] {
        assert_eq!(set(&mut guest, command), code, "{command}");
    }
    assert_eq!(lines(guest.query_loaddev()), shown);
    assert_eq!(set(&mut guest, "loaddev port 1 br_lba 20"), 0);
    assert_eq!((guest.load_device.port_name, guest.load_device.boot_record), (1, 0x20));
    assert_eq!(set(&mut guest, "loaddev clear"), 0);
    assert_eq!(guest.load_device, vm::LoadDevice::default());
}

#[test]
fn xautolog_s_operands_change_the_virtual_machine() {
    let mut guest = guest();
    let line = "lits1 ipl 150 acc 4711 mach xa stor 2g sync pass secret on 0701 cmd b#q time ";
    let autolog = Autolog::of_xautolog(line).unwrap();
    assert_eq!((autolog.user, autolog.synchronous), (name("LITS1"), true));
    assert_eq!(autolog.password.as_deref(), Some("SECRET"));
    assert_eq!((autolog.terminal.as_deref(), autolog.input.as_str()), (Some("0701"), "b#q time"));
    autolog.apply(&mut guest).unwrap();
    assert_eq!((guest.account.as_str(), guest.storage.configured.0), ("4711", 2 << 30));
    assert!(guest.ipl.is_some());
    Autolog::of_xautolog("lits1 noipl dir").unwrap().apply(&mut guest).unwrap();
    assert!(guest.ipl.is_none());
    let refused = |line: &str| Autolog::of_xautolog(line).unwrap_err().number;
    assert_eq!(
        [refused(""), refused("a stor 3"), refused("a frob"), refused("a on")],
        [20, 2, 3, 26]
    );
    let too_much = Autolog::of_xautolog("a stor 8g").unwrap().apply(&mut guest);
    assert_eq!(too_much.unwrap_err().number, 7043);
    let autolog = Autolog::of_autolog("lits1 pw begin now").unwrap();
    assert_eq!((autolog.password.as_deref(), autolog.input.as_str()), (Some("PW"), "begin now"));
}
