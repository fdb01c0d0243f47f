//! The DRCT area of a volume: where DIRECTXA writes the object directory and CP reads it.
//!
//! z/VM gives cylinders of type DRCT two copies of the directory and lets the volume label name
//! the active one (CP Planning and Administration, "Allocating DASD space"). Here the area holds:
//!
//! | blocks of the area | hold |
//! |---|---|
//! | 0 and 1 | a [`Header`] for each copy |
//! | 2 to the middle | copy 0 |
//! | the middle to the end | copy 1 |
//!
//! A new directory goes to the copy that is not active: its header is marked unfinished, the
//! blocks are written, the header is finished. Whichever write is the last that reached the
//! volume, one whole directory is there: the old one or the new one.

mod header;

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

pub use header::Header;
use header::{State, decode, encode};

use crate::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use crate::geometry::BLOCKS_PER_CYLINDER;

/// Blocks of the two headers.
const HEADERS: u32 = 2;

/// The blocks of a volume that are allocated as DRCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First block, counted from the volume's begin.
    pub first: u32,
    /// How many blocks.
    pub blocks: u32,
}

impl Area {
    /// Cylinders `first` to `last`, both in it: 1 to 20 of an RES volume.
    pub const fn cylinders(first: u32, last: u32) -> Self {
        Self {
            first: first * BLOCKS_PER_CYLINDER,
            blocks: (last + 1 - first) * BLOCKS_PER_CYLINDER,
        }
    }

    /// Blocks that one copy has room for.
    pub const fn capacity(&self) -> u32 {
        self.blocks.saturating_sub(HEADERS) / 2
    }

    const fn header(&self, copy: u8) -> u32 {
        self.first + copy as u32
    }

    const fn copy(&self, copy: u8) -> u32 {
        self.first + HEADERS + copy as u32 * self.capacity()
    }
}

/// Why the area gives no directory, or takes none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrctError {
    /// No directory was ever written here.
    Missing,
    /// The first directory was begun and not finished.
    Unfinished,
    /// Neither header can be believed, or the directory differs from its check.
    Damaged,
    /// The directory does not fit.
    TooSmall {
        /// Blocks that the directory needs.
        needed: u32,
        /// Blocks that a copy has room for.
        room: u32,
    },
    /// The volume did not give or take block `block` (counted from the volume's begin).
    Io {
        /// Number of the block.
        block: u32,
        /// What the volume said.
        error: IoError,
    },
}

impl fmt::Display for DrctError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no directory was ever written to the DRCT area"),
            Self::Unfinished => f.write_str("the directory in the DRCT area was not finished"),
            Self::Damaged => f.write_str("the directory in the DRCT area is damaged"),
            Self::TooSmall { needed, room } => {
                write!(f, "the directory needs {needed} blocks; the DRCT area has room for {room}")
            }
            Self::Io { block, error } => write!(f, "block {block} of the volume: {error:?}"),
        }
    }
}

/// Writes `object` as the area's next directory and makes it the active one.
///
/// `created` is in TOD-clock format; `source` is the file it was compiled from, of which the
/// header keeps the first 24 characters.
pub async fn write(
    device: &impl BlockDevice,
    area: Area,
    object: &[u8],
    created: u64,
    source: &str,
) -> Result<Header, DrctError> {
    let needed = object.len().div_ceil(BLOCK_BYTES) as u32;
    let room = area.capacity();
    if needed == 0 || needed > room {
        return Err(DrctError::TooSmall { needed, room });
    }
    let header = Header::new(next_generation(device, area).await?, object, created, source);
    let copy = header.copy();
    put(device, area.header(copy), &encode(&header, State::Unfinished)).await?;
    for (number, bytes) in (area.copy(copy)..).zip(object.chunks(BLOCK_BYTES)) {
        let mut block = [0; BLOCK_BYTES];
        block[..bytes.len()].copy_from_slice(bytes);
        put(device, number, &block).await?;
    }
    put(device, area.header(copy), &encode(&header, State::Finished)).await?;
    Ok(header)
}

/// One more than that of the active directory; an area without one begins anew.
async fn next_generation(device: &impl BlockDevice, area: Area) -> Result<u64, DrctError> {
    match read_header(device, area).await {
        Ok(header) => Ok(header.generation.wrapping_add(1)),
        Err(error @ DrctError::Io { .. }) => Err(error),
        Err(_) => Ok(0),
    }
}

/// The header of the active directory: of the finished ones the last that was written.
pub async fn read_header(device: &impl BlockDevice, area: Area) -> Result<Header, DrctError> {
    let mut active: Option<Header> = None;
    let mut fault = DrctError::Missing;
    for copy in [0, 1] {
        let block = get(device, area.header(copy)).await?;
        match decode(&block) {
            Ok((header, State::Finished)) if header.fits(copy, area.capacity()) => {
                let newer = active.is_none_or(|other| header.generation > other.generation);
                active = if newer { Some(header) } else { active };
            }
            Ok((_, State::Unfinished)) if fault == DrctError::Missing => {
                fault = DrctError::Unfinished;
            }
            Ok((_, State::Unfinished)) | Err(DrctError::Missing) => {}
            _ => fault = DrctError::Damaged,
        }
    }
    active.ok_or(fault)
}

/// The active directory, read block by block: block 0 is the object's first.
pub struct ActiveCopy<'a, D> {
    device: &'a D,
    first: u32,
    /// Its header.
    pub header: Header,
}

impl<'a, D: BlockDevice> ActiveCopy<'a, D> {
    /// Finds the active directory.
    pub async fn open(device: &'a D, area: Area) -> Result<Self, DrctError> {
        let header = read_header(device, area).await?;
        Ok(Self { device, first: area.copy(header.copy()), header })
    }

    /// The whole object, which must agree with the header's check.
    pub async fn read_all(&self) -> Result<Vec<u8>, DrctError> {
        let mut object = vec![0; self.header.length as usize];
        for (number, bytes) in (self.first..).zip(object.chunks_mut(BLOCK_BYTES)) {
            let block = get(self.device, number).await?;
            bytes.copy_from_slice(&block[..bytes.len()]);
        }
        if self.header.agrees(&object) { Ok(object) } else { Err(DrctError::Damaged) }
    }
}

/// Only to be read: a directory is changed by writing the next one.
impl<D: BlockDevice> BlockDevice for ActiveCopy<'_, D> {
    fn blocks(&self) -> u32 {
        self.header.blocks()
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        if number >= self.blocks() {
            return Err(IoError::OutOfRange);
        }
        self.device.read(self.first + number, block).await
    }

    async fn write(&self, _number: u32, _block: &Block) -> Result<(), IoError> {
        Err(IoError::ReadOnly)
    }
}

async fn get(device: &impl BlockDevice, number: u32) -> Result<Block, DrctError> {
    let mut block = [0; BLOCK_BYTES];
    match device.read(number, &mut block).await {
        Ok(()) => Ok(block),
        Err(error) => Err(DrctError::Io { block: number, error }),
    }
}

async fn put(device: &impl BlockDevice, number: u32, block: &Block) -> Result<(), DrctError> {
    let written = device.write(number, block).await;
    written.map_err(|error| DrctError::Io { block: number, error })
}

#[cfg(test)]
mod tests;
