//! Which IPL of a member was the last to want its slot.

use core::mem::offset_of;

use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::block::{Prefix, open, seal};
use super::{CLAIM_BLOCK, Fault, block_of};
use crate::block::Block;

const WHAT: &str = "PDRCLAIM";

/// Blocks 57 to 88.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct ClaimBlock {
    prefix: Prefix,
    number: U64,
}

const _: () = assert!(size_of::<ClaimBlock>() == 32);
const _: () = assert!(offset_of!(ClaimBlock, number) == 24);

/// The last claim to a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimRecord {
    /// TOD of the FORMSSI CREATE that made this PDR.
    pub generation: u64,
    /// Slot from 1.
    pub slot: u16,
    /// The claim: no two IPLs make one of the same number. 0 if there was none.
    pub number: u64,
}

impl ClaimRecord {
    /// The record as a block.
    pub fn to_block(&self) -> Block {
        let prefix = Prefix::new(WHAT, self.generation, self.slot);
        seal(&ClaimBlock { prefix, number: self.number.into() })
    }

    /// The record of slot `slot` in its block.
    pub fn from_block(block: &Block, slot: u16) -> Result<Self, Fault> {
        let body: ClaimBlock = open(block, block_of(CLAIM_BLOCK, slot), WHAT, slot)?;
        let generation = body.prefix.generation.get();
        Ok(Self { generation, slot, number: body.number.get() })
    }
}
