//! CP's end: what the operator sees, and what the dump says.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use embassy_futures::block_on;
use formats::allocation::{ALLOCATION_BLOCK, AllocationMap, Kind};
use formats::block::BlockDevice;
use ipl_tools::{VolumeFile, cpfmtxa};
use members::{Member, Session};

const CYLINDERS: u32 = 20;

/// A volume all of whose cylinders but the first are SPOL.
fn dump_volume(folder: &Path) -> Result<PathBuf> {
    let file = folder.join("DUMP01");
    cpfmtxa::format(&file, "DUMP01", CYLINDERS)?;
    let mut map = AllocationMap::new(CYLINDERS);
    map.allocate(Kind::Spol, 1..=CYLINDERS - 1).expect("they are on the volume");
    let written = block_on(VolumeFile::open(&file)?.write(ALLOCATION_BLOCK, &map.to_block()));
    written.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(file)
}

/// What `cargo xtask dump` shows.
fn dump(image: &str, file: &Path, words: &[&str]) -> Result<String> {
    let output = Command::new("cargo")
        .args(["xtask", "dump", "--image", image])
        .arg(file)
        .args(words)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{errors}");
    ensure!(!errors.contains("No names are shown"), "{errors}");
    Ok(String::from_utf8(output.stdout)?)
}

fn expect(text: &str, parts: &[&str]) -> Result<()> {
    let session = Session { console: text.to_string(), orderly: false };
    session.expect(parts)
}

/// Ends CP by `ABEND=way` of the in-kernel tests on a machine; answers the console and the volume.
fn abend(machine: &str, way: &str, more: &str, folder: &Path) -> Result<(Session, PathBuf)> {
    let file = dump_volume(folder)?;
    let parameters = format!("ABEND={way} {more}");
    let dasd = format!("8293={}", file.display());
    let options =
        ["--image", "ktests", "--machine", machine, "--parm", &parameters, "--dasd", &dasd];
    let name = format!("KT{}", way.to_uppercase());
    let session = Session::run_with(&name, &options.map(String::from), b"")?;
    ensure!(!session.orderly, "an abend ends in order");
    Ok((session, file))
}

/// CP ends in a way; its code, the CPU, and who caused it stand on the console and in the dump.
fn ends(machine: &str, way: &str, code: &str, cpu: &str, cause: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (session, file) = abend(machine, way, "", folder.path())?;
    let failure = format!("HCPDMP908I SYSTEM FAILURE ON CPU {cpu}, CODE - {code}");
    let complete = ["A dump of", "Dump 50% complete", "The dump is complete", "PSW 00020000"];
    session.expect(&[&[&failure, cause], &complete[..]].concat())?;
    let summary = dump("ktests", &file, &[])?;
    let (abend, owner) = (format!("Abend {code} of KTEST"), format!("CPU {cpu}, prefix"));
    expect(&summary, &[&abend, &owner, "  PSW ", "  GR12", "  CR12", cause, "CPU 000"])?;
    let trace = dump("ktests", &file, &["trace", "8"])?;
    expect(&trace, &[&format!("ABND {code}"), "SIGP"])
}

#[test]
fn by_a_panic() -> Result<()> {
    ends("qemu", "panic", "PAN001", "0000", "ktests::abends::")
}

#[test]
fn by_a_program_check() -> Result<()> {
    ends("qemu", "program", "PRG004", "0000", "program_main")
}

#[test]
fn by_a_supervisor_call() -> Result<()> {
    ends("qemu", "svc", "SVC001", "0000", "program_main")
}

#[test]
fn by_the_end_of_a_stack() -> Result<()> {
    ends("qemu", "overflow", "PRG017", "0000", "ktests::abends::overflow")
}

#[test]
fn with_locks_held() -> Result<()> {
    ends("qemu", "locks", "PAN001", "0000", "program_main")
}

#[test]
fn in_a_waker_that_a_timer_wakes() -> Result<()> {
    ends("qemu", "waker", "PAN001", "0000", "executor::timer::expire")
}

#[test]
fn in_a_task() -> Result<()> {
    ends("qemu", "task", "PAN001", "0000", "ktests::abends::task")
}

