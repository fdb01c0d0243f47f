//! The IPL records of a volume and the stand-alone loader's text, in cylinder 0.
//!
//! The same blocks serve two firmwares:
//! * a channel-subsystem IPL (Principles of Operation, "CCW-type IPL"; Hercules): record 1 has the
//!   PSW and reads record 2 (IPL2), whose CCWs read the block [`CHAIN`], whose CCWs read the text;
//! * QEMU's s390-ccw firmware: IPL2 points to zipl's boot map (table, script, list of runs).
//!
//! | block | holds |
//! |---|---|
//! | 0 | key `IPL1`, 24 bytes: PSW and two CCWs |
//! | 1 | key `IPL2`, 144 bytes: CCWs in front, zipl's pointers behind |
//! | 4 | header: entry, length and check of the text |
//! | 5, 6, 7 | boot map table, boot script, list of runs |
//! | 8 | the CCWs that read the text |
//! | 16 on | the text |

mod ccw;
mod zipl;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::mem::offset_of;

pub(crate) use ccw::{IPL1_KEY, IPL2_BYTES, IPL2_KEY};

use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use crate::geometry::BLOCKS_PER_CYLINDER;
use crate::parameter_area::{self, AreaFault};

/// Where the text is loaded: below 16 MiB, which the CCWs of an IPL can reach.
pub const LOAD_ADDRESS: u32 = 0x00C0_0000;
/// First block of the text.
pub const TEXT: u32 = 16;
/// Longest text: what cylinder 0 has room for. Behind it begin areas of others.
pub const MAXIMUM_TEXT: u32 = (BLOCKS_PER_CYLINDER - TEXT) * BLOCK_BYTES as u32;

/// The parameters stand in the text's first block.
const _: () = assert!(parameter_area::OFFSET + parameter_area::BYTES <= BLOCK_BYTES);

const IPL1: u32 = 0;
const IPL2: u32 = 1;
const HEADER: u32 = 4;
const TABLE: u32 = 5;
const SCRIPT: u32 = 6;
const RUNS: u32 = 7;
const CHAIN: u32 = 8;

const EMPTY: Block = [0; BLOCK_BYTES];

/// A loader to be put on a volume.
#[derive(Clone, Copy, Debug)]
pub struct IplText<'a> {
    /// Its bytes, as they stand from [`LOAD_ADDRESS`] on.
    pub loader: &'a [u8],
    /// Where it is entered, in 31-bit mode, counted from its begin.
    pub entry: u32,
    /// The IPL parameters for its parameter area.
    pub parameters: &'a str,
}

/// The text that a volume has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstalledText {
    /// Where it is entered, counted from its begin.
    pub entry: u32,
    /// Its bytes.
    pub length: u32,
}

/// Why a volume cannot be IPLed, or a text cannot be put on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IplError {
    /// The device did not read or write the block.
    Io {
        /// Number of the block.
        block: u32,
        /// What the device said.
        error: IoError,
    },
    /// Block 4 has no header: no text was ever put on the volume.
    NoText,
    /// The block is not as it was written.
    Damaged {
        /// Number of the block.
        block: u32,
    },
    /// The text is not the one that the header was made for.
    TextDamaged,
    /// The text is empty or longer than [`MAXIMUM_TEXT`].
    Length {
        /// Its bytes.
        length: usize,
    },
    /// The entry is odd or behind the text.
    Entry {
        /// The entry.
        entry: u32,
    },
    /// The IPL parameters cannot be put into the text.
    Parameters(AreaFault),
}

impl fmt::Display for IplError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { block, error } => write!(f, "block {block}: {}", error.reason()),
            Self::NoText => write!(f, "block {HEADER}: no IPL text on this volume"),
            Self::Damaged { block } => {
                write!(f, "block {block}: damaged, expected the IPL records of the text")
            }
            Self::TextDamaged => write!(f, "block {TEXT} on: the check of the text does not match"),
            Self::Length { length } => {
                write!(f, "a text of {length} bytes, expected 1 to {MAXIMUM_TEXT}")
            }
            Self::Entry { entry } => {
                write!(f, "entry {entry:X}, expected an even offset in the text")
            }
            Self::Parameters(fault) => write!(f, "IPL parameters: {fault}"),
        }
    }
}

/// `IPLTEXT` and a blank in EBCDIC.
const WHAT: [u8; 8] = [0xC9, 0xD7, 0xD3, 0xE3, 0xC5, 0xE7, 0xE3, 0x40];

