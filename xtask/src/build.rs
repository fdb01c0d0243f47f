//! Builds what is IPLed.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use crate::toolchain;

/// What stands where the nucleus does.
#[derive(Clone, Copy, ValueEnum)]
pub enum Image {
    /// CP
    Nucleus,
    /// The in-kernel tests
    Ktests,
}

/// Builds an image; answers where its ELF is.
pub fn image(image: Image) -> Result<PathBuf> {
    let package = match image {
        Image::Nucleus => "nucleus",
        Image::Ktests => "ktests",
    };
    toolchain::find()?.cargo("build", &[package])?;
    let folder = crate::root().join("target/kernel").join(toolchain::TARGET);
    Ok(folder.join("kernel").join(package))
}

/// Builds the nucleus; answers where its ELF is.
pub fn nucleus() -> Result<PathBuf> {
    image(Image::Nucleus)
}
