//! The PSW and the channel program of a CCW-type IPL.

use zerocopy::IntoBytes;
use zerocopy::big_endian::{U16, U32};
use zerocopy::{Immutable, Unaligned};

use super::{CHAIN, EMPTY, LOAD_ADDRESS, TEXT, with};
use crate::block::{BLOCK_BYTES, Block};
use crate::geometry::Cchhr;

/// Where IPL2 is read to.
const IPL2_ADDRESS: u32 = 0x2000;
/// Where the block with the long chain is read to.
const CHAIN_ADDRESS: u32 = 0x3000;
/// Bytes of the record IPL2.
pub(crate) const IPL2_BYTES: usize = 144;
/// Bytes of a record's key, which a block holds in front of the data.
const KEY_BYTES: usize = 4;
/// Where IPL2 has the place of the chain: behind its 5 CCWs, in front of zipl's pointers.
const IPL2_ARGUMENT: usize = 48;
/// Where the chain has the place of the text: in the last 16 bytes of its block.
const CHAIN_ARGUMENT: usize = BLOCK_BYTES - 16;

/// `IPL1` and `IPL2` in EBCDIC.
pub(crate) const IPL1_KEY: [u8; KEY_BYTES] = [0xC9, 0xD7, 0xD3, 0xF1];
pub(crate) const IPL2_KEY: [u8; KEY_BYTES] = [0xC9, 0xD7, 0xD3, 0xF2];

// Commands of a count-key-data device; M: goes on with the next track at a track's end.
const READ_DATA: u8 = 0x06;
const READ_DATA_M: u8 = 0x86;
const SEEK: u8 = 0x07;
const TIC: u8 = 0x08;
const SEARCH_ID_EQUAL: u8 = 0x31;

const CHAIN_COMMAND: u8 = 0x40;
const SUPPRESS_LENGTH: u8 = 0x20;

/// A format-0 CCW (Principles of Operation, "CCW").
#[derive(Clone, Copy, IntoBytes, Immutable, Unaligned)]
#[repr(C)]
struct Ccw0 {
    command: u8,
    address: [u8; 3],
    flags: u8,
    reserved: u8,
    count: U16,
}

const CCW_BYTES: u32 = size_of::<Ccw0>() as u32;
const _: () = assert!(CCW_BYTES == 8);

impl Ccw0 {
    fn new(command: u8, address: u32, flags: u8, count: usize) -> Self {
        let [_, high, middle, low] = address.to_be_bytes();
        let count = (count as u16).into();
        Self { command, address: [high, middle, low], flags, reserved: 0, count }
    }

    fn chained(command: u8, address: u32, count: usize) -> Self {
        Self::new(command, address, CHAIN_COMMAND | SUPPRESS_LENGTH, count)
    }

    fn transfer(address: u32) -> Self {
        Self::new(TIC, address, 0, 0)
    }

    /// The CCWs, standing at `here`, that find the record whose place stands at `argument`:
    /// seek with BBCCHH, then search for CCHHR until it comes by.
    fn find(here: u32, argument: u32) -> [Self; 3] {
        [
            Self::chained(SEEK, argument, 6),
            Self::chained(SEARCH_ID_EQUAL, argument + 2, 5),
            Self::transfer(here + CCW_BYTES),
        ]
    }
}

/// BBCCHHR of a block.
fn seek_argument(block: u32) -> [u8; 7] {
    let place = Cchhr::of_block(block);
    let [high, low] = (place.cylinder as u16).to_be_bytes();
    [0, 0, high, low, 0, place.head, place.record]
}

/// Block 0: the ESA/390 PSW that enters at `address` in 31-bit mode, and the way to IPL2.
pub(super) fn ipl1(address: u32) -> Block {
    let psw = [U32::new(0x0008_0000), U32::new(0x8000_0000 | address)];
    let ccws = [Ccw0::chained(READ_DATA, IPL2_ADDRESS, IPL2_BYTES), Ccw0::transfer(IPL2_ADDRESS)];
    let block = with(EMPTY, 0, &IPL1_KEY);
    let block = with(block, KEY_BYTES, psw.as_bytes());
    with(block, KEY_BYTES + size_of_val(&psw), ccws.as_bytes())
}

/// Block 1 without zipl's pointers: reads the chain and goes on there.
pub(super) fn ipl2() -> Block {
    let [seek, search, again] = Ccw0::find(IPL2_ADDRESS, IPL2_ADDRESS + IPL2_ARGUMENT as u32);
    let read = Ccw0::chained(READ_DATA, CHAIN_ADDRESS, BLOCK_BYTES);
    let ccws = [seek, search, again, read, Ccw0::transfer(CHAIN_ADDRESS)];
    let block = with(EMPTY, 0, &IPL2_KEY);
    let block = with(block, KEY_BYTES, ccws.as_bytes());
    with(block, KEY_BYTES + IPL2_ARGUMENT, &seek_argument(CHAIN))
}

/// Block 8: reads the text, `blocks` long, record by record.
pub(super) fn chain(blocks: u32) -> Block {
    let find = Ccw0::find(CHAIN_ADDRESS, CHAIN_ADDRESS + CHAIN_ARGUMENT as u32);
    let mut block = with(EMPTY, 0, find.as_bytes());
    for index in 0..blocks {
        let address = LOAD_ADDRESS + index * BLOCK_BYTES as u32;
        let command = if index == 0 { READ_DATA } else { READ_DATA_M };
        let read = if index + 1 < blocks {
            Ccw0::chained(command, address, BLOCK_BYTES)
        } else {
            Ccw0::new(command, address, SUPPRESS_LENGTH, BLOCK_BYTES)
        };
        let place = size_of_val(&find) + index as usize * size_of::<Ccw0>();
        block = with(block, place, read.as_bytes());
    }
    with(block, CHAIN_ARGUMENT, &seek_argument(TEXT))
}
