//! Compressed CKD files: device header, compressed header, level 1 table, level 2 tables, images.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;

use anyhow::{Context, Result, bail, ensure};
use flate2::Compression;
use flate2::read::{ZlibDecoder, ZlibEncoder};
use zerocopy::{FromZeros, IntoBytes};

use super::compressed_header::{CompressedHeader, level_1_entries};
use super::device_header::{DeviceHeader, Kind, TRACK_BYTES};
use super::home_address::{HomeAddress, compression};
use super::lookup::{Level1Entry, Level2Entry, Level2Table, TRACKS_OF_TABLE};
use super::track::{self, EMPTY, Track};
use crate::VolumeFile;

const DEVICE_HEADER: u64 = size_of::<DeviceHeader>() as u64;
const LEVEL_1: u64 = DEVICE_HEADER + size_of::<CompressedHeader>() as u64;
const HOME_ADDRESS: usize = size_of::<HomeAddress>();

/// Writes a volume to an empty file, its images stored by a [`compression`].
pub fn write(volume: &VolumeFile, file: &File, compression: u8) -> Result<()> {
    let entries = level_1_entries(volume.cylinders());
    let mut level_1 = vec![Level1Entry::ZERO; entries as usize];
    let mut position = LEVEL_1 + size_of_val(level_1.as_slice()) as u64;
    for entry in tables(volume)? {
        level_1[entry as usize] = u32::try_from(position)?.into();
        position += size_of::<Level2Table>() as u64;
    }
    let mut images = BufWriter::new(file);
    images.seek(SeekFrom::Start(position))?;
    for (table, place) in (0..).zip(&level_1).filter(|(_, place)| place.get() != 0) {
        let level_2 = write_images(volume, table, &mut images, &mut position, compression)?;
        file.write_all_at(level_2.as_bytes(), place.get().into())?;
    }
    images.flush()?;
    let size = u32::try_from(position).context("a compressed CKD file has at most 4 GiB")?;
    let header = CompressedHeader::new(volume.cylinders(), compression, size);
    file.write_all_at(DeviceHeader::new(Kind::Compressed).as_bytes(), 0)?;
    file.write_all_at(header.as_bytes(), DEVICE_HEADER)?;
    file.write_all_at(level_1.as_bytes(), LEVEL_1)?;
    Ok(())
}

/// The level 2 tables that a volume needs: those of tracks that the volume's file has.
fn tables(volume: &VolumeFile) -> Result<Vec<u32>> {
    let (mut tables, mut from) = (Vec::new(), 0);
    while let Some(track) = volume.next_written(from)? {
        let table = track / TRACKS_OF_TABLE;
        tables.push(table);
        from = (table + 1) * TRACKS_OF_TABLE;
    }
    Ok(tables)
}

/// Writes the images of a level 2 table's tracks from `position` on.
fn write_images(
    volume: &VolumeFile,
    table: u32,
    images: &mut impl Write,
    position: &mut u64,
    compression: u8,
) -> Result<Level2Table> {
    let first = table * TRACKS_OF_TABLE;
    let mut level_2 = [Level2Entry::ZEROS; TRACKS_OF_TABLE as usize];
    let mut from = first;
    while let Some(number) = volume.next_written(from)?.filter(|n| *n < first + TRACKS_OF_TABLE) {
        from = number + 1;
        let blocks = volume.read_track(number)?;
        if *blocks == EMPTY {
            continue;
        }
        let image = compress(track::image(number, &blocks), compression)?;
        let place = u32::try_from(*position).context("a compressed CKD file has at most 4 GiB")?;
        level_2[(number - first) as usize] = Level2Entry::new(place, image.len() as u16);
        images.write_all(&image)?;
        *position += image.len() as u64;
    }
    Ok(level_2)
}

/// An image with all behind its home address compressed, where that makes it shorter.
fn compress(image: Vec<u8>, compression: u8) -> Result<Vec<u8>> {
    if compression == compression::NONE {
        return Ok(image);
    }
    let (home_address, records) = image.split_at(HOME_ADDRESS);
    let mut shorter = home_address.to_vec();
    shorter[0] = compression;
    ZlibEncoder::new(records, Compression::default()).read_to_end(&mut shorter)?;
    Ok(if shorter.len() < image.len() { shorter } else { image })
}

/// An open compressed file.
#[derive(Debug)]
pub struct Compressed {
    file: File,
    cylinders: u32,
    tables: Vec<Option<Box<Level2Table>>>,
}

impl Compressed {
    /// Reads headers and tables; the device header was looked at.
    pub fn open(file: File) -> Result<Self> {
        let mut header = CompressedHeader::new_zeroed();
        read(&file, header.as_mut_bytes(), DEVICE_HEADER, "compressed header")?;
        let cylinders = header.cylinders()?;
        let mut level_1 = vec![Level1Entry::ZERO; level_1_entries(cylinders) as usize];
        read(&file, level_1.as_mut_bytes(), LEVEL_1, "level 1 table")?;
        let table = |place: &Level1Entry| {
            let mut table = [Level2Entry::ZEROS; TRACKS_OF_TABLE as usize];
            if place.get() == 0 {
                return Ok(None);
            }
            read(&file, table.as_mut_bytes(), place.get().into(), "level 2 table")?;
            Ok(Some(Box::new(table)))
        };
        let tables = level_1.iter().map(table).collect::<Result<_>>()?;
        Ok(Self { file, cylinders, tables })
    }

    /// Cylinders of the volume.
    pub fn cylinders(&self) -> u32 {
        self.cylinders
    }

    /// The blocks of track `number`; none if it has no image, which is a track of zeros.
    pub fn track(&self, number: u32) -> Result<Option<Box<Track>>> {
        let table = self.tables.get((number / TRACKS_OF_TABLE) as usize);
        let Some(Some(table)) = table else { return Ok(None) };
        let entry = table[(number % TRACKS_OF_TABLE) as usize];
        if entry.position.get() == 0 {
            return Ok(None);
        }
        let length = usize::from(entry.length.get());
        ensure!(length > HOME_ADDRESS, "an image of {length} bytes");
        let mut image = vec![0; length];
        read(&self.file, &mut image, entry.position.get().into(), "image")?;
        track::blocks(number, &expand(image)?).map(Some)
    }
}

/// The image as it is without compression.
fn expand(mut image: Vec<u8>) -> Result<Vec<u8>> {
    match image[0] {
        compression::NONE => Ok(image),
        compression::ZLIB => {
            let records = image.split_off(HOME_ADDRESS);
            image[0] = compression::NONE;
            let longest = u64::from(TRACK_BYTES);
            let expanded = ZlibDecoder::new(&*records).take(longest).read_to_end(&mut image);
            expanded.context("the image is damaged: zlib cannot expand it")?;
            Ok(image)
        }
        other => bail!("compression {other}; expected 0 (none) or 1 (zlib)"),
    }
}

fn read(file: &File, bytes: &mut [u8], offset: u64, what: &str) -> Result<()> {
    let ends = || format!("the file ends in its {what} at {offset}");
    file.read_exact_at(bytes, offset).with_context(ends)
}
