//! Builds what is IPLed.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use ipl_tools::salipl::Programs;

use crate::program::Program;
use crate::toolchain;

/// What stands where the nucleus does.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Image {
    /// CP
    Nucleus,
    /// The in-kernel tests
    Ktests,
}

/// What volumes are IPLed from, as it was built.
pub struct Built {
    /// The nucleus' ELF.
    pub nucleus: PathBuf,
    cpload: Vec<u8>,
    loader: Vec<u8>,
}

impl Built {
    /// What RES volumes are IPLed from.
    pub fn programs(&self) -> Programs<'_> {
        Programs { cpload: &self.cpload, loader: &self.loader }
    }
}

/// Builds an image; answers where its ELF is.
pub fn image(image: Image) -> Result<PathBuf> {
    let package = match image {
        Image::Nucleus => "nucleus",
        Image::Ktests => "ktests",
    };
    toolchain::find()?.cargo("build", &[package])?;
    Ok(folder().join(package))
}

/// Builds the nucleus and the stand-alone program loader.
pub fn all() -> Result<Built> {
    toolchain::find()?.cargo("build", &["nucleus", "boot"])?;
    let nucleus = folder().join("nucleus");
    let cpload = Program::of_elf(&nucleus)?.to_cpload(&toolchain::created())?;
    let loader = Program::of_elf(&folder().join("loader"))?.into_ipl_text()?;
    Ok(Built { nucleus, cpload, loader })
}

/// Where the kernel's programs are built to.
fn folder() -> PathBuf {
    crate::root().join("target/kernel").join(toolchain::TARGET).join("kernel")
}
