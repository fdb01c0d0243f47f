//! The host tools as one program.
#![forbid(unsafe_code)]

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};
use formats::geometry::CYLINDERS_3390_9;
use ipl_tools::{cpfmtxa, dasd};

#[derive(Parser)]
#[command(name = "ipl-tools", about = "Makes, labels and lists volumes")]
enum Tool {
    /// Make and label volumes
    #[command(subcommand)]
    Cpfmtxa(Cpfmtxa),
    /// Look at volumes
    #[command(subcommand)]
    Dasd(Dasd),
}

#[derive(Subcommand)]
enum Cpfmtxa {
    /// Make a volume that is not there yet and label it
    Format {
        /// The volume's file
        file: PathBuf,
        /// Volume serial number
        volid: String,
        /// Cylinders
        #[arg(long, default_value_t = CYLINDERS_3390_9)]
        cylinders: u32,
    },
    /// Label a volume that is there
    Label {
        /// The volume's file
        file: PathBuf,
        /// Volume serial number
        volid: String,
        /// Even if it has a label already
        #[arg(long)]
        replace: bool,
    },
}

#[derive(Subcommand)]
enum Dasd {
    /// One line a volume
    List {
        /// The volumes' files
        files: Vec<PathBuf>,
    },
}

fn main() -> Result<()> {
    match Tool::parse() {
        Tool::Cpfmtxa(Cpfmtxa::Format { file, volid, cylinders }) => {
            cpfmtxa::format(&file, &volid, cylinders)
        }
        Tool::Cpfmtxa(Cpfmtxa::Label { file, volid, replace }) => {
            cpfmtxa::relabel(&file, &volid, replace)
        }
        Tool::Dasd(Dasd::List { files }) => {
            for file in files {
                println!("{}", dasd::line(&file)?);
            }
            Ok(())
        }
    }
}
