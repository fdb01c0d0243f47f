//! Verbs that pass through to programs of the house.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

/// The SSI simulator over `count` seeds from `seed` on.
pub fn simulate(seed: u64, count: u64) -> Result<ExitCode> {
    let (seed, count) = (seed.to_string(), count.to_string());
    run(&["--package", "ssi", "--example", "sim"], &["--seed", &seed, "--count", &count])
}

/// `ipl-tools dasd`, with its arguments as they are.
pub fn dasd(arguments: &[String]) -> Result<ExitCode> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run(&["--package", "ipl-tools"], &[&["dasd"], &arguments[..]].concat())
}

/// Runs a program of the checkout in this process' folder and hands on its exit status.
fn run(program: &[&str], arguments: &[&str]) -> Result<ExitCode> {
    let manifest = crate::root().join("Cargo.toml");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--release", "--manifest-path"]).arg(manifest).args(program);
    let status = command.arg("--").args(arguments).status().context("cargo does not start")?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, Into::into))
}
