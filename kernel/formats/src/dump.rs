//! A CP dump: what an abend leaves in the dump unit's reserved pages.
//!
//! Block 0 is the [`DumpHeader`], blocks 1 to 64 the registers of one CPU each, and from block
//! [`FIRST_PAGE`] on stand the dumped pages of storage, range after range as the header lists
//! them. The header is written last: a dump that was cut off has none.

mod header;

pub use header::{CpuRegisters, DumpHeader, RANGES, Range};
use header::{decode_cpu, decode_header, encode_cpu, encode_header};

use alloc::vec::Vec;

use crate::allocation::{ALLOCATION_BLOCK, AllocationMap, Kind};
use crate::block::{BLOCK_BYTES, Block, BlockDevice, IoError};

use crate::geometry::BLOCKS_PER_CYLINDER;

/// CPUs of a dump at most.
pub const CPUS: u16 = 64;
/// Block of the first page of storage.
pub const FIRST_PAGE: u32 = 1 + CPUS as u32;

/// Why a dump cannot be written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DumpError {
    /// A block could not be read or written.
    Io(IoError),
    /// There is no dump, or it was not finished.
    Missing,
    /// The registers of this CPU are damaged.
    Registers(u16),
    /// The dump unit has no room for all ranges.
    TooSmall,
    /// More CPUs or ranges than a dump can have.
    TooMany,
    /// No range holds this address.
    NotDumped(u64),
}

impl From<IoError> for DumpError {
    fn from(error: IoError) -> Self {
        Self::Io(error)
    }
}

/// Writes a dump; `page` gives the contents of the page at a real address.
pub async fn write(
    unit: &impl BlockDevice,
    header: &DumpHeader,
    cpus: &[CpuRegisters],
    mut page: impl FnMut(u64, &mut Block),
) -> Result<(), DumpError> {
    let first = encode_header(header, cpus).ok_or(DumpError::TooMany)?;
    if u64::from(FIRST_PAGE).saturating_add(header.pages()) > u64::from(unit.blocks()) {
        return Err(DumpError::TooSmall);
    }
    erase(unit).await?;
    for (number, cpu) in (1..).zip(cpus) {
        unit.write(number, &encode_cpu(cpu)).await?;
    }
    let mut contents = [0; BLOCK_BYTES];
    for (number, address) in (FIRST_PAGE..).zip(header.addresses()) {
        page(address, &mut contents);
        unit.write(number, &contents).await?;
    }
    Ok(unit.write(0, &first).await?)
}

/// Takes a dump away, so that the next one is not mistaken for it.
pub async fn erase(unit: &impl BlockDevice) -> Result<(), IoError> {
    unit.write(0, &[0; BLOCK_BYTES]).await
}

/// The cylinders of a volume at which a dump begins: of SPOL cylinders, or of all where the volume
/// has no allocation map.
pub async fn find(volume: &impl BlockDevice) -> Result<Vec<u32>, IoError> {
    let mut block = [0; BLOCK_BYTES];
    volume.read(ALLOCATION_BLOCK, &mut block).await?;
    let map = AllocationMap::from_block(&block).ok();
    let mut found = Vec::new();
    for cylinder in 0..volume.blocks() / BLOCKS_PER_CYLINDER {
        let is_spol = |map: &AllocationMap| map.kind(cylinder) == Some(Kind::Spol);
        if map.as_ref().is_none_or(is_spol) {
            volume.read(cylinder * BLOCKS_PER_CYLINDER, &mut block).await?;
            found.extend(decode_header(&block).map(|_| cylinder));
        }
    }
    Ok(found)
}

/// A dump that is there.
#[derive(Debug)]
pub struct Dump<D> {
    unit: D,
    /// What it tells about itself.
    pub header: DumpHeader,
    cpus: u16,
}

impl<D: BlockDevice> Dump<D> {
    /// Opens the dump of a unit.
    pub async fn open(unit: D) -> Result<Self, DumpError> {
        let mut block = [0; BLOCK_BYTES];
        unit.read(0, &mut block).await?;
        let (header, cpus) = decode_header(&block).ok_or(DumpError::Missing)?;
        Ok(Self { unit, header, cpus })
    }

    /// How many CPUs it has.
    pub fn cpus(&self) -> u16 {
        self.cpus
    }

    /// Registers of CPU `index`, from 0.
    pub async fn cpu(&self, index: u16) -> Result<CpuRegisters, DumpError> {
        if index >= self.cpus {
            return Err(DumpError::Registers(index));
        }
        let mut block = [0; BLOCK_BYTES];
        self.unit.read(1 + u32::from(index), &mut block).await?;
        decode_cpu(&block).ok_or(DumpError::Registers(index))
    }

    /// The page of storage that holds real address `address`.
    pub async fn page(&self, address: u64) -> Result<Block, DumpError> {
        let index = self.header.page_index(address).ok_or(DumpError::NotDumped(address))?;
        let number = u64::from(FIRST_PAGE).checked_add(index);
        let number = number.and_then(|number| u32::try_from(number).ok());
        let mut page = [0; BLOCK_BYTES];
        self.unit.read(number.ok_or(DumpError::TooSmall)?, &mut page).await?;
        Ok(page)
    }
}

#[cfg(test)]
mod tests;
