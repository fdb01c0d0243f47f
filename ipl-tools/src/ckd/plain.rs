//! Plain CKD files: the device header, then every track's image at its place.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::FileExt;

use anyhow::{Context, Result, ensure};
use formats::geometry::TRACKS_PER_CYLINDER;
use zerocopy::IntoBytes;

use super::device_header::{DeviceHeader, Kind, TRACK_BYTES};
use super::track::{self, Track};
use crate::VolumeFile;

const DEVICE_HEADER: u64 = size_of::<DeviceHeader>() as u64;
const CYLINDER: u64 = TRACKS_PER_CYLINDER as u64 * TRACK_BYTES as u64;

/// Writes a volume to an empty file.
pub fn write(volume: &VolumeFile, file: &File) -> Result<()> {
    let mut tracks = BufWriter::new(file);
    tracks.write_all(DeviceHeader::new(Kind::Plain).as_bytes())?;
    for number in 0..volume.cylinders() * TRACKS_PER_CYLINDER {
        let mut image = track::image(number, &*volume.read_track(number)?);
        image.resize(TRACK_BYTES as usize, 0);
        tracks.write_all(&image)?;
    }
    tracks.flush()?;
    Ok(())
}

/// An open plain file.
#[derive(Debug)]
pub struct Plain {
    file: File,
    cylinders: u32,
}

impl Plain {
    /// The device header was looked at.
    pub fn open(file: File) -> Result<Self> {
        let length = file.metadata()?.len();
        let tracks = length - DEVICE_HEADER.min(length);
        ensure!(
            tracks > 0 && tracks.is_multiple_of(CYLINDER),
            "{length} bytes; expected {DEVICE_HEADER} and whole cylinders of {CYLINDER}"
        );
        Ok(Self { file, cylinders: u32::try_from(tracks / CYLINDER)? })
    }

    /// Cylinders of the volume.
    pub fn cylinders(&self) -> u32 {
        self.cylinders
    }

    /// The blocks of track `number`.
    pub fn track(&self, number: u32) -> Result<Box<Track>> {
        let mut image = vec![0; TRACK_BYTES as usize];
        let offset = DEVICE_HEADER + u64::from(number) * u64::from(TRACK_BYTES);
        self.file.read_exact_at(&mut image, offset).context("the file ends in the track")?;
        track::blocks(number, &image)
    }
}
