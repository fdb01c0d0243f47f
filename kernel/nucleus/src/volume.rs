//! A volume on a real DASD, and who has it.

use drivers::dasd::Dasd;
use formats::allocation::{ALLOCATION_BLOCK, AllocationFault, AllocationMap};
use formats::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use formats::geometry::BLOCKS_PER_CYLINDER;
use formats::label::{self, LabelError, Volid};
use spin::Mutex;

/// Whose a volume is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// Nobody's.
    Free,
    /// CP's own: it is in the CP-owned list.
    CpOwned,
    /// CP's, for minidisks: attached to SYSTEM.
    System,
}

/// A volume that is mounted on a device.
#[derive(Debug)]
pub struct Volume {
    /// Number of the device.
    pub number: u16,
    /// Its label, or why it has none.
    pub label: Result<Volid, LabelError>,
    device: Dasd,
    attachment: Mutex<Attachment>,
}

impl Volume {
    /// Reads the label of the volume that is on `device`.
    pub async fn mount(number: u16, device: Dasd) -> Self {
        let label = label::read(&device).await;
        Self { number, label, device, attachment: Mutex::new(Attachment::Free) }
    }

    /// The label as commands show it; empty where there is none.
    pub fn volid(&self) -> &str {
        self.label.as_ref().map_or("", Volid::as_str)
    }

    /// Whole cylinders.
    pub fn cylinders(&self) -> u32 {
        self.blocks() / BLOCKS_PER_CYLINDER
    }

    /// Whether the device refuses writes.
    pub fn read_only(&self) -> bool {
        self.device.read_only()
    }

    /// Whose it is.
    pub fn attachment(&self) -> Attachment {
        *self.attachment.lock()
    }

    /// Gives it to somebody else.
    pub fn attach_to(&self, whom: Attachment) {
        *self.attachment.lock() = whom;
    }

    /// What its cylinders are for.
    pub async fn allocation(&self) -> Result<AllocationMap, NoMap> {
        let mut block = [0; BLOCK_BYTES];
        self.read(ALLOCATION_BLOCK, &mut block).await.map_err(NoMap::Unreadable)?;
        AllocationMap::from_block(&block).map_err(NoMap::Fault)
    }
}

/// Why a volume has no allocation map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMap {
    /// The block cannot be read.
    Unreadable(IoError),
    /// The block is no map.
    Fault(AllocationFault),
}

impl core::fmt::Display for NoMap {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "block {ALLOCATION_BLOCK}: {}", error.reason()),
            Self::Fault(fault) => write!(f, "{fault}"),
        }
    }
}

impl BlockDevice for Volume {
    fn blocks(&self) -> u32 {
        self.device.blocks()
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        self.device.read(number, block).await
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        self.device.write(number, block).await
    }
}