#[test]
fn with_requests_under_way_on_the_dump_unit() -> Result<()> {
    ends("qemu", "io", "PAN001", "0000", "ktests::abends::io")
}

#[test]
fn on_another_cpu() -> Result<()> {
    ends("qemu", "other", "PAN001", "0001", "ktests::cpus::answer")
}

#[test]
fn by_the_end_of_a_stack_on_another_cpu() -> Result<()> {
    ends("qemu", "other-overflow", "PRG017", "0001", "ktests::abends::overflow")
}

#[test]
fn in_hercules_with_a_dump_on_a_3390() -> Result<()> {
    ends("hercules", "locks", "PAN001", "0000", "program_main")
}

#[test]
fn on_another_cpu_in_hercules() -> Result<()> {
    ends("hercules", "other-overflow", "PRG017", "0001", "ktests::abends::overflow")
}

#[test]
fn an_abend_on_each_cpu_is_one_abend() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (session, file) = abend("qemu", "both", "", folder.path())?;
    assert_eq!(session.console.matches("HCPDMP908I").count(), 1, "{}", session.console);
    assert!(!session.console.contains("HCPDMP905W"), "{}", session.console);
    expect(&dump("ktests", &file, &[])?, &["PAN001", "CPU 000", "CPU 000"])
}

#[test]
fn an_abend_in_an_abend_stops_cp() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (session, file) = abend("qemu", "again", "", folder.path())?;
    session.expect(&[
        "HCPDMP908I",
        "HCPDMP905W SYSTEM DUMP FAILURE; PROGRAM CHECK",
        "PAN001 PSW",
        "PSW 00020000 00000000 00000000 0000000A",
    ])?;
    assert!(dump("ktests", &file, &[]).is_err(), "there is a dump");
    Ok(())
}

#[test]
fn a_dump_is_as_large_as_its_unit() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (session, file) = abend("qemu", "panic", "CYLINDERS=1", folder.path())?;
    session.expect(&["A dump of 115 pages to DASD 8293", "The dump is complete: 115 pages"])?;
    expect(&dump("ktests", &file, &[])?, &["115 pages", "CPU 0001"])
}

#[test]
fn a_unit_that_is_not_there_is_told() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (session, file) = abend("qemu", "panic", "CYLINDERS=50", folder.path())?;
    session
        .expect(&["HCPDMP907W", "HCPDMP7305E DASD 8293 has no dump: it has no cylinders 1..=50"])?;
    assert!(dump("ktests", &file, &[]).is_err(), "there is a dump");
    Ok(())
}

/// The member's own way: RESTART while CP waits for its operator.
#[test]
fn by_restart_while_cp_waits() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = dump_volume(folder.path())?;
    let dasd = format!("8293={}", file.display());
    let options = ["--kernel", "--parm", "DUMP=8293", "--dasd", &dasd].map(String::from);
    let mut member = Member::ipl("LTICVM6", &options)?;
    for line in ["go", "warm", "no", "q dasd", "msg op the last command"] {
        member.type_line(line)?;
    }
    member.await_text("DASD 8293 dump unit CP IPL pages 3420")?;
    member.await_text("the last command")?;
    member.await_text("Ready;")?;
    member.qmp(r#"{"execute":"inject-nmi"}"#)?;
    let (console, orderly) = member.end()?;
    assert!(!orderly);
    expect(&console, &["CODE - RES001", "PSW RESTART", "run_queue::run", "The dump is complete"])?;
    let summary = dump("nucleus", &file, &[])?;
    expect(&summary, &["Abend RES001 of", "executor::run_queue::run", "CPU 0001"])?;
    expect(
        &dump("nucleus", &file, &["trace"])?,
        &["CMD  QUERY", "CMD  M", "RST  PSW", "ABND RES001"],
    )?;
    let storage = dump("nucleus", &file, &["display", "10480", "10"])?;
    expect(&storage, &["0000000000010480  44554D50 3D383239 33", "*DUMP=8293"])?;
    let beyond = dump("nucleus", &file, &["display", "FFFFFFFFF000", "8"])?;
    expect(&beyond, &["was not dumped"]).context("storage that there is not")
}
