//! The Persistent Data Record (PDR) of an SSI cluster, on the common volume.
//!
//! z/VM keeps one CKD record whose key is a lock (control block PDRBK). Here each member has
//! blocks of its own and writes no other's, so no write of one member can undo another's:
//!
//! | blocks | hold | written by |
//! |---|---|---|
//! | 24 | [`Header`]: cluster, slots, flags | FORMSSI |
//! | 25 to 56 | [`SlotRecord`] of slots 1 to 32: state and heartbeat | the member that is up |
//! | 57 to 88 | [`ClaimRecord`] of slots 1 to 32: the last IPL to want it | IPLs of that member |
//! | 89 to 120 | [`DoorRecord`] of slots 1 to 32: whether its last life ended in order | the same |
//!
//! What the claim and the door are for is told in crate `ssi`. Every block ends with a CRC-32 of
//! what stands before it; a block that is damaged is a [`Fault`] of that block alone.
//! Times are in TOD-clock format (Principles of Operation, "Timing": bit 51 is a microsecond).

mod block;
mod claim;
mod door;
mod fault;
mod formssi;
mod header;
mod name;
mod slot;

use alloc::vec::Vec;

pub use claim::ClaimRecord;
pub use door::DoorRecord;
pub use fault::Fault;
pub use formssi::{FormssiError, create, display, unlock};
pub use header::{Header, Lock};
pub use name::Name;
pub use slot::{DownReason, Mode, SlotRecord, State};

use crate::block::{Block, BlockDevice, IoError};
use crate::geometry::BLOCKS_PER_CYLINDER;
use block::EMPTY;

/// Slots that a PDR has room for.
pub const SLOTS: usize = 32;
/// Block of the [`Header`].
pub const HEADER_BLOCK: u32 = 24;
/// Level of the PDR that this code reads and writes.
pub const LEVEL: u16 = 1;

const SLOT_BLOCK: u32 = HEADER_BLOCK + 1;
const CLAIM_BLOCK: u32 = SLOT_BLOCK + SLOTS as u32;
const DOOR_BLOCK: u32 = CLAIM_BLOCK + SLOTS as u32;
const _: () = assert!(DOOR_BLOCK + SLOTS as u32 <= BLOCKS_PER_CYLINDER);

/// The block of slot `slot` (from 1) in the area that begins at `first`; of a slot that there is
/// not, a block that no volume has.
const fn block_of(first: u32, slot: u16) -> u32 {
    if slot >= 1 && slot as usize <= SLOTS { first + slot as u32 - 1 } else { u32::MAX }
}

/// What stands in the PDR, block by block; a fault in one hides no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdr {
    /// The header.
    pub header: Result<Header, Fault>,
    /// Slots 1 to as many as were asked for.
    pub slots: Vec<Result<SlotRecord, Fault>>,
}

impl Pdr {
    /// Reads the header and slots 1 to `slots` (at most [`SLOTS`]).
    pub async fn read(device: &impl BlockDevice, slots: usize) -> Self {
        let header = match read(device, HEADER_BLOCK).await {
            Ok(block) => Header::from_block(&block),
            Err(fault) => Err(fault),
        };
        let mut pdr = Self { header, slots: Vec::with_capacity(slots.min(SLOTS)) };
        for slot in 1..=slots.min(SLOTS) as u16 {
            let number = block_of(SLOT_BLOCK, slot);
            let record = match read(device, number).await {
                Ok(block) => SlotRecord::from_block(&block, slot),
                Err(fault) => Err(fault),
            };
            pdr.slots.push(record.and_then(|record| pdr.of_this_format(record, number)));
        }
        pdr
    }

    /// A record that an earlier format of the volume left behind says nothing about this one.
    fn of_this_format(&self, record: SlotRecord, number: u32) -> Result<SlotRecord, Fault> {
        match &self.header {
            Ok(header) if header.generation != record.generation => {
                Err(Fault::OtherGeneration { block: number })
            }
            _ => Ok(record),
        }
    }
}

/// The PDR as one member sees it: what is everyone's, and the claim and door of its own slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// Header and slots.
    pub pdr: Pdr,
    /// The last IPL that claimed the member's slot.
    pub claim: Result<ClaimRecord, Fault>,
    /// Whether the member's last life ended in order.
    pub door: Result<DoorRecord, Fault>,
}

impl MemberView {
    /// Reads the header, slots 1 to `slots`, and the claim and door of slot `own`.
    pub async fn read(device: &impl BlockDevice, slots: usize, own: u16) -> Self {
        let pdr = Pdr::read(device, slots).await;
        let claim = match read(device, block_of(CLAIM_BLOCK, own)).await {
            Ok(block) => ClaimRecord::from_block(&block, own),
            Err(fault) => Err(fault),
        };
        let door = match read(device, block_of(DOOR_BLOCK, own)).await {
            Ok(block) => DoorRecord::from_block(&block, own),
            Err(fault) => Err(fault),
        };
        Self { pdr, claim, door }
    }
}

/// One block of the PDR to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// The header: FORMSSI's alone.
    Header(Header),
    /// A slot's state: by the member that holds the slot.
    Slot(SlotRecord),
    /// A slot's claim: by an IPL of that member.
    Claim(ClaimRecord),
    /// A slot's door: by an IPL or the SHUTDOWN of that member.
    Door(DoorRecord),
}

impl Update {
    /// The number of the block.
    pub fn number(&self) -> u32 {
        match self {
            Self::Header(_) => HEADER_BLOCK,
            Self::Slot(record) => block_of(SLOT_BLOCK, record.slot),
            Self::Claim(record) => block_of(CLAIM_BLOCK, record.slot),
            Self::Door(record) => block_of(DOOR_BLOCK, record.slot),
        }
    }

    /// The block's contents.
    pub fn contents(&self) -> Block {
        match self {
            Self::Header(record) => record.to_block(),
            Self::Slot(record) => record.to_block(),
            Self::Claim(record) => record.to_block(),
            Self::Door(record) => record.to_block(),
        }
    }

    /// Writes the block; on `Ok` it is on the volume.
    pub async fn write(&self, device: &impl BlockDevice) -> Result<(), IoError> {
        device.write(self.number(), &self.contents()).await
    }
}

async fn read(device: &impl BlockDevice, number: u32) -> Result<Block, Fault> {
    let mut block = EMPTY;
    match device.read(number, &mut block).await {
        Ok(()) => Ok(block),
        Err(error) => Err(Fault::Io { block: number, error }),
    }
}

#[cfg(test)]
mod tests;