/// The front of block 4.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Header {
    what: [u8; 8],
    entry: U32,
    length: U32,
    /// CRC-32 of the text.
    text_check: U32,
    /// CRC-32 of the fields before.
    check: U32,
}

const _: () = assert!(size_of::<Header>() == 24);
const _: () = assert!(offset_of!(Header, check) == 20);

impl Header {
    fn new(text: InstalledText, text_check: u32) -> Self {
        let (entry, length) = (text.entry.into(), text.length.into());
        let (text_check, check) = (text_check.into(), 0.into());
        let mut header = Self { what: WHAT, entry, length, text_check, check };
        header.check = crc32fast::hash(&header.as_bytes()[..offset_of!(Self, check)]).into();
        header
    }
}

impl InstalledText {
    fn checked(self) -> Result<Self, IplError> {
        if self.length == 0 || self.length > MAXIMUM_TEXT {
            return Err(IplError::Length { length: self.length as usize });
        }
        if self.entry >= self.length || !self.entry.is_multiple_of(2) {
            return Err(IplError::Entry { entry: self.entry });
        }
        Ok(self)
    }

    fn blocks(self) -> u32 {
        self.length.div_ceil(BLOCK_BYTES as u32)
    }

    /// All that is on the volume besides label and text: numbers and contents of blocks.
    fn records(self, text_check: u32) -> [(u32, Block); 7] {
        let address = LOAD_ADDRESS + self.entry;
        [
            (IPL1, ccw::ipl1(address)),
            (IPL2, zipl::with_boot_map(ccw::ipl2())),
            (HEADER, with(EMPTY, 0, Header::new(self, text_check).as_bytes())),
            (TABLE, zipl::table()),
            (SCRIPT, zipl::script(address)),
            (RUNS, zipl::runs(self.blocks())),
            (CHAIN, ccw::chain(self.blocks())),
        ]
    }
}

impl IplText<'_> {
    /// Whether a volume has this very text, whole.
    pub async fn is_on(&self, device: &impl BlockDevice) -> bool {
        let mut loader = Vec::from(self.loader);
        let put = parameter_area::put(&mut loader, self.parameters);
        let read = read_text(device).await;
        put.is_ok() && read.is_ok_and(|(text, there)| text.entry == self.entry && there == loader)
    }

    /// Puts the text and its IPL records on a volume.
    pub async fn write(&self, device: &impl BlockDevice) -> Result<(), IplError> {
        let too_long = IplError::Length { length: self.loader.len() };
        let length = u32::try_from(self.loader.len()).map_err(|_| too_long)?;
        let text = InstalledText { entry: self.entry, length }.checked()?;
        let mut loader = Vec::from(self.loader);
        parameter_area::put(&mut loader, self.parameters).map_err(IplError::Parameters)?;
        for (number, bytes) in (TEXT..).zip(loader.chunks(BLOCK_BYTES)) {
            write(device, number, &with(EMPTY, 0, bytes)).await?;
        }
        for (number, block) in text.records(crc32fast::hash(&loader)) {
            write(device, number, &block).await?;
        }
        Ok(())
    }
}

/// The text that a volume has, and its bytes; an error if it has none or anything of it is damaged.
pub async fn read_text(device: &impl BlockDevice) -> Result<(InstalledText, Vec<u8>), IplError> {
    let header = read_header(device).await?;
    let (entry, length) = (header.entry.get(), header.length.get());
    let damaged = IplError::Damaged { block: HEADER };
    let text = InstalledText { entry, length }.checked().map_err(|_| damaged)?;
    for (number, expected) in text.records(header.text_check.get()) {
        if read(device, number).await? != expected {
            return Err(IplError::Damaged { block: number });
        }
    }
    let mut loader = Vec::with_capacity(text.blocks() as usize * BLOCK_BYTES);
    for number in TEXT..TEXT + text.blocks() {
        loader.extend_from_slice(&read(device, number).await?);
    }
    loader.truncate(length as usize);
    let whole = crc32fast::hash(&loader) == header.text_check.get();
    if whole { Ok((text, loader)) } else { Err(IplError::TextDamaged) }
}

/// The IPL parameters of the text that a volume has, even if its writing was interrupted.
pub async fn parameters(device: &impl BlockDevice) -> Result<String, IplError> {
    read_header(device).await?;
    Ok(String::from(parameter_area::get(&read(device, TEXT).await?)))
}

