//! The header of one copy of the directory in the DRCT area.

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::DrctError;
use crate::block::{BLOCK_BYTES, Block};

/// `DRCT` in EBCDIC.
const EYE_CATCHER: [u8; 4] = [0xC4, 0xD9, 0xC3, 0xE3];
/// Level of the header that this code reads and writes.
const LEVEL: u16 = 1;
/// Characters of the source's name that are kept.
const SOURCE: usize = 24;

/// The begin of block 0 or 1 of the area; the rest of the block is zeros.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct HeaderBlock {
    /// [`EYE_CATCHER`].
    eye_catcher: [u8; 4],
    /// [`LEVEL`].
    level: U16,
    /// 0 while the copy is being written, 1 when it is whole.
    finished: u8,
    reserved: u8,
    /// One more with each directory; its last bit is the copy.
    generation: U64,
    /// When it was compiled, in TOD-clock format.
    created: U64,
    /// Bytes of the object.
    length: U32,
    /// CRC-32 of the object.
    content_check: U32,
    /// Name of the source in ASCII, zeros behind it.
    source: [u8; SOURCE],
    /// CRC-32 of all above.
    check: U32,
}

const _: () = assert!(size_of::<HeaderBlock>() == 60);
const _: () = assert!(offset_of!(HeaderBlock, finished) == 6);
const _: () = assert!(offset_of!(HeaderBlock, generation) == 8);
const _: () = assert!(offset_of!(HeaderBlock, created) == 16);
const _: () = assert!(offset_of!(HeaderBlock, length) == 24);
const _: () = assert!(offset_of!(HeaderBlock, content_check) == 28);
const _: () = assert!(offset_of!(HeaderBlock, source) == 32);
const _: () = assert!(offset_of!(HeaderBlock, check) == CHECKED);

const CHECKED: usize = 56;

/// Whether the copy behind a header is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Unfinished,
    Finished,
}

/// What the header of a directory says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// One more with each directory that is written to the area.
    pub generation: u64,
    /// When the directory was compiled, in TOD-clock format.
    pub created: u64,
    /// Bytes of the object directory.
    pub length: u32,
    content_check: u32,
    source: [u8; SOURCE],
}

impl Header {
    pub(super) fn new(generation: u64, object: &[u8], created: u64, source: &str) -> Self {
        let mut name = [0; SOURCE];
        for (to, from) in name.iter_mut().zip(source.bytes().filter(u8::is_ascii)) {
            *to = from;
        }
        Self {
            generation,
            created,
            length: object.len() as u32,
            content_check: crc32fast::hash(object),
            source: name,
        }
    }

    /// Name of the file that the directory was compiled from.
    pub fn source(&self) -> &str {
        let length = self.source.iter().position(|&byte| byte == 0).unwrap_or(SOURCE);
        str::from_utf8(&self.source[..length]).unwrap_or_default()
    }

    /// Blocks that the directory occupies: z/VM's "disk pages" (message 494I).
    pub const fn blocks(&self) -> u32 {
        self.length.div_ceil(BLOCK_BYTES as u32)
    }

    /// 0 or 1: where in the area the directory stands.
    pub const fn copy(&self) -> u8 {
        (self.generation & 1) as u8
    }

    /// Whether this is the header of `copy`, and that has room for what it says.
    pub(super) const fn fits(&self, copy: u8, capacity: u32) -> bool {
        self.copy() == copy && self.length > 0 && self.blocks() <= capacity
    }

    pub(super) fn agrees(&self, object: &[u8]) -> bool {
        self.content_check == crc32fast::hash(object)
    }
}

pub(super) fn encode(header: &Header, state: State) -> Block {
    let mut body = HeaderBlock {
        eye_catcher: EYE_CATCHER,
        level: LEVEL.into(),
        finished: (state == State::Finished).into(),
        reserved: 0,
        generation: header.generation.into(),
        created: header.created.into(),
        length: header.length.into(),
        content_check: header.content_check.into(),
        source: header.source,
        check: 0.into(),
    };
    body.check = crc32fast::hash(&body.as_bytes()[..CHECKED]).into();
    let mut block = [0; BLOCK_BYTES];
    block[..size_of::<HeaderBlock>()].copy_from_slice(body.as_bytes());
    block
}

/// [`DrctError::Missing`] where nothing was ever written, [`DrctError::Damaged`] for the rest.
pub(super) fn decode(block: &Block) -> Result<(Header, State), DrctError> {
    let (body, _) = HeaderBlock::read_from_prefix(block).map_err(|_| DrctError::Damaged)?;
    if body.as_bytes().iter().all(|&byte| byte == 0) {
        return Err(DrctError::Missing);
    }
    let whole = body.eye_catcher == EYE_CATCHER
        && body.check.get() == crc32fast::hash(&body.as_bytes()[..CHECKED])
        && body.level.get() == LEVEL;
    let state = match body.finished {
        0 => State::Unfinished,
        1 => State::Finished,
        _ => return Err(DrctError::Damaged),
    };
    let header = Header {
        generation: body.generation.get(),
        created: body.created.get(),
        length: body.length.get(),
        content_check: body.content_check.get(),
        source: body.source,
    };
    if whole { Ok((header, state)) } else { Err(DrctError::Damaged) }
}
