//! CPLOAD MODULE: a program as it stands in storage, behind a block that says where.
//!
//! The file has records of 4,096 bytes. The first is the header; the image follows, with zeros up
//! to the end of its last record. So the program starts at a page of the file as it does in
//! storage, and a file of any other length was cut off.

mod header;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;
use core::fmt;

use crate::block::BLOCK_BYTES;
use crate::ebcdic::Field;
use header::{decode_header, encode_header};

/// Longest image: 4 MiB.
pub const MAXIMUM_IMAGE: u32 = 4 << 20;
/// Longest file.
pub const MAXIMUM_FILE: usize = BLOCK_BYTES + MAXIMUM_IMAGE as usize;

/// When a module was created, as the banner tells it: `2011-11-02 AT 18:54:31`.
pub type Created = Field<24>;

/// Where a program belongs, and how much of it there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Real address of its first byte, a multiple of 4,096.
    pub address: u32,
    /// Where it is entered, counted from its first byte.
    pub entry: u32,
    /// Bytes that it takes in storage: its image, and what it zeroes itself.
    pub storage: u32,
}

impl Place {
    /// The first address behind the program.
    pub fn end(&self) -> u64 {
        u64::from(self.address) + u64::from(self.storage)
    }
}

/// A program to be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Module<'a> {
    /// Where it belongs.
    pub place: Place,
    /// When it was created.
    pub created: Created,
    /// Its bytes.
    pub image: &'a [u8],
}

/// Why a file is no module, or a program cannot be made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CploadFault {
    /// The file does not begin as a module does.
    NotAModule,
    /// The module has a version that this program does not know.
    Version(u16),
    /// The header's check does not match.
    HeaderCheck,
    /// The file has another length than header and image.
    Length {
        /// Bytes expected.
        expected: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// The image's check does not match.
    ImageCheck,
    /// The image is empty or longer than [`MAXIMUM_IMAGE`].
    Image {
        /// Its bytes.
        length: usize,
    },
    /// Address, entry and storage do not fit together.
    Place(Place),
}

impl fmt::Display for CploadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModule => f.write_str("record 1: no module, expected CPLOAD"),
            Self::Version(version) => {
                write!(f, "record 1: version {version}, expected {}", header::VERSION)
            }
            Self::HeaderCheck => f.write_str("record 1: damaged, its check does not match"),
            Self::Length { expected, found } => write!(f, "{found} bytes, expected {expected}"),
            Self::ImageCheck => f.write_str("record 2 on: damaged, the check does not match"),
            Self::Image { length } => {
                write!(f, "an image of {length} bytes, expected 1 to {MAXIMUM_IMAGE}")
            }
            Self::Place(Place { address, entry, storage }) => write!(
                f,
                "address {address:X}, entry {entry:X}, {storage:X} bytes of storage: expected a \
                 page below 2 GiB, and an even entry and all of the image in the storage"
            ),
        }
    }
}

impl<'a> Module<'a> {
    /// The module as a file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CploadFault> {
        let length = self.image.len().next_multiple_of(BLOCK_BYTES);
        let mut image = Vec::from(self.image);
        image.resize(length, 0);
        Module { image: &image, ..*self }.check()?;
        let mut bytes = Vec::with_capacity(BLOCK_BYTES + length);
        bytes.extend_from_slice(&encode_header(&self.place, self.created, &image));
        bytes.extend_from_slice(&image);
        Ok(bytes)
    }

    /// The module in a file; its image has the zeros that fill its last record.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CploadFault> {
        let (block, image) = bytes.split_first_chunk().ok_or(CploadFault::NotAModule)?;
        let header = decode_header(block)?;
        let expected = BLOCK_BYTES.saturating_add(header.length);
        if bytes.len() != expected {
            return Err(CploadFault::Length { expected, found: bytes.len() });
        }
        if crc32fast::hash(image) != header.image_check {
            return Err(CploadFault::ImageCheck);
        }
        let module = Self { place: header.place, created: header.created, image };
        module.check()?;
        Ok(module)
    }

    fn check(&self) -> Result<(), CploadFault> {
        let length = self.image.len();
        if length == 0 || length > MAXIMUM_IMAGE as usize {
            return Err(CploadFault::Image { length });
        }
        let Place { address, entry, storage } = self.place;
        let good = address.is_multiple_of(BLOCK_BYTES as u32)
            && self.place.end() <= 1 << 31
            && storage as usize >= length
            && entry.is_multiple_of(2)
            && (entry as usize) < length;
        if good { Ok(()) } else { Err(CploadFault::Place(self.place)) }
    }
}
