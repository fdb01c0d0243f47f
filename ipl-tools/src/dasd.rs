//! DASD LIST: what volumes there are.

use std::path::Path;

use anyhow::Result;
use embassy_futures::block_on;
use formats::label;

use crate::VolumeFile;

/// One line about a volume: `S1COM1 3390      10017 CYL volumes/S1COM1.3390`.
pub fn line(path: &Path) -> Result<String> {
    let volume = VolumeFile::open(path)?;
    let label = block_on(label::read(&volume));
    let label = label.map_or("------".to_string(), |volid| volid.to_string());
    Ok(format!("{label:<6} 3390 {:>10} CYL {}", volume.cylinders(), path.display()))
}
