//! Runs every test and counts.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

/// Passed and failed.
#[derive(Default)]
struct Counts {
    passed: u32,
    failed: u32,
}

/// Host tests of everything pure, then whole members in QEMU.
pub fn run(filter: Option<&str>) -> Result<ExitCode> {
    let mut counts = Counts::default();
    let filter: Vec<&str> = filter.into_iter().collect();
    counts.add(
        &["test", "--quiet", "--no-fail-fast", "--exclude", "members", "--workspace"],
        &filter,
    )?;
    crate::setup::need(&[&crate::setup::QEMU, &crate::setup::HERCULES])?;
    crate::build::nucleus()?;
    counts.add(&["test", "--quiet", "--package", "members"], &filter)?;
    println!("{} passed, {} failed", counts.passed, counts.failed);
    Ok(if counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Crates that only build for the machine.
const MACHINE_ONLY: [&str; 4] = ["machine", "executor", "drivers", "nucleus"];

impl Counts {
    /// Runs cargo and adds the counts of its `test result:` lines; a run that fails without any
    /// failed test (it did not build, or it died) counts as one failure.
    fn add(&mut self, arguments: &[&str], filter: &[&str]) -> Result<()> {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(crate::root());
        if arguments.contains(&"--workspace") {
            command.args(MACHINE_ONLY.iter().flat_map(|name| ["--exclude", name]));
        }
        let output = command.args(filter).stderr(std::process::Stdio::inherit()).output()?;
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