async fn read_header(device: &impl BlockDevice) -> Result<Header, IplError> {
    let block = read(device, HEADER).await?;
    let (header, _) = Header::read_from_prefix(&block).map_err(|_| IplError::NoText)?;
    if header.what == WHAT { Ok(header) } else { Err(IplError::NoText) }
}

/// The block with `bytes` at `offset`.
fn with(mut block: Block, offset: usize, bytes: &[u8]) -> Block {
    block[offset..offset + bytes.len()].copy_from_slice(bytes);
    block
}

async fn read(device: &impl BlockDevice, number: u32) -> Result<Block, IplError> {
    let mut block = EMPTY;
    let read = device.read(number, &mut block).await;
    read.map_err(|error| IplError::Io { block: number, error })?;
    Ok(block)
}

async fn write(device: &impl BlockDevice, number: u32, block: &Block) -> Result<(), IplError> {
    let written = device.write(number, block).await;
    written.map_err(|error| IplError::Io { block: number, error })
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use embassy_futures::block_on;

    use super::*;

    struct Disk(RefCell<Vec<Block>>);

    impl BlockDevice for Disk {
        fn blocks(&self) -> u32 {
            self.0.borrow().len() as u32
        }

        async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
            *block = *self.0.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
            Ok(())
        }

        async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
            let mut blocks = self.0.borrow_mut();
            *blocks.get_mut(number as usize).ok_or(IoError::OutOfRange)? = *block;
            Ok(())
        }
    }

    fn disk() -> Disk {
        Disk(RefCell::new(vec![EMPTY; 40]))
    }

    #[test]
    fn the_text_is_found_as_written() {
        let disk = disk();
        assert_eq!(block_on(read_text(&disk)), Err(IplError::NoText));
        assert_eq!(block_on(parameters(&disk)), Err(IplError::NoText));
        let mut loader = vec![7; 10_000];
        let text = IplText { loader: &loader, entry: 8, parameters: "FN=SYSTEM" };
        block_on(text.write(&disk)).expect("room");
        assert_eq!(block_on(parameters(&disk)).as_deref(), Ok("FN=SYSTEM"));
        assert!(block_on(text.is_on(&disk)));
        assert!(!block_on(IplText { parameters: "", ..text }.is_on(&disk)));
        parameter_area::put(&mut loader, "FN=SYSTEM").expect("room");
        let found = block_on(read_text(&disk)).expect("as written");
        assert_eq!(found, (InstalledText { entry: 8, length: 10_000 }, loader.clone()));
        let blocks = disk.0.borrow();
        // IPL1: key, PSW 00080000 80C00008, read 144 bytes of IPL2 to 2000, go on there
        let psw_and_ccws = [
            0xC9, 0xD7, 0xD3, 0xF1, 0, 8, 0, 0, 0x80, 0xC0, 0, 8, 6, 0, 0x20, 0, 0x60, 0, 0, 0x90,
            8, 0, 0x20, 0,
        ];
        assert_eq!(blocks[0][..24], psw_and_ccws);
        assert_eq!(blocks[1][92..96], *b"zIPL");
        assert_eq!(blocks[18][..1_808], loader[8_192..]);
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let disk = disk();
        let text = IplText { loader: &[7; 5_000], entry: 0, parameters: "" };
        block_on(text.write(&disk)).expect("room");
        for block in [0, 1, 4, 5, 6, 7, 8, 16] {
            for byte in (0..BLOCK_BYTES).step_by(3) {
                disk.0.borrow_mut()[block][byte] ^= 4;
                assert!(block_on(read_text(&disk)).is_err(), "block {block} byte {byte}");
                disk.0.borrow_mut()[block][byte] ^= 4;
            }
        }
        assert!(block_on(read_text(&disk)).is_ok());
    }

    #[test]
    fn a_text_that_does_not_fit_is_refused() {
        let disk = disk();
        let write =
            |loader: &[u8], entry| block_on(IplText { loader, entry, parameters: "" }.write(&disk));
        assert_eq!(write(&[], 0), Err(IplError::Length { length: 0 }));
        let length = MAXIMUM_TEXT as usize + 1;
        assert_eq!(write(&vec![0; length], 0), Err(IplError::Length { length }));
        assert_eq!(write(&[0; 8], 8), Err(IplError::Entry { entry: 8 }));
        assert_eq!(write(&[0; 8], 3), Err(IplError::Entry { entry: 3 }));
        assert_eq!(write(&[0; 8], 0), Err(IplError::Parameters(AreaFault::NoArea)));
        assert_eq!(block_on(read_text(&disk)), Err(IplError::NoText));
    }
}
