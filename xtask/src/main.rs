//! `cargo xtask`: what is done with the house from outside.
#![forbid(unsafe_code)]

mod build;
mod hercules;
mod ipl;
mod lint;
mod qemu;
mod setup;
mod terminal;
mod test;
mod toolchain;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, IPLs and tests Atoll")]
enum Xtask {
    /// Install what is missing on this machine, with apt
    Setup,
    /// Build the nucleus
    Build,
    /// IPL a member; this terminal is its operator's console
    Ipl(ipl::Arguments),
    /// Check format, lints and style
    Lint,
    /// Run the tests; the last line is `N passed, N failed`
    Test {
        /// Run only the tests whose name contains this
        filter: Option<String>,
    },
}

fn main() -> Result<ExitCode> {
    match Xtask::parse() {
        Xtask::Setup => setup::all().map(|()| ExitCode::SUCCESS),
        Xtask::Build => build::nucleus().map(|_| ExitCode::SUCCESS),
        Xtask::Ipl(arguments) => ipl::run(&arguments),
        Xtask::Lint => lint::run().map(|()| ExitCode::SUCCESS),
        Xtask::Test { filter } => test::run(filter.as_deref()),
    }
}

/// The root of the checkout.
fn root() -> PathBuf {
    let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().expect("xtask is a folder of the checkout").to_path_buf()
}
