//! A block of the checkpoint and warm start areas.

use core::mem::{offset_of, size_of};

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::block::{BLOCK_BYTES, Block};

const MAGIC: [u8; 4] = *b"ACKP";

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A piece of the state, more follow.
    Snapshot = 1,
    /// The last piece of the state.
    SnapshotEnd = 2,
    /// One change.
    Change = 3,
}

/// Begins every block; the payload follows.
#[derive(Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Header {
    /// `ACKP` in ASCII.
    magic: [u8; 4],
    /// CRC-32 of the block from `generation` to its end.
    crc: U32,
    /// Snapshot that this block belongs to.
    generation: U64,
    /// Its place in the half.
    index: U32,
    /// [`Kind`].
    kind: u8,
    reserved: u8,
    /// Bytes of the payload.
    length: U16,
}

pub(crate) const HEADER_BYTES: usize = size_of::<Header>();
const _: () = assert!(HEADER_BYTES == 24);
const _: () = assert!(offset_of!(Header, generation) == CHECKED_FROM);
const CHECKED_FROM: usize = 8;

/// A block whose check was right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checked<'a> {
    pub(crate) kind: Kind,
    pub(crate) generation: u64,
    pub(crate) index: u32,
    pub(crate) payload: &'a [u8],
}

/// `payload` must fit the block: [`BLOCK_BYTES`] less [`HEADER_BYTES`].
pub(crate) fn encode_block(kind: Kind, generation: u64, index: u32, payload: &[u8]) -> Block {
    let mut block = [0; BLOCK_BYTES];
    let mut header = Header {
        magic: MAGIC,
        crc: 0.into(),
        generation: generation.into(),
        index: index.into(),
        kind: kind as u8,
        reserved: 0,
        length: (payload.len() as u16).into(),
    };
    block[HEADER_BYTES..][..payload.len()].copy_from_slice(payload);
    block[..HEADER_BYTES].copy_from_slice(header.as_bytes());
    header.crc = crc32fast::hash(&block[CHECKED_FROM..]).into();
    block[..HEADER_BYTES].copy_from_slice(header.as_bytes());
    block
}

/// The parts of a block; none where it is torn, damaged or something else.
pub(crate) fn decode_block(block: &Block) -> Option<Checked<'_>> {
    let (header, rest) = Header::ref_from_prefix(block).ok()?;
    let sound =
        header.magic == MAGIC && header.crc.get() == crc32fast::hash(&block[CHECKED_FROM..]);
    let kind = match header.kind {
        1 => Kind::Snapshot,
        2 => Kind::SnapshotEnd,
        3 => Kind::Change,
        _ => return None,
    };
    let payload = rest.get(..usize::from(header.length.get()))?;
    let (generation, index) = (header.generation.get(), header.index.get());
    // One below the top, so that a next generation can always be counted.
    let countable = generation < u64::MAX - 4;
    (sound && countable).then_some(Checked { kind, generation, index, payload })
}
