//! What a RES volume is IPLed from: the IPL text with its parameters (SALIPL) and CPLOAD MODULE.

use std::path::Path;

use anyhow::{Result, anyhow, bail, ensure};
use config::IplParameters;
use embassy_futures::block_on;
use formats::cpload::Module;
use formats::ipl::{self, IplError, IplText};

use crate::VolumeFile;
use crate::cms::CmsMinidisk;
use crate::install::RES_PARM_DISK;

/// Name and type of the nucleus' file.
pub const CPLOAD: (&str, &str) = ("CPLOAD", "MODULE");

/// What CP is IPLed by.
#[derive(Clone, Copy, Debug)]
pub struct Programs<'a> {
    /// The nucleus: a CPLOAD MODULE.
    pub cpload: &'a [u8],
    /// The stand-alone program loader, entered at its first byte.
    pub loader: &'a [u8],
}

/// Puts both on a RES volume whose minidisk is formatted.
pub fn write(res: &Path, programs: Programs<'_>, parameters: &str) -> Result<()> {
    let fault = |fault| anyhow!("{} {}: {fault}", CPLOAD.0, CPLOAD.1);
    Module::parse(programs.cpload).map_err(fault)?;
    let mut minidisk = CmsMinidisk::open(res, RES_PARM_DISK.0, RES_PARM_DISK.1)?;
    minidisk.write_binary(CPLOAD.0, CPLOAD.1, programs.cpload)?;
    write_text(res, programs.loader, 0, parameters)
}

/// Puts both in place of those that a RES volume has, whose IPL parameters stay; without any,
/// `parameters` are stored. False where the volume has the very same already.
pub fn replace(res: &Path, programs: Programs<'_>, parameters: &str) -> Result<bool> {
    let device = VolumeFile::open(res)?;
    let stored = match block_on(ipl::parameters(&device)) {
        Ok(stored) => stored,
        Err(IplError::NoText) => parameters.to_owned(),
        Err(error) => bail!("{}: {error}", res.display()),
    };
    let minidisk = CmsMinidisk::open(res, RES_PARM_DISK.0, RES_PARM_DISK.1)?;
    let same_nucleus =
        minidisk.read(CPLOAD.0, CPLOAD.1).is_ok_and(|bytes| bytes == programs.cpload);
    let text = IplText { loader: programs.loader, entry: 0, parameters: &stored };
    if same_nucleus && block_on(text.is_on(&device)) {
        return Ok(false);
    }
    write(res, programs, &stored)?;
    Ok(true)
}

/// The IPL parameters that are stored on a volume.
pub fn parameters(volume: &Path) -> Result<String> {
    let stored = block_on(ipl::parameters(&VolumeFile::open(volume)?));
    stored.map_err(|error| anyhow!("{}: {error}", volume.display()))
}

/// SALIPL: stores other IPL parameters.
pub fn set_parameters(volume: &Path, parameters: &str) -> Result<()> {
    check(parameters)?;
    let read = block_on(ipl::read_text(&VolumeFile::open(volume)?));
    let (text, loader) = read.map_err(|error| anyhow!("{}: {error}", volume.display()))?;
    write_text(volume, &loader, text.entry, parameters)
}

/// That each word of IPL parameters is valid.
pub fn check(parameters: &str) -> Result<()> {
    let (_, bad) = IplParameters::parse(parameters);
    let bad: Vec<String> = bad.iter().map(ToString::to_string).collect();
    ensure!(bad.is_empty(), "IPL parameter {}", bad.join("; "));
    Ok(())
}

fn write_text(volume: &Path, loader: &[u8], entry: u32, parameters: &str) -> Result<()> {
    let text = IplText { loader, entry, parameters };
    block_on(text.write(&VolumeFile::open(volume)?))
        .map_err(|error| anyhow!("{}: {error}", volume.display()))
}
