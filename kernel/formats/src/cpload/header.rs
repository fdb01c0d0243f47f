//! The first record of a module.

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::{CploadFault, Created, Place};
use crate::block::{BLOCK_BYTES, Block};

/// `CPLOAD` and blanks in EBCDIC.
const WHAT: [u8; 8] = [0xC3, 0xD7, 0xD3, 0xD6, 0xC1, 0xC4, 0x40, 0x40];
/// The version that is written and read.
pub(super) const VERSION: u16 = 1;
/// Where the CRC-32 of all that precedes it stands: in the record's last word.
const CHECK: usize = BLOCK_BYTES - 4;

/// How it stands in the record; zeros follow.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct RawHeader {
    what: [u8; 8],
    version: U16,
    reserved: U16,
    address: U32,
    entry: U32,
    storage: U32,
    /// Bytes of the image.
    length: U32,
    /// CRC-32 of the image.
    image_check: U32,
    created: Created,
}

const _: () = assert!(size_of::<RawHeader>() == 56);
const _: () = assert!(offset_of!(RawHeader, address) == 12);
const _: () = assert!(offset_of!(RawHeader, created) == 32);

/// What a header says.
pub(super) struct Header {
    pub place: Place,
    pub created: Created,
    pub length: usize,
    pub image_check: u32,
}

pub(super) fn encode_header(place: &Place, created: Created, image: &[u8]) -> Block {
    let raw = RawHeader {
        what: WHAT,
        version: VERSION.into(),
        reserved: 0.into(),
        address: place.address.into(),
        entry: place.entry.into(),
        storage: place.storage.into(),
        length: (image.len() as u32).into(),
        image_check: crc32fast::hash(image).into(),
        created,
    };
    let mut block = [0; BLOCK_BYTES];
    block[..size_of::<RawHeader>()].copy_from_slice(raw.as_bytes());
    let check = crc32fast::hash(&block[..CHECK]);
    block[CHECK..].copy_from_slice(&check.to_be_bytes());
    block
}

pub(super) fn decode_header(block: &Block) -> Result<Header, CploadFault> {
    let (raw, _) = RawHeader::ref_from_prefix(block).map_err(|_| CploadFault::NotAModule)?;
    if raw.what != WHAT {
        return Err(CploadFault::NotAModule);
    }
    if raw.version.get() != VERSION {
        return Err(CploadFault::Version(raw.version.get()));
    }
    if block[CHECK..] != crc32fast::hash(&block[..CHECK]).to_be_bytes() {
        return Err(CploadFault::HeaderCheck);
    }
    let (address, entry, storage) = (raw.address.get(), raw.entry.get(), raw.storage.get());
    Ok(Header {
        place: Place { address, entry, storage },
        created: raw.created,
        length: raw.length.get() as usize,
        image_check: raw.image_check.get(),
    })
}
