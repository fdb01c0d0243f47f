//! `cargo xtask`: what is done with the house from outside.
#![forbid(unsafe_code)]

mod build;
mod configuration;
mod console;
mod cp;
mod dump;
mod emulated;
mod fuzz;
mod hercules;
mod ipl;
mod lint;
mod ports;
mod program;
mod qemu;
mod run;
mod setup;
mod symbols;
mod terminal;
mod test;
mod toolchain;
mod tools;
mod volumes;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, IPLs and tests Atoll")]
enum Xtask {
    /// Install what is missing on this machine, with apt
    Setup,
    /// Build the nucleus and the stand-alone program loader
    Build,
    /// IPL a member; this terminal is its operator's console
    Ipl(ipl::Arguments),
    /// Run a CP command as OPERATOR on a member that is up; the exit status is CP's return code
    Cp(cp::Arguments),
    /// One more terminal of a member that is up
    Console {
        /// The member
        #[arg(long)]
        member: String,
    },
    /// Check format, lints and style
    Lint,
    /// Run the tests; the last line is `N passed, N failed`
    Test {
        /// Run only the tests whose name contains this
        filter: Option<String>,
    },
    /// Fuzz what is read of volumes, files and terminals
    Fuzz(fuzz::Arguments),
    /// Run the SSI state machines under the simulator of clocks, links and disks
    Sim {
        /// The first seed
        #[arg(long)]
        seed: u64,
        /// How many seeds; a single one that fails is traced
        #[arg(long, default_value_t = 1)]
        count: u64,
    },
    /// Show the dump of a CP abend
    Dump(dump::Arguments),
    /// Look at volumes: `dasd list FILE...`
    #[command(disable_help_flag = true)]
    Dasd {
        /// What ipl-tools' `dasd` takes
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> Result<ExitCode> {
    match Xtask::parse() {
        Xtask::Setup => setup::all().map(|()| ExitCode::SUCCESS),
        Xtask::Build => build::all().map(|_| ExitCode::SUCCESS),
        Xtask::Ipl(arguments) => ipl::run(&arguments),
        Xtask::Cp(arguments) => Ok(cp::run(&arguments)),
        Xtask::Console { member } => console::run(&member).map(|()| ExitCode::SUCCESS),
        Xtask::Lint => lint::run().map(|()| ExitCode::SUCCESS),
        Xtask::Test { filter } => test::run(filter.as_deref()),
        Xtask::Fuzz(arguments) => fuzz::run(&arguments),
        Xtask::Sim { seed, count } => tools::simulate(seed, count),
        Xtask::Dump(arguments) => dump::run(&arguments),
        Xtask::Dasd { arguments } => tools::dasd(&arguments),
    }
}

/// The root of the checkout.
fn root() -> PathBuf {
    let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().expect("xtask is a folder of the checkout").to_path_buf()
}
