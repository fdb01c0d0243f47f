//! Whether a member's last life ended in order, so that its next IPL need not look out for it.

use core::mem::offset_of;

use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::block::{Prefix, open, seal};
use super::{DOOR_BLOCK, Fault, block_of};
use crate::block::Block;

const WHAT: &str = "PDRDOOR";

/// Blocks 89 to 120.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct DoorBlock {
    prefix: Prefix,
    incarnation: U64,
    open: u8,
    reserved: [u8; 7],
}

const _: () = assert!(size_of::<DoorBlock>() == 40);
const _: () = assert!(offset_of!(DoorBlock, incarnation) == 24);
const _: () = assert!(offset_of!(DoorBlock, open) == 32);

/// The door of a slot: the first IPL that goes through shuts it behind itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoorRecord {
    /// TOD of the FORMSSI CREATE that made this PDR.
    pub generation: u64,
    /// Slot from 1.
    pub slot: u16,
    /// The life that opened or shut it; 0 for FORMSSI.
    pub incarnation: u64,
    /// Open from the end of an orderly SHUTDOWN to the next IPL.
    pub open: bool,
}

impl DoorRecord {
    /// The record as a block.
    pub fn to_block(&self) -> Block {
        seal(&DoorBlock {
            prefix: Prefix::new(WHAT, self.generation, self.slot),
            incarnation: self.incarnation.into(),
            open: self.open.into(),
            reserved: [0; 7],
        })
    }

    /// The record of slot `slot` in its block.
    pub fn from_block(block: &Block, slot: u16) -> Result<Self, Fault> {
        let number = block_of(DOOR_BLOCK, slot);
        let body: DoorBlock = open(block, number, WHAT, slot)?;
        let open = match body.open {
            0 => false,
            1 => true,
            _ => return Err(Fault::Value { block: number, field: "door" }),
        };
        let generation = body.prefix.generation.get();
        Ok(Self { generation, slot, incarnation: body.incarnation.get(), open })
    }
}
