//! Format, lints, and style as a test.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

/// Lines of a file at most.
const FILE_LINES: usize = 600;

/// Runs rustfmt, clippy and the style checks.
pub fn run() -> Result<()> {
    cargo(&["fmt", "--check"])?;
    cargo(&["clippy", "--quiet", "--all-targets", "--", "-D", "warnings"])?;
    let faults: Vec<String> =
        sources(&crate::root()).iter().flat_map(|path| faults(path)).collect();
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

fn cargo(arguments: &[&str]) -> Result<()> {
    let status = Command::new("cargo").args(arguments).current_dir(crate::root()).status()?;
    ensure!(status.success(), "cargo {} found faults", arguments[0]);
    Ok(())
}

/// Every Rust source of the checkout.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .filter(|path| !path.ends_with("target") && !path.ends_with(".git"))
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// What is wrong with a file: too long, or unsafe where only the machine layer may be.
fn faults(path: &Path) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let name = path.display();
    let machine = ["kernel/machine", "boot", "xtask"]
        .iter()
        .any(|folder| path.starts_with(crate::root().join(folder)));
    let lines = text.lines().count();
    let mut faults = Vec::new();
    if lines > FILE_LINES {
        faults.push(format!("{name}: {lines} lines; at most {FILE_LINES} are expected"));
    }
    let is_unsafe = |line: &str| {
        ["unsafe {", "unsafe fn", "unsafe impl"].iter().any(|form| line.contains(form))
    };
    if !machine && text.lines().any(is_unsafe) {
        faults.push(format!("{name}: unsafe outside the machine layer"));
    }
    faults
}
