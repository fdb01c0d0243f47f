//! Pointer blocks: how the data blocks of a file are found, in up to [`MAXIMUM_LEVELS`] levels.

use alloc::vec::Vec;

use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::block::{BLOCK_BYTES, Block};

/// Levels of the deepest tree that is followed.
pub(super) const MAXIMUM_LEVELS: u8 = 4;
/// As a displacement: no record begins in the block.
pub(super) const SPANNED: u32 = u32::MAX;

/// A pointer of a V file; one of an F file is `next` alone. Null blocks (all zeros) have `next` 0.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub(super) struct Pointer {
    pub next: U32,
    /// Number of the last record that begins in the block or below it.
    pub last_record: U32,
    /// Where in the (first) block the first record begins that is not of the block before.
    pub displacement: U32,
}

const _: () = assert!(size_of::<Pointer>() == 12);

impl Pointer {
    /// A pointer of an F file.
    pub(super) fn to_block(next: u32) -> Self {
        Self { next: next.into(), last_record: 0.into(), displacement: 0.into() }
    }
}

/// Which pointers a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Fixed,
    Variable,
}

impl Shape {
    /// Bytes of a pointer.
    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::Fixed => 4,
            Self::Variable => 12,
        }
    }

    /// Pointers of a block.
    pub(super) const fn per_block(self) -> usize {
        BLOCK_BYTES / self.bytes()
    }

    /// Numbers of the blocks that the first `count` pointers lead to.
    pub(super) fn decode(self, block: &Block, count: usize) -> impl Iterator<Item = u32> {
        let next = |pointer: &[u8]| U32::read_from_prefix(pointer).map_or(0, |(n, _)| n.get());
        block.chunks_exact(self.bytes()).take(count).map(next)
    }

    /// A pointer block; in a V file its last word is the offset of its last pointer.
    fn encode(self, pointers: &[Pointer]) -> Block {
        let mut block = [0; BLOCK_BYTES];
        for (place, pointer) in block.chunks_exact_mut(self.bytes()).zip(pointers) {
            place.copy_from_slice(&pointer.as_bytes()[..self.bytes()]);
        }
        if self == Self::Variable {
            let last = pointers.len().saturating_sub(1) * self.bytes();
            block[BLOCK_BYTES - 4..].copy_from_slice(&(last as u32).to_be_bytes());
        }
        block
    }

    /// Pointer blocks of each level over `leaves` data blocks, the lowest first.
    fn levels(self, leaves: usize) -> impl Iterator<Item = usize> {
        let above = move |&below: &usize| (below > 1).then(|| below.div_ceil(self.per_block()));
        core::iter::successors(Some(leaves), above).skip(1)
    }

    /// Pointer blocks over `leaves` data blocks.
    pub(super) fn pointer_blocks(self, leaves: usize) -> usize {
        self.levels(leaves).sum()
    }

    /// The tree over `leaves`, its blocks put at `free`: origin, levels, and what to write where.
    pub(super) fn build(
        self,
        leaves: Vec<Pointer>,
        mut free: impl Iterator<Item = u32>,
    ) -> (u32, u8, Vec<(u32, Block)>) {
        let (mut below, mut levels, mut blocks) = (leaves, 0, Vec::new());
        while below.len() > 1 {
            let chunks = below.chunks(self.per_block()).zip(&mut free);
            let above = chunks.map(|(chunk, number)| {
                blocks.push((number, self.encode(chunk)));
                Pointer {
                    next: number.into(),
                    last_record: chunk[chunk.len() - 1].last_record,
                    ..chunk[0]
                }
            });
            below = above.collect();
            levels += 1;
        }
        (below.first().map_or(0, |pointer| pointer.next.get()), levels, blocks)
    }
}
