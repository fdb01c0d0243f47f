//! A member from IPL to SHUTDOWN, as its operator sees it.

use anyhow::Result;
use members::Session;

/// Answers before the first command: a warm start, and the clock is right.
const START: &str = "warm\nno\n";

fn session(name: &str, commands: &str) -> Result<Session> {
    Session::run(name, format!("{START}{commands}").as_bytes())
}

#[test]
fn ipl_to_shutdown_reads_as_the_paper_s() -> Result<()> {
    let session = session("LTICVM2", "")?;
    session.expect(&[
        "Atoll V",
        "SYSTEM NUCLEUS CREATED ON",
        "LOADED FROM VM2RES",
        "HCPZCO6718I Using parm disk 1 on volume S1COM1 (device 8290).",
        "HCPZCO6718I Parm disk resides on cylinders 1 through 120.",
        "Start ((Warm|Force|COLD|CLEAN) (DRain) (DISable) (NODIRect)",
        "(NOAUTOlog)) or (SHUTDOWN)",
        "NOW ",
        "Change TOD clock (Yes|No)",
        "The directory on volume VM2RES at address 8292 has been brought online.",
        "HCPWRS2513I Spool files available 0",
        "HCPWRS2512I Spooling initialization is complete.",
        "HCPAAU2700I System gateway LTICVM2 identified.",
        "HCPPLM1697I The state of SSI system LTICVM2 has changed from DOWN to JOINED",
        "HCPPLM1698I The mode of the SSI cluster is STABLE",
        "LOGON AT ",
        "HCPIOP952I 0512M system storage",
        "XAUTOLOG EREP",
        "AUTO LOGON  ***       EREP     USERS = 2     BY OPERATOR",
        "USER DSC   LOGOFF AS  AUTOLOG1 USERS = 11",
        "HCPWRP963I SHUTDOWN STEP PLMLV - LEAVE THE SSI CLUSTER",
        "HCPWRP963I SHUTDOWN STEP SGPST - STOP OTHER PROCESSORS",
        "HCPWRP959I LTICVM2 SYSTEM TERMINATION IN PROGRESS ON ",
        "HCPWRP961W SYSTEM SHUTDOWN COMPLETE FOR LTICVM2 ON ",
        "HCPGIR450W CP entered; disabled wait PSW 00020000 00000000 00000000 00000961",
    ])?;
    assert!(session.orderly);
    Ok(())
}

#[test]
fn queries_have_their_forms_and_return_codes() -> Result<()> {
    let session = session(
        "LTICVM9",
        "q userid\nquery processors\nq storage\nq 0009\nfoo bar\nq names junk\nQ PRIVC\n",
    )?;
    assert_eq!(session.answer("q userid")?, ["OPERATOR AT LTICVM9"]);
    let processors = ["PROCESSOR 00 MASTER CP", "PROCESSOR 01 ALTERNATE CP"];
    assert_eq!(session.answer("query processors")?, processors);
    let storage = "STORAGE = 512M CONFIGURED = 512M INC = 1M STANDBY = 0  RESERVED = 0";
    assert_eq!(session.answer("q storage")?, [storage]);
    assert_eq!(session.answer("q 0009")?, ["HCPQDV040E Device 0009 does not exist"]);
    assert_eq!(session.return_code("q 0009")?, 40);
    assert_eq!(session.answer("foo bar")?, ["HCPCMD001E Unknown CP command: FOO"]);
    assert_eq!(session.return_code("foo bar")?, 1);
    assert_eq!(session.return_code("q names junk")?, 3);
    let classes = session.answer("Q PRIVC")?;
    assert_eq!(classes[1], "      Currently: ABCDEFG");
    Ok(())
}

#[test]
fn a_wrong_answer_to_the_start_prompt_is_asked_again() -> Result<()> {
    let session = Session::run("LTICVM5", b"luke warm\nfrozen\nSHUTDOWN\n")?;
    session.expect(&[
        "Invalid option - LUKE",
        "Start (",
        "Invalid option - FROZEN",
        "Start (",
        "SYSTEM SHUTDOWN COMPLETE FOR LTICVM5",
    ])?;
    assert!(session.orderly);
    Ok(())
}

#[test]
fn the_tod_clock_question_takes_only_what_is_a_date() -> Result<()> {
    let session = Session::run("LTICVM4", b"warm\nyes\n2026-02-30 10:00:00\nmaybe\nno\n")?;
    session.expect(&[
        "Set date and time",
        "HCPISU026E",
        "Change TOD clock",
        "Invalid option - MAYBE",
        "LOGON AT",
    ])?;
    assert!(session.orderly);
    Ok(())
}

#[test]
fn hostile_console_input_harms_nothing() -> Result<()> {
    let mut input = START.as_bytes().to_vec();
    input.extend([b'q'; 10_000]);
    input.extend(b"\n\x00\x01\x7F\x1B[A\n#cp\ncp q userid\n* a comment\nq userid\n");
    let session = Session::run("LTICVM2", &input)?;
    session.expect(&[
        "The line was not taken: it has more than 240 characters",
        "OPERATOR AT LTICVM2",
        "OPERATOR AT LTICVM2",
    ])?;
    assert!(session.orderly);
    Ok(())
}

#[test]
fn the_same_nucleus_runs_in_hercules() -> Result<()> {
    // The first answer has what the IPL says beside it: line mode does not tell when CP asks.
    let input = format!("{START}q time\nq userid\nq processors\nfoo\nq ssi\n");
    let session = Session::run_on("hercules", "LTICVM9", input.as_bytes())?;
    session.expect(&["The mode of the SSI cluster is STABLE"])?;
    assert!(session.answer("q ssi")?[6].starts_with("   2 LTICVM9  Joined "));
    assert_eq!(session.answer("q userid")?, ["OPERATOR AT LTICVM9"]);
    let processors = ["PROCESSOR 00 MASTER CP", "PROCESSOR 01 ALTERNATE CP"];
    assert_eq!(session.answer("q processors")?, processors);
    assert_eq!(session.return_code("foo")?, 1);
    assert!(session.orderly);
    Ok(())
}

/// The canary: the harness must see what is not there.
#[test]
fn the_harness_notices_a_text_that_never_comes() -> Result<()> {
    let session = Session::run("LTICVM2", b"SHUTDOWN\n")?;
    assert!(session.expect(&["Start (", "THIS TEXT NEVER COMES"]).is_err());
    assert!(session.answer("q never typed").is_err());
    Ok(())
}
