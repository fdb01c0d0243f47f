//! Builds the nucleus.

use std::path::PathBuf;

use anyhow::Result;

use crate::toolchain;

/// Builds the nucleus; answers where its ELF is.
pub fn nucleus() -> Result<PathBuf> {
    toolchain::find()?.cargo("build", "nucleus")?;
    Ok(crate::root().join("target/kernel").join(toolchain::TARGET).join("kernel/nucleus"))
}
