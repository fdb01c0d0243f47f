//! IPLs a member; this terminal is its operator's console.

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};

use crate::build::Image;
use crate::configuration::Configuration;
use crate::volumes::Place;
use crate::{emulated, hercules, qemu};

/// Wait state code of an orderly SHUTDOWN.
const SHUTDOWN_COMPLETE: u64 = 0x961;

/// Mask and address of the PSW of the disabled wait that ended a machine; none where it was
/// powered off.
pub type End = Option<(u64, u64)>;

/// What a member is IPLed on.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MachineKind {
    /// qemu-system-s390x
    Qemu,
    /// Hercules 3.13; lines are piped in
    Hercules,
}

/// What `cargo xtask ipl` takes.
#[derive(Args)]
pub struct Arguments {
    /// The member to be IPLed
    #[arg(long)]
    pub member: String,
    /// The machine
    #[arg(long, value_enum, default_value = "qemu")]
    pub machine: MachineKind,
    /// IPL parameters, in place of or behind those that the RES volume has stored
    #[arg(long, default_value = "")]
    pub parm: String,
    /// The load parameter; PROMPT shows the stand-alone program loader's panel
    #[arg(long)]
    pub loadparm: Option<String>,
    /// Load the nucleus from the host instead of the member's RES volume, without any volumes
    /// but those of --dasd
    #[arg(long)]
    pub kernel: bool,
    #[command(flatten)]
    pub place: Place,
    /// Shut the member down once the piped lines are at their end
    #[arg(long)]
    pub batch: bool,
    /// A volume at a device address, as `8290=FILE`, besides or instead of the plan's
    #[arg(long = "dasd", value_name = "ADDRESS=FILE")]
    pub dasd: Vec<Dasd>,
    /// What is loaded
    #[arg(long, value_enum, default_value = "nucleus", hide = true)]
    pub image: Image,
    /// CPUs of the machine
    #[arg(long, default_value_t = 2)]
    pub cpus: u32,
    /// Megabytes of main storage
    #[arg(long, default_value_t = 512)]
    pub memory: u32,
}

/// A volume at a device address.
#[derive(Clone)]
pub struct Dasd {
    /// Device number, 4 hexadecimal digits.
    pub address: String,
    /// The volume's file.
    pub file: PathBuf,
}

impl Dasd {
    /// The volume in `file` at device `address`.
    pub fn new(address: &str, file: PathBuf) -> Result<Self> {
        let number = syntax::device_number(address);
        let number = number.context("expected a device number of 1 to 4 hexadecimal digits")?;
        // QEMU takes a comma in a file's name for the next option.
        let usable = file.is_file() && !file.to_string_lossy().contains(',');
        ensure!(usable, "{} is no volume's file", file.display());
        Ok(Self { address: format!("{number:04x}"), file })
    }
}

impl FromStr for Dasd {
    type Err = anyhow::Error;
    fn from_str(text: &str) -> Result<Self> {
        let (address, file) = text.split_once('=').context("expected ADDRESS=FILE")?;
        Self::new(address, file.into())
    }
}

/// IPLs the member and answers success only after an orderly SHUTDOWN.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let configuration = Configuration::prepare(arguments)?;
    let end = match arguments.machine {
        MachineKind::Qemu => {
            configuration.dasd.iter().try_for_each(emulated::recover)?;
            qemu::run(arguments, &configuration)?
        }
        MachineKind::Hercules => hercules::run(arguments, &configuration)?,
    };
    let Some((mask, address)) = end else {
        eprintln!("The machine was powered off without SHUTDOWN.");
        return Ok(ExitCode::FAILURE);
    };
    let words = [mask >> 32, mask & 0xFFFF_FFFF, address >> 32, address & 0xFFFF_FFFF];
    let words: Vec<String> = words.iter().map(|word| format!("{word:08X}")).collect();
    println!("HCPGIR450W CP entered; disabled wait PSW {}", words.join(" "));
    let orderly = address == SHUTDOWN_COMPLETE;
    Ok(if orderly { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
