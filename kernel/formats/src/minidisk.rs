//! A minidisk: cylinders side by side of a volume, as a device of its own.

use core::ops::RangeInclusive;

use crate::block::{Block, BlockDevice, IoError};
use crate::geometry::BLOCKS_PER_CYLINDER;

/// A run of cylinders of a volume.
#[derive(Clone, Copy, Debug)]
pub struct Minidisk<D> {
    device: D,
    first: u32,
    blocks: u32,
}

impl<D: BlockDevice> Minidisk<D> {
    /// Cylinders `cylinders` of a volume, first and last in it; none if they are not all there.
    pub fn new(device: D, cylinders: RangeInclusive<u32>) -> Option<Self> {
        let first = cylinders.start().checked_mul(BLOCKS_PER_CYLINDER)?;
        let end = cylinders.end().checked_add(1)?.checked_mul(BLOCKS_PER_CYLINDER)?;
        let blocks = end.checked_sub(first)?;
        (blocks > 0 && end <= device.blocks()).then_some(Self { device, first, blocks })
    }

    fn place(&self, number: u32) -> Result<u32, IoError> {
        if number < self.blocks { Ok(self.first + number) } else { Err(IoError::OutOfRange) }
    }
}

impl<D: BlockDevice> BlockDevice for Minidisk<D> {
    fn blocks(&self) -> u32 {
        self.blocks
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        self.device.read(self.place(number)?, block).await
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        self.device.write(self.place(number)?, block).await
    }
}
