//! The guest's storage as a channel sees it.

use zarch::SubchannelStatus;

/// Why storage cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// The guest has no storage there.
    Addressing,
    /// The key does not match the storage key.
    Protection,
}

/// A guest's absolute storage.
///
/// No access crosses a 4 KiB boundary, so that one storage key decides each of them; one that fails
/// moves nothing. `key` is the subchannel key, 0 to 15.
#[expect(async_fn_in_trait, reason = "no caller needs the future to be Send: an executor per CPU")]
pub trait GuestStorage {
    /// Reads the bytes at `address`.
    async fn fetch(&self, address: u64, key: u8, bytes: &mut [u8]) -> Result<(), StorageFault>;
    /// Writes the bytes at `address`.
    async fn store(&self, address: u64, key: u8, bytes: &[u8]) -> Result<(), StorageFault>;
}

/// What ends a program that the channel subsystem finds wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    Program,
    Protection,
}

impl From<StorageFault> for Check {
    fn from(fault: StorageFault) -> Self {
        match fault {
            StorageFault::Addressing => Self::Program,
            StorageFault::Protection => Self::Protection,
        }
    }
}

impl Check {
    pub(crate) const fn status(self) -> SubchannelStatus {
        match self {
            Self::Program => SubchannelStatus::PROGRAM_CHECK,
            Self::Protection => SubchannelStatus::PROTECTION_CHECK,
        }
    }
}
