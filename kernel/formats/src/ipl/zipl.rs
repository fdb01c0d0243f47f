//! zipl's boot map, as QEMU's s390-ccw firmware reads it (pc-bios/s390-ccw/bootmap.h).

use zerocopy::big_endian::{U16, U64};
use zerocopy::{Immutable, IntoBytes, Unaligned};

use super::{EMPTY, LOAD_ADDRESS, RUNS, SCRIPT, TABLE, TEXT, with};
use crate::block::{BLOCK_BYTES, Block};
use crate::geometry::Cchhr;

const MAGIC: &[u8] = b"zIPL";
/// In block 1: the seek arguments of zipl's stage 1b and menu.
const SEEK_ARGUMENTS: usize = 76;
/// In block 1: the boot map's description.
const BOOT_INFO: usize = 92;
/// Version 1, ECKD device, flag 1.
const BOOT_INFO_KIND: [u8; 4] = [1, 0, 0, 1];
/// In the table: the pointer that a load parameter of 0 or blanks takes.
const DEFAULT_PROGRAM: usize = 16;
/// In the script: its first entry.
const FIRST_ENTRY: usize = 32;

const EXECUTE: u8 = 1;
const LOAD: u8 = 2;

/// Blocks side by side.
#[derive(Clone, Copy, Default, IntoBytes, Immutable, Unaligned)]
#[repr(C)]
struct Pointer {
    cylinder: U16,
    head: U16,
    record: u8,
    size: U16,
    /// Blocks less one.
    more: u8,
    reserved: [u8; 8],
}

const _: () = assert!(size_of::<Pointer>() == 16);

impl Pointer {
    fn new(block: u32, count: u32) -> Self {
        let place = Cchhr::of_block(block);
        Self {
            cylinder: (place.cylinder as u16).into(),
            head: u16::from(place.head).into(),
            record: place.record,
            size: (BLOCK_BYTES as u16).into(),
            more: (count - 1) as u8,
            reserved: [0; 8],
        }
    }
}

/// A line of the script.
#[derive(IntoBytes, Immutable, Unaligned)]
#[repr(C)]
struct Entry {
    pointer: Pointer,
    pad: [u8; 7],
    kind: u8,
    address: U64,
}

const _: () = assert!(size_of::<Entry>() == 32);

/// IPL2 with the pointer to the table. The seek arguments may lead to any readable block.
pub(super) fn with_boot_map(ipl2: Block) -> Block {
    let place = Cchhr::of_block(TABLE);
    let seek = [0, 0, 0, 0, 0, place.head, place.record, 0];
    let block = with(ipl2, SEEK_ARGUMENTS, [seek, seek].as_flattened());
    let block = with(block, BOOT_INFO, MAGIC);
    let block = with(block, BOOT_INFO + 4, &BOOT_INFO_KIND);
    with(block, BOOT_INFO + 8, Pointer::new(TABLE, 1).as_bytes())
}

/// The table of programs: one.
pub(super) fn table() -> Block {
    with(with(EMPTY, 0, MAGIC), DEFAULT_PROGRAM, Pointer::new(SCRIPT, 1).as_bytes())
}

/// The script: load the runs of blocks, then enter at `address`.
pub(super) fn script(address: u32) -> Block {
    let pad = [0; 7];
    let load = u64::from(LOAD_ADDRESS).into();
    let entries = [
        Entry { pointer: Pointer::new(RUNS, 1), pad, kind: LOAD, address: load },
        Entry {
            pointer: Pointer::default(),
            pad,
            kind: EXECUTE,
            address: u64::from(address).into(),
        },
    ];
    with(with(EMPTY, 0, MAGIC), FIRST_ENTRY, entries.as_bytes())
}

/// The runs of blocks of the text: one, as it has no more blocks than a pointer can count.
pub(super) fn runs(blocks: u32) -> Block {
    with(EMPTY, 0, Pointer::new(TEXT, blocks).as_bytes())
}
