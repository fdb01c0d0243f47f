//! A real DASD as numbered 4 KiB blocks, whatever the machine attaches it by.

use formats::block::{Block, BlockDevice, IoError};
use zarch::eckd::DEVICE_TYPE_3390;
use zarch::{SenseId, SubchannelId, virtio};

use crate::eckd::Eckd;
use crate::subchannel::ChannelError;
use crate::virtio::VirtioBlock;

/// A DASD that CP has a driver for.
#[derive(Debug)]
pub enum Dasd {
    /// A virtio block device that shows a volume in 3390 geometry.
    Virtio(VirtioBlock),
    /// A 3390.
    Eckd(Eckd),
}

/// Brings up the device that tells `sense_id` of itself; none where it is no DASD that CP has a
/// driver for.
pub async fn bring_up(id: SubchannelId, sense_id: &SenseId) -> Option<Result<Dasd, ChannelError>> {
    match (sense_id.control_unit_type.get(), sense_id.control_unit_model) {
        (virtio::CONTROL_UNIT_TYPE, virtio::BLOCK) => {
            Some(VirtioBlock::bring_up(id).await.map(Dasd::Virtio))
        }
        _ if sense_id.device_type.get() == DEVICE_TYPE_3390 => {
            Some(Eckd::bring_up(id).await.map(Dasd::Eckd))
        }
        _ => None,
    }
}

impl Dasd {
    /// Puts the device at rest: it uses no storage of CP's from then on.
    pub async fn release(self) -> Result<(), ChannelError> {
        match self {
            Self::Virtio(device) => device.release().await,
            Self::Eckd(device) => device.release(),
        }
    }

    /// Whether the device refuses writes.
    pub fn read_only(&self) -> bool {
        match self {
            Self::Virtio(device) => device.read_only(),
            Self::Eckd(device) => device.read_only(),
        }
    }
}

impl BlockDevice for Dasd {
    fn blocks(&self) -> u32 {
        match self {
            Self::Virtio(device) => device.blocks(),
            Self::Eckd(device) => device.blocks(),
        }
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        match self {
            Self::Virtio(device) => device.read(number, block).await,
            Self::Eckd(device) => device.read(number, block).await,
        }
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        match self {
            Self::Virtio(device) => device.write(number, block).await,
            Self::Eckd(device) => device.write(number, block).await,
        }
    }
}
