//! The fuzz targets under libFuzzer, guided by coverage.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use clap::Args;

/// Instrumentation that libFuzzer works with.
const RUSTFLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Clink-dead-code -Ccodegen-units=1";
/// Seconds that one input may take, and bytes that it has at most.
const LIMITS: [&str; 3] = ["-timeout=10", "-max_len=16384", "-rss_limit_mb=2048"];

/// Last lines of libFuzzer that are shown of a failure: backtrace and input.
const FAILURE_LINES: usize = 60;

/// What is fuzzed and for how long.
#[derive(Args)]
pub struct Arguments {
    /// One target; none: all, one after the other
    target: Option<String>,
    /// Cases of each target
    #[arg(long, conflicts_with = "minutes")]
    cases: Option<u64>,
    /// Minutes for each target
    #[arg(long, default_value_t = 1)]
    minutes: u64,
    /// Seed of libFuzzer's numbers; none: it takes one and says it
    #[arg(long)]
    seed: Option<u32>,
    /// An input that is run once instead
    #[arg(long, requires = "target")]
    input: Option<PathBuf>,
}

/// Runs the targets; failing inputs are kept, and named at the end.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let folder = crate::root().join("target/fuzz");
    let program = build(&folder)?;
    let corpus = folder.join("corpus");
    let seeds = Command::new(&program).env("ATOLL_FUZZ_CORPUS", &corpus).status()?;
    ensure!(seeds.success(), "the targets' seeds could not be written");
    let mut targets: Vec<String> = fs::read_dir(&corpus)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    targets.sort();
    if let Some(name) = &arguments.target {
        ensure!(targets.contains(name), "no target {name}; there are {}", targets.join(", "));
        targets.retain(|target| target == name);
    }
    let failures = folder.join("failures");
    fs::create_dir_all(&failures)?;
    let mut failed = Vec::new();
    for target in targets {
        println!("Fuzzing {target}");
        if !fuzz(&program, &folder, &target, arguments)? {
            failed.push(target);
        }
    }
    for target in &failed {
        println!(
            "FAILED: {target}; its inputs are {}/{target}-*; again by: cargo xtask fuzz {target} \
             --input FILE",
            failures.display()
        );
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Builds the targets instrumented.
fn build(folder: &Path) -> Result<PathBuf> {
    crate::setup::need(&[&crate::setup::CXX])?;
    let host = host()?;
    let manifest = crate::root().join("tests/fuzz/libfuzzer/Cargo.toml");
    // With a target of its own, what runs while building is not instrumented.
    let status = Command::new("cargo")
        .args(["build", "--release", "--target", &host, "--manifest-path"])
        .arg(manifest)
        .env("CARGO_TARGET_DIR", folder)
        .env("RUSTFLAGS", RUSTFLAGS)
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the fuzz targets do not build");
    Ok(folder.join(host).join("release/libfuzzer"))
}

/// The triple of this machine.
fn host() -> Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("rustc does not start")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc -vV names no host")
}

/// Whether the target took everything.
fn fuzz(program: &Path, folder: &Path, target: &str, arguments: &Arguments) -> Result<bool> {
    let mut command = Command::new(program);
    command.env("ATOLL_FUZZ_TARGET", target).args(LIMITS);
    match &arguments.input {
        Some(input) => command.arg(input),
        None => {
            let failures = folder.join("failures").join(target);
            command.arg(folder.join("corpus").join(target)).args([
                format!("-artifact_prefix={}-", failures.display()),
                match arguments.cases {
                    Some(cases) => format!("-runs={cases}"),
                    None => format!("-max_total_time={}", arguments.minutes * 60),
                },
            ])
        }
    };
    command.args(arguments.seed.map(|seed| format!("-seed={seed}")));
    let output = command.output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = told.lines().collect();
    let passed = output.status.success();
    if passed {
        lines.iter().filter(|line| line.contains("DONE")).for_each(|line| println!("{line}"));
    } else {
        lines.iter().skip(lines.len().saturating_sub(FAILURE_LINES)).for_each(|l| println!("{l}"));
    }
    Ok(passed)
}
