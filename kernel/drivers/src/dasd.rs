//! A real DASD as numbered 4 KiB blocks, whatever the machine attaches it by.

use formats::block::{Block, BlockDevice, IoError};

use crate::virtio::VirtioBlock;

/// A DASD that CP has a driver for.
#[derive(Debug)]
pub enum Dasd {
    /// A virtio block device that shows a volume in 3390 geometry.
    Virtio(VirtioBlock),
}

impl Dasd {
    /// Whether the device refuses writes.
    pub fn read_only(&self) -> bool {
        match self {
            Self::Virtio(device) => device.read_only(),
        }
    }
}

impl BlockDevice for Dasd {
    fn blocks(&self) -> u32 {
        match self {
            Self::Virtio(device) => device.blocks(),
        }
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        match self {
            Self::Virtio(device) => device.read(number, block).await,
        }
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        match self {
            Self::Virtio(device) => device.write(number, block).await,
        }
    }
}
