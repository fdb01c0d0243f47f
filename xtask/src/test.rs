//! Runs every test and counts.

use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result};

use crate::build::Image;

/// Passed and failed.
#[derive(Default)]
struct Counts {
    passed: u32,
    failed: u32,
}

/// Crates that only build for the machine.
const MACHINE_ONLY: [&str; 7] =
    ["machine", "executor", "drivers", "dump", "nucleus", "boot", "ktests"];
/// Crates that read or write bytes: tested big-endian as well. The SSI state machines, which have
/// none, would take minutes under emulation.
const BYTES: &[&str] = &[
    "zarch",
    "syntax",
    "formats",
    "config",
    "directory",
    "messages",
    "terminal",
    "channel",
    "eckd",
];

/// Host tests of everything pure, the same big-endian, then whole members in QEMU and Hercules.
pub fn run(filter: Option<&str>) -> Result<ExitCode> {
    let mut counts = Counts::default();
    println!("Tests on this host");
    let mut host = cargo(&["--no-fail-fast", "--workspace", "--exclude", "members"]);
    host.args(MACHINE_ONLY.iter().flat_map(|name| ["--exclude", name]));
    counts.add(host.args(filter))?;
    println!("The same, big-endian, under emulation (two minutes)");
    match crate::setup::need(&crate::setup::BIG_ENDIAN.each_ref()) {
        Ok(()) => counts.add(crate::toolchain::find()?.big_endian_test(BYTES).args(filter))?,
        Err(reason) => println!("SKIPPED, NOT TESTED: big-endian tests: {reason:#}"),
    }
    println!("Members");
    crate::setup::need(&[&crate::setup::QEMU, &crate::setup::HERCULES])?;
    crate::build::all()?;
    crate::build::image(Image::Ktests)?;
    counts.add(cargo(&["--package", "members"]).args(filter))?;
    println!("{} passed, {} failed", counts.passed, counts.failed);
    Ok(if counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `cargo test` of this checkout.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(["test", "--quiet"]).args(arguments).current_dir(crate::root());
    command
}

impl Counts {
    /// Runs a test command and adds the counts of its `test result:` lines; a run that fails
    /// without any failed test (it did not build, or it died) counts as one failure.
    fn add(&mut self, command: &mut Command) -> Result<()> {
        let output = command.stderr(Stdio::inherit()).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        print!("{text}");
        let failed_before = self.failed;
        for line in text.lines().filter(|line| line.starts_with("test result:")) {
            self.passed += number_before(line, " passed")?;
            self.failed += number_before(line, " failed")?;
        }
        if !output.status.success() && self.failed == failed_before {
            self.failed += 1;
        }
        Ok(())
    }
}

fn number_before(line: &str, word: &str) -> Result<u32> {
    let (before, _) = line.split_once(word).context("a test result without counts")?;
    Ok(before.rsplit(' ').next().unwrap_or_default().parse()?)
}
