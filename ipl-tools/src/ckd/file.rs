//! An open CKD file of either kind.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use formats::geometry::TRACKS_PER_CYLINDER;
use zerocopy::{FromZeros, IntoBytes};

use super::compressed::Compressed;
use super::compressed_header::MAXIMUM_CYLINDERS;
use super::device_header::{DeviceHeader, Kind};
use super::plain::Plain;
use super::track::{Track, address};

/// A volume in a CKD file.
#[derive(Debug)]
pub enum CkdFile {
    /// With every track at its place.
    Plain(Plain),
    /// With the tracks that were written.
    Compressed(Compressed),
}

impl CkdFile {
    /// Opens a CKD file for reading.
    pub fn open(path: &Path) -> Result<Self> {
        let name = path.display();
        let mut file = File::open(path).with_context(|| format!("{name} cannot be opened"))?;
        let mut header = DeviceHeader::new_zeroed();
        let read = file.read_exact(header.as_mut_bytes());
        read.with_context(|| format!("{name} is too short for a CKD file"))?;
        let open = || match header.kind()? {
            Kind::Plain => Plain::open(file).map(Self::Plain),
            Kind::Compressed => Compressed::open(file).map(Self::Compressed),
        };
        let opened: Self = open().with_context(|| format!("{name} cannot be read"))?;
        let cylinders = opened.cylinders();
        ensure!(
            cylinders <= MAXIMUM_CYLINDERS,
            "{name}: {cylinders} cylinders; expected {MAXIMUM_CYLINDERS} at most"
        );
        Ok(opened)
    }

    /// Cylinders of the volume.
    pub fn cylinders(&self) -> u32 {
        match self {
            Self::Plain(file) => file.cylinders(),
            Self::Compressed(file) => file.cylinders(),
        }
    }

    /// Tracks of the volume.
    pub fn tracks(&self) -> u32 {
        self.cylinders() * TRACKS_PER_CYLINDER
    }

    /// The blocks of track `number`; none if the file has no image of it.
    pub fn track(&self, number: u32) -> Result<Option<Box<Track>>> {
        let blocks = match self {
            Self::Plain(file) => file.track(number).map(Some),
            Self::Compressed(file) => file.track(number),
        };
        let place = address(number);
        blocks.with_context(|| format!("cylinder {} head {}", place.cylinder, place.head))
    }
}
