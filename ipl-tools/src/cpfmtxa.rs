//! CPFMTXA: makes and labels volumes.

use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use embassy_futures::block_on;
use formats::geometry::{CYLINDERS_3390_3, CYLINDERS_3390_9};
use formats::label::{self, Volid};

use crate::VolumeFile;

/// Cylinders that a volume may have: no more than a 3390-9, no fewer than a track's cylinder.
const MAXIMUM_CYLINDERS: u32 = CYLINDERS_3390_9;

/// Makes a volume that is not there yet and labels it.
pub fn format(path: &Path, volid: &str, cylinders: u32) -> Result<()> {
    let volid = checked(volid)?;
    ensure!(
        (1..=MAXIMUM_CYLINDERS).contains(&cylinders),
        "{cylinders} cylinders; expected 1 to {MAXIMUM_CYLINDERS} (a 3390-3 has {CYLINDERS_3390_3})"
    );
    write(&VolumeFile::create(path, cylinders)?, volid)
}

/// Labels a volume that is there. One that has a label already is labelled anew only with
/// `replace`.
pub fn relabel(path: &Path, volid: &str, replace: bool) -> Result<()> {
    let volid = checked(volid)?;
    let volume = VolumeFile::open(path)?;
    if let Ok(old) = block_on(label::read(&volume)) {
        ensure!(replace, "{} is volume {old}; nothing was changed", path.display());
    }
    write(&volume, volid)
}

fn checked(volid: &str) -> Result<Volid> {
    let expected = "expected a volume serial number of 1 to 6 letters, digits, @, # and $";
    Volid::new(volid).with_context(|| format!("{volid}: {expected}"))
}

fn write(volume: &VolumeFile, volid: Volid) -> Result<()> {
    block_on(label::write(volume, volid)).map_err(|error| anyhow!("{error}"))
}
