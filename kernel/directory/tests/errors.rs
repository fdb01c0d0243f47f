//! What is told of wrong statements: each kind once, with number, file, record, column and what
//! was expected.

use directory::parse;

/// A statement of USER X, the number of the message, the column, and what is told.
const ERRORS: &[(&str, u16, u32, &str)] = &[
    ("ACCOUNT NINELONG9", 754, 9, "NINELONG9 is not valid; expected account number"),
    ("ACIGROUP A B", 754, 12, "B is one operand too many"),
    ("APPCPASS", 753, 10, "an operand is missing"),
    ("AUTOLOG", 753, 9, "an operand is missing; expected user id"),
    ("XAUTOLOG A+", 754, 10, "A+ is not valid; expected user id"),
    ("BUILD LTICVM2", 754, 7, "LTICVM2 is not valid; expected ON"),
    ("CLASS A7", 754, 7, "A7 is not valid; expected privilege classes"),
    ("COMMAND", 753, 9, "an operand is missing; expected a CP command"),
    ("CONSOLE 9 1052", 754, 11, "1052 is not valid; expected 3215, 3210 or 3270"),
    ("CONSOLE 9 3215 *", 754, 16, "* is not valid; expected a spool class"),
    ("CPU 40", 754, 5, "40 is not valid; expected CPU address"),
    ("CPU 0 SLOW", 754, 7, "SLOW is not valid; expected BASE"),
    ("CRYPTO APDED 256", 754, 14, "256 is not valid; expected adapter"),
    ("CRYPTO VIRTUAL", 754, 8, "VIRTUAL is not valid; expected APVIRTUAL"),
    ("D8ONECMD MAYBE", 754, 10, "MAYBE is not valid; expected FAIL or LIMIT or OFF"),
    ("DATEFORMAT EUROPEAN", 754, 12, "EUROPEAN is not valid; expected SHORTDATE"),
    ("DEDICATE FA40", 753, 15, "an operand is missing; expected real device number"),
    ("DEDICATE FA40 EQID", 753, 20, "an operand is missing; expected equivalence identifier"),
    ("INCLUDE", 753, 9, "an operand is missing; expected name of a profile"),
    ("IOPRIORITY HIGH", 754, 12, "HIGH is not valid; expected ABS or"),
    ("IPL", 753, 5, "an operand is missing; expected a virtual device number"),
    ("IPL CMS LOADPARM NINELONG9", 754, 18, "NINELONG9 is not valid; expected load parameter"),
    ("IUCV *LOG", 754, 6, "*LOG is not valid; expected ALLOW"),
    ("IUCV ANY FAST", 754, 10, "FAST is not valid; expected PRIORITY"),
    ("LINK MAINT 190 190 XX", 754, 20, "XX is not valid"),
    ("LINK MAINT", 753, 12, "an operand is missing; expected owner's virtual device number"),
    ("LOADDEV", 753, 9, "an operand is missing"),
    ("LOGONBY 1 2 3 4 5 6 7 8 9", 754, 25, "9 is one operand too many"),
    ("MACHINE 370", 754, 9, "370 is not valid; expected ESA"),
    ("MACHINE ESA 65", 754, 13, "65 is not valid; expected how many CPUs"),
    ("MAXSTORAGE 3", 754, 12, "3 is not valid; expected a storage size"),
    ("MDISK 191 3330 1 1 VOL001 MR", 754, 11, "3330 is not valid; expected 3390"),
    ("MDISK 191 3390 0 0 VOL001 MR", 754, 18, "0 is not valid; expected size, or END"),
    ("MDISK 191 3390 1 1 VOLUME7 MR", 754, 20, "VOLUME7 is not valid; expected a volume label"),
    ("NAMESAVE", 753, 10, "an operand is missing"),
    ("NICDEF 600 TYPE ISDN", 754, 17, "ISDN is not valid; expected QDIO"),
    ("NICDEF FFFF TYPE QDIO", 754, 18, "QDIO is not valid; expected devices that end at FFFF"),
    ("NOPDATA NOW", 754, 9, "NOW is one operand too many"),
    ("NOTAPE", 753, 8, "an operand is missing"),
    ("OPTION FLY", 754, 8, "FLY is not valid; expected a word of OPTION"),
    ("OPTION CHPIDVIRTUALIZATION TWO", 754, 28, "TWO is not valid; expected ONE"),
    ("POOL", 753, 6, "an operand is missing"),
    ("POSIXGLIST", 753, 12, "an operand is missing"),
    ("POSIXINFO", 753, 11, "an operand is missing"),
    ("POSIXOPT", 753, 10, "an operand is missing"),
    ("SCREEN", 753, 8, "an operand is missing"),
    ("SCPDATA", 753, 9, "an operand is missing"),
    ("SHARE 100", 754, 7, "100 is not valid; expected RELATIVE or ABSOLUTE"),
    ("SHARE RELATIVE 0", 754, 16, "0 is not valid; expected relative share"),
    ("SPECIAL 600 MODEM", 754, 13, "MODEM is not valid; expected CTCA"),
    ("SPOOL C 2540", 753, 14, "an operand is missing; expected READER or PUNCH"),
    ("SPOOL E 1404 A", 754, 9, "1404 is not valid; expected 2540"),
    ("SPOOLFILE", 753, 11, "an operand is missing"),
    ("STDEVOPT", 753, 10, "an operand is missing"),
    ("STORAGE LOTS", 754, 9, "LOTS is not valid; expected a storage size"),
    (
        "SYSAFFIN LTICVM9",
        754,
        1,
        "SYSAFFIN is not supported in an SSI cluster; expected USER with EQIDs",
    ),
    ("VMRELOCATE MAYBE", 754, 12, "MAYBE is not valid; expected ON, OFF or DOMAIN"),
    ("XCONFIG SPACE", 754, 9, "SPACE is not valid; expected ACCESSLIST or ADDRSPACE"),
    ("XSTORE", 753, 8, "an operand is missing"),
    ("WARP 9", 754, 1, "WARP is no directory statement"),
];

