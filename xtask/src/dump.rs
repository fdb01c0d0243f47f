//! `cargo xtask dump`: what the dump of a CP abend says.

mod opened;
mod show;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::build::{self, Image};
use opened::Opened;

/// Entries of the trace table that are shown where nobody says how many.
const ENTRIES: usize = 100;
/// Bytes that `display` shows at most.
const DISPLAY_BYTES: u64 = 1 << 20;

/// What `cargo xtask dump` takes.
#[derive(Args)]
#[command(override_usage = "cargo xtask dump --member <MEMBER> | <FILE> [trace [COUNT] | \
                            display ADDRESS LENGTH]")]
pub struct Arguments {
    /// The newest dump of this member, on the volumes of this checkout
    #[arg(long)]
    member: Option<String>,
    /// What was loaded when CP ended
    #[arg(long, value_enum, default_value = "nucleus", hide = true)]
    image: Image,
    /// A volume's file, unless --member names the dump; then nothing for registers and callers,
    /// `trace [COUNT]` for what CP did last, `display ADDRESS LENGTH` for storage (hexadecimal)
    words: Vec<String>,
}

/// What is to be shown.
enum What {
    Summary,
    Trace(usize),
    Display { address: u64, length: u64 },
}

/// Shows a dump.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let words: Vec<&str> = arguments.words.iter().map(String::as_str).collect();
    let (dump, words) = match (&arguments.member, &words[..]) {
        (Some(member), words) => (Opened::of_member(member)?, words),
        (None, [file, words @ ..]) => (Opened::newest(&PathBuf::from(file))?, words),
        (None, []) => bail!("expected --member or a volume's file"),
    };
    let dump = dump.with_symbols(&build::image(arguments.image)?)?;
    match what(words)? {
        What::Summary => show::summary(&dump)?,
        What::Trace(count) => show::trace(&dump, count),
        What::Display { address, length } => show::storage(&dump, address, length)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn what(words: &[&str]) -> Result<What> {
    let number = |word: &str| {
        let digits = word.trim_start_matches("0x");
        let number = u64::from_str_radix(digits, 16);
        number.with_context(|| format!("{word}: expected a hexadecimal number"))
    };
    match words {
        [] => Ok(What::Summary),
        ["trace"] => Ok(What::Trace(ENTRIES)),
        ["trace", count] => {
            let count = count.parse();
            Ok(What::Trace(count.context("expected how many entries of the trace table")?))
        }
        ["display", address, length] => {
            let (address, length) = (number(address)?, number(length)?);
            ensure!(length <= DISPLAY_BYTES, "at most {DISPLAY_BYTES:X} bytes are displayed");
            Ok(What::Display { address, length })
        }
        _ => bail!("expected nothing, trace [COUNT], or display ADDRESS LENGTH"),
    }
}
