//! The in-kernel tests of `tests/kernel`, each as a test of its own, on both machines.

use std::fs::File;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use members::Session;

/// Bytes of the volume that the tests write on: twenty cylinders.
const VOLUME_BYTES: u64 = 20 * 180 * 4096;
/// Where they run.
const MACHINES: [&str; 2] = ["qemu", "hercules"];

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let mut trials = vec![Trial::test("canary", canary)];
    for machine in MACHINES {
        match ipl(machine, "") {
            Ok(session) => trials.extend(outcomes(machine, &session)),
            Err(error) => trials.push(failure(machine, "ipl", format!("{error:#}"))),
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// IPLs the tests instead of CP.
fn ipl(machine: &str, parameters: &str) -> Result<Session> {
    let folder = tempfile::tempdir()?;
    let volume = folder.path().join("volume");
    File::create(&volume)?.set_len(VOLUME_BYTES)?;
    let dasd = format!("8290={}", volume.display());
    let options = ["--image", "ktests", "--machine", machine, "--parm", parameters];
    let dasd = ["--dasd", &dasd];
    let options = options.iter().chain(&dasd).map(|option| option.to_string());
    let options: Vec<String> = options.collect();
    Session::run_with("KTEST", &options, b"")
}

/// A trial for each line of an outcome, and one for the end.
fn outcomes(machine: &str, session: &Session) -> Vec<Trial> {
    let lines = session.console.lines().filter_map(|line| line.strip_prefix("TEST "));
    let trial = |line: &str| {
        let (name, outcome) = line.split_once(' ').unwrap_or((line, "has no outcome"));
        match outcome {
            "PASSED" => Trial::test(format!("{machine}::{name}"), || Ok(())),
            _ if outcome.starts_with("SKIPPED") => {
                println!("SKIPPED, NOT TESTED: {machine}::{name}: {outcome}");
                Trial::test(format!("{machine}::{name}"), || Ok(())).with_ignored_flag(true)
            }
            _ => failure(machine, name, outcome.to_string()),
        }
    };
    let mut trials: Vec<Trial> = lines.map(trial).collect();
    trials.push(match session.expect(&["EXIT: STATUS=0"]) {
        Ok(()) if session.orderly => Trial::test(format!("{machine}::end"), || Ok(())),
        _ => failure(machine, "end", session.console.clone()),
    });
    trials
}

fn failure(machine: &str, name: &str, reason: String) -> Trial {
    Trial::test(format!("{machine}::{name}"), move || Err(Failed::from(reason)))
}

/// A kernel test that fails must be seen to fail.
fn canary() -> Result<(), Failed> {
    let seen = || -> Result<()> {
        let session = ipl("qemu", "CANARY TESTS=program_check")?;
        session.expect(&["TEST canary_that_fails FAILED: 1 + 1 == 3", "EXIT: STATUS=1"])?;
        ensure!(!session.orderly, "a failed run ends in order");
        let trials = outcomes("qemu", &session);
        let results = trials.iter().map(|trial| trial.name()).collect::<Vec<_>>();
        results.contains(&"qemu::canary_that_fails").then_some(()).context("no trial for it")
    };
    seen().map_err(|error| Failed::from(format!("{error:#}")))
}
