//! What all blocks of the PDR have in common: how they begin and how they end.

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::{Fault, LEVEL, Name};
use crate::block::{BLOCK_BYTES, Block};

pub(super) const EMPTY: Block = [0; BLOCK_BYTES];

/// How every block of the PDR begins.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct Prefix {
    /// What the block is, in EBCDIC.
    pub what: [u8; 8],
    /// TOD of the FORMSSI CREATE that made this PDR.
    pub generation: U64,
    /// Slot from 1; 0 in the header.
    pub slot: U16,
    /// [`LEVEL`].
    pub level: U16,
    pub reserved: U32,
}

const _: () = assert!(size_of::<Prefix>() == 24);
const _: () = assert!(offset_of!(Prefix, generation) == 8);
const _: () = assert!(offset_of!(Prefix, slot) == 16);
const _: () = assert!(offset_of!(Prefix, level) == 18);

impl Prefix {
    pub(super) fn new(what: &str, generation: u64, slot: u16) -> Self {
        Self {
            what: eye_catcher(what),
            generation: generation.into(),
            slot: slot.into(),
            level: LEVEL.into(),
            reserved: 0.into(),
        }
    }
}

/// The 8 EBCDIC characters that a block begins with; `what` is one of this module's own names.
fn eye_catcher(what: &str) -> [u8; 8] {
    Name::new(what).map(Name::to_ebcdic).unwrap_or_default()
}

/// Bytes that the check at a block's end covers.
const CHECKED: usize = BLOCK_BYTES - size_of::<U32>();

/// A block with `body` in front, zeros behind it, and its check at the end.
pub(super) fn seal(body: &(impl IntoBytes + Immutable)) -> Block {
    let mut block = EMPTY;
    let body = body.as_bytes();
    block[..body.len()].copy_from_slice(body);
    let check = U32::new(crc32fast::hash(&block[..CHECKED]));
    block[CHECKED..].copy_from_slice(check.as_bytes());
    block
}

/// The body of block `number`, if the block is whole, is a `what` and belongs to slot `slot`.
pub(super) fn open<T>(block: &Block, number: u32, what: &str, slot: u16) -> Result<T, Fault>
where
    T: FromBytes + KnownLayout + Immutable,
{
    let (checked, check) = block.split_at(CHECKED);
    let damaged = Fault::Check { block: number };
    let (prefix, _) = Prefix::read_from_prefix(checked).map_err(|_| damaged)?;
    if prefix.what != eye_catcher(what) {
        return Err(Fault::NotPdr { block: number });
    }
    if check != U32::new(crc32fast::hash(checked)).as_bytes() {
        return Err(damaged);
    }
    if prefix.level.get() != LEVEL {
        return Err(Fault::Level { block: number, level: prefix.level.get() });
    }
    if prefix.slot.get() != slot {
        return Err(Fault::Misplaced { block: number, slot: prefix.slot.get() });
    }
    let (body, _) = T::read_from_prefix(checked).map_err(|_| damaged)?;
    Ok(body)
}
