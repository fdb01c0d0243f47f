//! Blocks of a volume and how they are reached.

use alloc::sync::Arc;

/// Bytes of a block: everything that Atoll keeps on a volume is 4 KiB blocks.
pub const BLOCK_BYTES: usize = 4096;

/// One block's contents.
pub type Block = [u8; BLOCK_BYTES];

/// Why a block could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IoError {
    /// The block is outside the volume or minidisk.
    OutOfRange,
    /// The device is not there any more, or does not answer in time.
    NotOperational,
    /// The device says that the block cannot be read or written.
    Unreadable,
    /// The volume may not be written.
    ReadOnly,
}

impl IoError {
    /// The words for messages.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::OutOfRange => "the volume ends before it",
            Self::NotOperational => "the volume does not answer",
            Self::Unreadable => "it cannot be read",
            Self::ReadOnly => "the volume is read-only",
        }
    }
}

/// A volume, or a part of one, as numbered blocks from 0.
///
/// The kernel implements it with its drivers, host tools with a file, tests with a `Vec`.
/// An implementation that never waits can be driven by any `block_on`.
#[expect(async_fn_in_trait, reason = "no caller needs the future to be Send: an executor per CPU")]
pub trait BlockDevice {
    /// How many blocks there are.
    fn blocks(&self) -> u32;
    /// Reads block `number` into `block`.
    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError>;
    /// Writes block `number`; when it returns `Ok` the block is on the volume.
    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError>;
}

impl<D: BlockDevice> BlockDevice for &D {
    fn blocks(&self) -> u32 {
        D::blocks(self)
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        D::read(self, number, block).await
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        D::write(self, number, block).await
    }
}

impl<D: BlockDevice> BlockDevice for Arc<D> {
    fn blocks(&self) -> u32 {
        D::blocks(self)
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        D::read(self, number, block).await
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        D::write(self, number, block).await
    }
}