#[test]
fn each_error_is_told_with_its_place() {
    for (statement, number, column, told) in ERRORS {
        let text = format!("DIRECTORY SSI 123 3390 VM2RES\nUSER X NOLOG\n{statement}\n");
        let problems = parse("USER DIRECT", &text, &[]).expect_err(statement);
        let [problem] = &problems[..] else { panic!("{statement}: {problems:#?}") };
        let name = &problem.diagnostic.statement;
        let place = format!("HCPDIR{number}E USER DIRECT, record 3, column {column}: {name}: ");
        let line = problem.to_string();
        assert!(line.starts_with(&place) && line.contains(told), "{statement}: {line}");
        assert!(statement.starts_with(name.as_str()), "{statement}: {name}");
    }
}

#[test]
fn each_error_of_an_entry_is_told_with_its_place() {
    for (record, told) in [
        ("DIRECTORY SSI 123 3350 VM2RES", "column 19: DIRECTORY: 3350 is not valid"),
        ("DIRECTORY 123 3390 VOLUME7", "column 20: DIRECTORY: VOLUME7 is not valid"),
        ("PROFILE", "column 9: PROFILE: an operand is missing"),
        ("PROFILE P Q", "column 11: PROFILE: Q is one operand too many"),
        ("USER X", "column 8: USER: an operand is missing; expected a password"),
        ("USER SYSTEM NOLOG", "column 6: USER: SYSTEM is a name of CP's own"),
        ("USER X NOLOG 32", "column 14: USER: 32 is not valid; expected a storage size"),
        ("IDENTITY X NINELONG9", "column 12: IDENTITY: NINELONG9 is not valid"),
        ("SUBCONFIG X NOLOG", "column 13: SUBCONFIG: NOLOG is one operand too many"),
    ] {
        let problems = parse("USER DIRECT", record, &[]).expect_err(record);
        let told_of = problems.iter().any(|problem| problem.to_string().contains(told));
        assert!(told_of, "{record}: {problems:#?}");
    }
}
