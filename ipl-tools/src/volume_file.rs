//! A volume as a sparse file of 4 KiB blocks in 3390 geometry.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use formats::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use formats::geometry::{BLOCKS_PER_CYLINDER, BLOCKS_PER_TRACK};
use rustix::fs::{SeekFrom, seek};
use rustix::io::Errno;

/// Bytes of a cylinder.
const CYLINDER_BYTES: u64 = BLOCKS_PER_CYLINDER as u64 * BLOCK_BYTES as u64;
/// Bytes of a track.
const TRACK_BYTES: u64 = BLOCKS_PER_TRACK as u64 * BLOCK_BYTES as u64;

/// An open volume.
#[derive(Debug)]
pub struct VolumeFile {
    file: File,
    blocks: u32,
}

impl VolumeFile {
    /// Makes a volume of `cylinders`; a file that is there already is refused.
    pub fn create(path: &Path, cylinders: u32) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path);
        let file = file.with_context(|| format!("{} cannot be made", path.display()))?;
        Self::from_file(file, cylinders)
    }

    /// Makes a volume of `cylinders` of an empty file.
    pub fn from_file(file: File, cylinders: u32) -> Result<Self> {
        file.set_len(u64::from(cylinders) * CYLINDER_BYTES)?;
        Ok(Self { file, blocks: cylinders * BLOCKS_PER_CYLINDER })
    }

    /// Opens a volume; a file that is not whole cylinders long was cut off or is no volume.
    pub fn open(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(path);
        let file = file.with_context(|| format!("{} cannot be opened", path.display()))?;
        let length = file.metadata()?.len();
        ensure!(
            length > 0 && length.is_multiple_of(CYLINDER_BYTES),
            "{}: {length} bytes; expected whole cylinders of {CYLINDER_BYTES} bytes",
            path.display()
        );
        let blocks = u32::try_from(length / BLOCK_BYTES as u64)?;
        Ok(Self { file, blocks })
    }

    /// Cylinders of the volume.
    pub fn cylinders(&self) -> u32 {
        self.blocks / BLOCKS_PER_CYLINDER
    }

    /// The first track from `track` on that the file has; those between are holes, all zeros.
    pub fn next_written(&self, track: u32) -> Result<Option<u32>> {
        match seek(&self.file, SeekFrom::Data(u64::from(track) * TRACK_BYTES)) {
            Ok(offset) => Ok(Some(u32::try_from(offset / TRACK_BYTES)?)),
            Err(Errno::NXIO) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The blocks of a track.
    pub fn read_track(&self, track: u32) -> Result<Box<[Block; BLOCKS_PER_TRACK as usize]>> {
        let mut blocks = Box::new([[0; BLOCK_BYTES]; BLOCKS_PER_TRACK as usize]);
        self.file.read_exact_at(blocks.as_flattened_mut(), u64::from(track) * TRACK_BYTES)?;
        Ok(blocks)
    }

    /// Writes the block at `index` of a track.
    pub fn write_block(&self, track: u32, index: u32, block: &Block) -> Result<()> {
        let offset = self.offset(track * BLOCKS_PER_TRACK + index);
        let offset = offset.map_err(|error| anyhow!("{}", error.reason()))?;
        Ok(self.file.write_all_at(block, offset)?)
    }

    fn offset(&self, number: u32) -> Result<u64, IoError> {
        let inside = number < self.blocks;
        inside.then(|| u64::from(number) * BLOCK_BYTES as u64).ok_or(IoError::OutOfRange)
    }
}

impl BlockDevice for VolumeFile {
    fn blocks(&self) -> u32 {
        self.blocks
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        let offset = self.offset(number)?;
        self.file.read_exact_at(block, offset).map_err(|_| IoError::Unreadable)
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        let offset = self.offset(number)?;
        self.file.write_all_at(block, offset).map_err(|_| IoError::Unreadable)
    }
}
