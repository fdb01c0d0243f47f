//! DIRECTXA: compiles the user directory to the DRCT area of volumes.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use directory::{Directory, Name, ObjectBytes, ObjectDirectory, Problem, compile, parse};
use embassy_futures::block_on;
use formats::allocation::{ALLOCATION_BLOCK, AllocationMap, Kind};
use formats::block::{BLOCK_BYTES, BlockDevice};
use formats::drct::{self, ActiveCopy, Area, DrctError};

use crate::excerpt::Excerpts;
use crate::formssi::tod_now;
use crate::{Ended, VolumeFile};

/// Return codes: an error in the source; no room for the object directory.
const BAD_SOURCE: u8 = 2;
const NO_ROOM: u8 = 5;
const NOT_UPDATED: &str = "EOJ DIRECTORY NOT UPDATED";

/// Reads a source; all its errors are told at once, with their records.
pub fn read_source(file: &str, text: &str, members: &[&str]) -> Result<Directory> {
    let members: Option<Vec<Name>> = members.iter().map(|name| Name::new(name)).collect();
    let members = members.context("a member's name is no system name")?;
    parse(file, text, &members).map_err(|problems| {
        let mut excerpts = Excerpts::default();
        excerpts.add(file, text);
        let shown = problems.iter().map(|Problem { number, diagnostic }| {
            let code = format!("HCPDIR{}E", number.value());
            let what = format!("{}: {}", diagnostic.statement, diagnostic.problem);
            excerpts.error(&diagnostic.place, &code, &what, &diagnostic.expected) + "\n"
        });
        let text = shown.collect::<String>() + NOT_UPDATED;
        Ended { code: BAD_SOURCE, text }.into()
    })
}

/// The object directory of `directory`, for a cluster or for a system without one.
pub fn object(directory: &Directory, cluster: &str) -> Result<Vec<u8>> {
    let cluster = Name::new(cluster).with_context(|| format!("{cluster} is no system name"))?;
    compile(directory, cluster).map_err(|error| anyhow!("{error}; {NOT_UPDATED}"))
}

/// Writes an object directory to a volume's DRCT area; says how many pages it has.
pub fn write(volume: &Path, object: &[u8], source: &str) -> Result<u32> {
    let device = VolumeFile::open(volume)?;
    let area = area(&device).with_context(|| volume.display().to_string())?;
    let header =
        block_on(drct::write(&device, area, object, tod_now(), source)).map_err(|error| {
            let text = format!("{}: {error}\n{NOT_UPDATED}", volume.display());
            match error {
                DrctError::TooSmall { .. } => Ended { code: NO_ROOM, text }.into(),
                _ => anyhow!(text),
            }
        })?;
    Ok(header.blocks())
}

/// The directory of a volume as source text, passwords masked.
pub fn list(volume: &Path) -> Result<String> {
    let device = VolumeFile::open(volume)?;
    let area = area(&device).with_context(|| volume.display().to_string())?;
    let read = async {
        let active = ActiveCopy::open(&device, area).await.map_err(|e| anyhow!("{e}"))?;
        let bytes = active.read_all().await.map_err(|e| anyhow!("{e}"))?;
        let object = ObjectDirectory::open(ObjectBytes(&bytes)).await;
        let object = object.map_err(|e| anyhow!("{e}"))?;
        object.list().await.map_err(|e| anyhow!("{e}"))
    };
    let (directory, faults) = block_on(read).with_context(|| volume.display().to_string())?;
    if let Some(fault) = faults.first() {
        bail!("{}: {fault}", volume.display());
    }
    Ok(directory.to_string())
}

/// The cylinders that a volume has for its directory.
fn area(device: &VolumeFile) -> Result<Area> {
    let mut block = [0; BLOCK_BYTES];
    block_on(device.read(ALLOCATION_BLOCK, &mut block)).map_err(|e| anyhow!("{}", e.reason()))?;
    let map = AllocationMap::from_block(&block).map_err(|fault| anyhow!("{fault}"))?;
    let extent = map.extents().iter().find(|extent| extent.kind == Kind::Drct);
    let cylinders = &extent.context("no cylinders are allocated as DRCT")?.cylinders;
    Ok(Area::cylinders(*cylinders.start(), *cylinders.end()))
}
