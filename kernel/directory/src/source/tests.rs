use std::collections::BTreeMap;
use std::format;

use proptest::prelude::*;

use super::*;
use crate::map::minidisks;
use crate::statement::minidisk::Volume;

const SSI: &str = "DIRECTORY SSI 123 3390 VM2RES VM9RES VM5RES VM4RES\n";

fn one(text: &str) -> Directory {
    parse("USER DIRECT", text, &[]).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Number, record and column of each problem.
fn problems(text: &str) -> Vec<(u16, u32, u32)> {
    let problems = parse("USER DIRECT", text, &[]).err().unwrap_or_default();
    let short = |problem: &Problem| {
        let place = &problem.diagnostic.place;
        (problem.number.value(), place.record, place.column)
    };
    problems.iter().map(short).collect()
}

/// The one statement of USER X, as it is listed.
fn listed(statement: &str) -> String {
    let directory = one(&format!("{SSI}PROFILE LITPRO\nUSER X NOLOG\n{statement}\n"));
    let [statement] = directory.entries[1].statements.as_slice() else {
        panic!("{:?}", directory.entries[1].statements)
    };
    statement.to_string()
}

#[test]
fn the_papers_directory_statements() {
    let residence = one(SSI).residence;
    assert_eq!(residence.to_string(), "DIRECTORY SSI 0123 3390 VM2RES VM9RES VM5RES VM4RES");
    assert_eq!(one("DIRECTORY 0123 3390 M01RES M02RES\n").residence.volumes.len(), 2);
    let cse = "DIRECTORY 0123 3390 VM7IPL 11zzzz-2094 LTICVM7\n\
               DIRECTORY 0123 3390 VM2IPL *4zzzz-2094 LTICVM2\n";
    let refused = parse("USER DIRECT", cse, &[]).unwrap_err();
    assert_eq!(refused.len(), 2);
    assert_eq!(
        refused[0].to_string(),
        "HCPDIR754E USER DIRECT, record 1, column 28: DIRECTORY: 11zzzz-2094 is not valid; \
         expected one DIRECTORY statement: of a cluster DIRECTORY SSI with the RES volume of each \
         member in slot order; the serial numbers and system names of CSE are not needed"
    );
}

#[test]
fn the_papers_statements() {
    for (statement, expected) in [
        ("MDISK 8290 3390 DEVNO 8290 MWV", "MDISK 8290 3390 DEVNO 8290 MWV"),
        ("MDISK 0200 FB-512 V-DISK 2048000 MR", "MDISK 0200 FB-512 V-DISK 2048000 MR"),
        ("MDISK 0191 3390 7959 6 +VMRES MR", "MDISK 0191 3390 7959 6 +VMRES MR"),
        ("MDISK 0191 3390 7959 6 &SYSRES", "MDISK 0191 3390 7959 6 +VMRES W"),
        ("MDISK 191 3390 2616 002 VM2RES MR ALL", "MDISK 0191 3390 2616 2 VM2RES MR ALL"),
        ("MDISK 123 3390 0 END VM2RES MW", "MDISK 0123 3390 0 END VM2RES MW"),
        ("MDISK 1A0 3390 T-DISK 20", "MDISK 01A0 3390 T-DISK 20 W"),
        ("LINK LVL2VM 8290 8290 MW", "LINK LVL2VM 8290 8290 MW"),
        ("LINK * 191", "LINK * 0191 0191 R"),
        ("DEDICATE FA40 FA47", "DEDICATE FA40 FA47"),
        ("DEDI A000 EQID F0X02", "DEDICATE A000 EQID F0X02"),
        ("DEDICATE 0300 VOLID VOL001 R/O", "DEDICATE 0300 VOLID VOL001 R/O"),
        ("IPL CMS PARM AUTOCR", "IPL CMS PARM AUTOCR"),
        ("IPL 190", "IPL 0190"),
        ("IPL 200 LOADPARM 1 PARM Mixed Case", "IPL 0200 LOADPARM 1 PARM Mixed Case"),
        ("MACH ESA", "MACHINE ESA"),
        ("MACHINE ESA 2", "MACHINE ESA 2"),
        ("CPU 0", "CPU 00"),
        ("CRYPTO      APVIRT", "CRYPTO APVIRTUAL"),
        ("CRYPTO DOMAIN 5 APDED 1 2", "CRYPTO DOMAIN 5 APDEDICATED 1 2"),
        ("IUCV ALLOW", "IUCV ALLOW"),
        ("IUCV *LOGREC", "IUCV *LOGREC"),
        ("IUCV *IDENT LTICVM2 GATEANY", "IUCV *IDENT LTICVM2 GATEANY"),
        ("IUCV ANY PRIORITY MSGLIMIT 255", "IUCV ANY PRIORITY MSGLIMIT 255"),
        ("OPTION CHPIDVIRTUALIZATION ONE APPLMON", "OPTION APPLMON CHPIDVIRTUALIZATION ONE"),
        ("CONSOLE 0009 3215 T OPMGRM", "CONSOLE 0009 3215 T OPMGRM"),
        ("CONSOLE 01F 3215", "CONSOLE 001F 3215 T"),
        ("SPOOL 00C 2540 READER A", "SPOOL 000C 2540 READER A"),
        ("SPOOL 000C 2540 READER", "SPOOL 000C 2540 READER *"),
        ("SPOOL 000E 1403 A", "SPOOL 000E 1403 A"),
        ("NICDEF 0F00 TYPE QDIO LAN SYSTEM TRUNK1", "NICDEF 0F00 TYPE QDIO LAN SYSTEM TRUNK1"),
        ("NICDEF 600 LAN * OWN MACID 00000A", "NICDEF 0600 LAN * OWN MACID 00000A"),
        ("SPECIAL 0600 CTCA TCPIP", "SPECIAL 0600 CTCA TCPIP"),
        ("XAUTOLOG AUTOLOG1 OP1 MAINT", "AUTOLOG AUTOLOG1 OP1 MAINT"),
        ("ACCOUNT EREP IBMCE", "ACCOUNT EREP IBMCE"),
        ("SHARE REL 1500", "SHARE RELATIVE 1500"),
        ("SHARE ABS 5.5% ABS 10% LIMITHARD", "SHARE ABSOLUTE 5.5% ABSOLUTE 10.0% LIMITHARD"),
        ("VMRELOCATE ON DOMAIN SSI", "VMRELOCATE ON DOMAIN SSI"),
        ("INCLUDE LITPRO", "INCLUDE LITPRO"),
        ("CMD SET RUN ON", "COMMAND SET RUN ON"),
        ("STDEVOPT LIBRARY CTL", "STDEVOPT LIBRARY CTL"),
        ("SCREEN ALL BLU NONE", "SCREEN ALL BLU NONE"),
        ("DATEFORMAT isodate", "DATEFORMAT ISODATE"),
    ] {
        assert_eq!(listed(statement), expected);
    }
}

#[test]
fn records_end_at_column_71_and_are_continued_by_a_comma() {
    let padded = format!("{:<71}00010000", "LINK MAINT 190 190 RR");
    assert_eq!(listed(&padded), "LINK MAINT 0190 0190 RR");
    // A comma that something follows continues nothing.
    let continued = "NICDEF 0F00 TYPE QDIO,\n* a comment, between\n\n  LAN SYSTEM, 0001\n  TRUNK1";
    assert_eq!(problems(&format!("{SSI}USER X NOLOG\n{continued}")), [(754, 6, 7), (754, 7, 3)]);
    let continued = "NICDEF 0F00 TYPE QDIO,\n* a comment, between\n\n  LAN SYSTEM,\n  TRUNK1";
    assert_eq!(listed(continued), "NICDEF 0F00 TYPE QDIO LAN SYSTEM TRUNK1");
    assert_eq!(problems(&format!("{SSI}USER X NOLOG\nCPU,\n")), [(753, 3, 1)]);
    assert_eq!(problems(&format!("{SSI}USER X NOLOG\nCPU\t0\n")), [(754, 3, 4)]);
}

#[test]
fn the_order_of_statements() {
    let order = [
        ("", vec![(753, 1, 1)]),
        ("USER A NOLOG\nDIRECTORY 123 3390 VM2RES\n", vec![(752, 2, 1)]),
        ("DIRECTORY 123 3390 VM2RES\nLINK A 1 1\n", vec![(752, 2, 1)]),
        ("DIRECTORY 123 3390 VM2RES\nUSER A NOLOG\nPROFILE P\n", vec![(752, 3, 1)]),
        ("DIRECTORY 123 3390 VM2RES\nPROFILE P\nGLOBALDEFS\n", vec![(752, 3, 1)]),
        ("DIRECTORY 123 3390 VM2RES\nUSER A NOLOG\nLINK B 1 1\nIPL CMS\n", vec![(752, 4, 1)]),
        ("DIRECTORY 123 3390 VM2RES\nUSER A NOLOG\nMINIOPT NOCACHE\n", vec![(752, 3, 1)]),
        (
            "DIRECTORY 123 3390 VM2RES\nPROFILE P\nUSER A NOLOG\nIPL CMS\nINCLUDE P\n",
            vec![(752, 5, 1)],
        ),
        ("DIRECTORY 123 3390 VM2RES\nPROFILE P\nMDISK 1 3390 1 1 V\n", vec![(752, 3, 1)]),
        ("DIRECTORY 123 3390 VM2RES\nSUBCONFIG S\nACCOUNT A\n", vec![(752, 3, 1)]),
        ("DIRECTORY 123 3390 VM2RES\nUSER A NOLOG\nBUILD ON * USING SUBCONFIG A\n", {
            vec![(752, 3, 1)]
        }),
        ("DIRECTORY 123 3390 VM2RES\nIDENTITY A NOLOG\nMDISK 1 FB-512 V-DISK 8 MR\n", {
            vec![(752, 3, 1)]
        }),
    ];
    for (text, expected) in order {
        assert_eq!(problems(text), expected, "{text}");
    }
    let whole = "DIRECTORY 123 3390 VM2RES\nGLOBALDEFS\nPOSIXGROUP system 0\nPROFILE P\n\
                 USER A NOLOG\nINCLUDE P\nIPL CMS\nMDISK 1 3390 1 1 V MR\nMINIOPT NOCACHE\n\
                 DASDOPT DEVCACHE\nLINK B 2 2\n";
    assert_eq!(problems(whole), []);
}

#[test]
fn one_error_of_each_kind_and_all_of_them_at_once() {
    let text = format!(
        "{SSI}\
USER LOGN0009 NOLOG
USER NINELONG9 NOLOG
USER A SECRET 64M 32M
USER A NOLOG
 INCLUDE NOPROF
 SYSAFFIN LTICVM1
 FROBNICATE
 MDISK 191 3390 10 0 VOL001
 MDISK 192 3390 10 10 TOOLONG
 MDISK 193 3390 10 10 VOL001 MX
 MDISK 193 3390 V-DISK 100
 MDISK 194 3390
 LINK MAINT 190 190 RR EXTRA
 DEDICATE FA40
 SPOOL C 2540
 CONSOLE 9 1052
 LINK MAINT 190 190
 LINK MAINT 19E 190
IDENTITY I NOLOG
 BUILD ON LTICVM2 USING SUBCONFIG I-1
 BUILD ON LTICVM2 USING SUBCONFIG I-2
SUBCONFIG I-1 MORE
"
    );
    let expected = [
        (754, 2, 6),
        (754, 3, 6),
        (1776, 4, 6),
        (757, 5, 6),
        (754, 6, 2),
        (754, 7, 2),
        (754, 8, 2),
        (754, 9, 20),
        (754, 10, 23),
        (754, 11, 30),
        (754, 12, 17),
        (753, 13, 17),
        (754, 14, 24),
        (753, 15, 16),
        (753, 16, 15),
        (754, 17, 12),
        (755, 19, 2),
        (754, 22, 2),
        (754, 22, 2),
        (754, 23, 15),
    ];
    assert_eq!(problems(&text), expected);
}

#[test]
fn sysaffin_is_refused_with_the_way_out() {
    let text = format!("{SSI}USER X NOLOG\nSYSAFFIN LTICVM9\n");
    let refused = parse("USER DIRECT", &text, &[]).unwrap_err();
    assert_eq!(
        refused[0].to_string(),
        "HCPDIR754E USER DIRECT, record 3, column 1: SYSAFFIN: SYSAFFIN is not supported in an SSI \
         cluster; expected USER with EQIDs in SYSTEM CONFIG if it runs on one member at a time, \
         else IDENTITY with BUILD ON and a SUBCONFIG for each member"
    );
}

#[test]
fn a_build_is_for_a_member_and_a_subconfig_for_one_identity() {
    let text = format!(
        "{SSI}IDENTITY A NOLOG\nBUILD ON LTICVM1 USING SUBCONFIG S\nCONSOLE 9 3215\n\
         IDENTITY B NOLOG\nBUILD ON * USING SUBCONFIG S\nSUBCONFIG S\nLINK A 9 9\n"
    );
    let members = [Name::new("LTICVM2").unwrap()];
    let problems = parse("USER DIRECT", &text, &members).unwrap_err();
    let told: Vec<_> = problems.iter().map(|p| p.diagnostic.problem.as_str()).collect();
    assert_eq!(
        told,
        [
            "LTICVM1 is no member of the cluster",
            "SUBCONFIG S is already that of A",
            "virtual device 0009 is already that of A"
        ]
    );
}

#[test]
fn the_samples_minidisks_lie_in_permanent_space_and_do_not_overlap() {
    let directory = one(include_str!("../../samples/USER.DIRECT"));
    let perm = BTreeMap::from([("S1COM1", 121), ("620RL1", 1)]);
    let map = minidisks(&directory, |_| 10_017);
    assert_eq!(map.len(), 6);
    for (volume, extents) in map {
        let Volume::Label(label) = volume else { panic!("{volume}") };
        let first = perm.get(label.as_str()).copied().unwrap_or(159);
        for extent in extents {
            let Some((user, device)) = extent.owner else { continue };
            let parm_disk = [0xCF0, 0xCF1].contains(&device);
            assert!(!extent.overlap && extent.end < 10_017, "{label} {extent:?}");
            assert!(extent.start >= first || parm_disk, "{label} {user} {extent:?}");
        }
    }
}

#[test]
fn no_more_than_200_problems_are_told() {
    assert_eq!(problems(&"FROBNICATE\n".repeat(1000)).len(), MOST_PROBLEMS);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_the_parser_panic(text in "(\\PC|\n){0,300}") {
        let _ = parse("X", &text, &[]);
    }

    #[test]
    fn no_words_of_a_directory_make_the_parser_panic(
        records in proptest::collection::vec(record(), 0..20)
    ) {
        let text = records.join("\n");
        if let Err(problems) = parse("X", &text, &[]) {
            let within = |p: &Problem| p.diagnostic.place.record as usize <= records.len().max(1);
            prop_assert!(!problems.is_empty() && problems.iter().all(within));
        }
    }

    #[test]
    fn what_is_listed_reads_as_what_it_was(
        statements in proptest::collection::vec(record(), 1..12)
    ) {
        let good = statements.into_iter().filter(|statement| {
            parse("X", &format!("{SSI}USER X NOLOG\n{statement}\n"), &[]).is_ok()
        });
        for statement in good {
            let directory = one(&format!("{SSI}USER X NOLOG\n{statement}\n"));
            prop_assert_eq!(one(&directory.to_string()).to_string(), directory.to_string());
        }
    }
}

/// A record of words that directories have, in any order.
fn record() -> impl Strategy<Value = String> {
    const WORDS: [&str; 56] = [
        "DIRECTORY",
        "SSI",
        "USER",
        "IDENTITY",
        "SUBCONFIG",
        "PROFILE",
        "INCLUDE",
        "BUILD",
        "ON",
        "USING",
        "*",
        "MDISK",
        "LINK",
        "DEDICATE",
        "SPOOL",
        "CONSOLE",
        "NICDEF",
        "OPTION",
        "CRYPTO",
        "IUCV",
        "MACHINE",
        "CPU",
        "IPL",
        "COMMAND",
        "SHARE",
        "STORAGE",
        "0191",
        "9",
        "FFFF",
        "3390",
        "3215",
        "2540",
        "1403",
        "READER",
        "FB-512",
        "V-DISK",
        "T-DISK",
        "DEVNO",
        "END",
        "MR",
        "MWV",
        "+VMRES",
        "PARM",
        "LAN",
        "TYPE",
        "QDIO",
        "ALLOW",
        "ESA",
        "32M",
        "G",
        "NOLOG",
        "REL",
        "100",
        "DEVICES",
        "3072",
        "APVIRT",
    ];
    let word = prop_oneof![
        9 => proptest::sample::select(WORDS.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{1,12}",
    ];
    proptest::collection::vec(word, 1..9).prop_map(|words| words.join(" "))
}
