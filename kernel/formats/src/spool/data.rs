//! The pages of a spool file and the records in them.
//!
//! A page is a header and records that do not cross its end, each a channel command code, a
//! length and the data. The header names the file by its key, so that a page of another file, or
//! one that was never written, is not taken for this file's.

use alloc::vec::Vec;
use core::mem::{offset_of, size_of};

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::block::{BLOCK_BYTES, Block};

const MAGIC: [u8; 4] = *b"ASPL";

/// Begins every page.
#[derive(Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct PageHeader {
    /// `ASPL` in ASCII.
    magic: [u8; 4],
    /// CRC-32 of the page from `key` to its end.
    crc: U32,
    /// [`super::SpoolFile::created`].
    key: U64,
    /// Place of the page in the file, from 0.
    index: U32,
    /// Bytes of the records.
    used: U16,
    reserved: U16,
}

const HEADER_BYTES: usize = size_of::<PageHeader>();
const _: () = assert!(HEADER_BYTES == 24);
const _: () = assert!(offset_of!(PageHeader, key) == CHECKED_FROM);
const CHECKED_FROM: usize = 8;

/// Before the data of each record.
#[derive(Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct RecordHeader {
    /// Channel command code: X'09' writes a line and spaces one.
    command: u8,
    reserved: u8,
    /// Bytes of data.
    length: U16,
}

const RECORD_HEADER_BYTES: usize = size_of::<RecordHeader>();
const _: () = assert!(RECORD_HEADER_BYTES == 4);

/// Bytes of a record at most.
pub const RECORD_BYTES: usize = BLOCK_BYTES - HEADER_BYTES - RECORD_HEADER_BYTES;

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Channel command code.
    pub command: u8,
    /// EBCDIC, [`RECORD_BYTES`] at most.
    pub data: Vec<u8>,
}

/// What is wrong with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageError {
    /// It is no page of a spool file, or it is damaged.
    Check,
    /// It is a page of another file or another page of this one.
    OtherPage,
    /// A record goes beyond what is used.
    Record,
}

/// A page that is being filled.
#[derive(Debug)]
pub struct PageWriter {
    key: u64,
    index: u32,
    used: usize,
    page: Block,
}

impl PageWriter {
    /// The empty page `index` of the file with this key.
    pub fn new(key: u64, index: u32) -> Self {
        Self { key, index, used: 0, page: [0; BLOCK_BYTES] }
    }

    /// Adds a record, cut at [`RECORD_BYTES`]; false where the page has no room for it.
    #[must_use]
    pub fn append(&mut self, command: u8, data: &[u8]) -> bool {
        let data = &data[..data.len().min(RECORD_BYTES)];
        let at = HEADER_BYTES + self.used;
        let Some(room) = self.page.get_mut(at..at + RECORD_HEADER_BYTES + data.len()) else {
            return false;
        };
        let length = (data.len() as u16).into();
        let header = RecordHeader { command, reserved: 0, length };
        room[..RECORD_HEADER_BYTES].copy_from_slice(header.as_bytes());
        room[RECORD_HEADER_BYTES..].copy_from_slice(data);
        self.used += room.len();
        true
    }

    /// The page as it goes to the volume, and the one that follows it.
    pub fn finish(mut self) -> (Block, Self) {
        let mut header = PageHeader {
            magic: MAGIC,
            crc: 0.into(),
            key: self.key.into(),
            index: self.index.into(),
            used: (self.used as u16).into(),
            reserved: 0.into(),
        };
        self.page[..HEADER_BYTES].copy_from_slice(header.as_bytes());
        header.crc = crc32fast::hash(&self.page[CHECKED_FROM..]).into();
        self.page[..HEADER_BYTES].copy_from_slice(header.as_bytes());
        (self.page, Self::new(self.key, self.index + 1))
    }
}

/// The records of page `index` of the file with this key.
pub fn records(page: &Block, key: u64, index: u32) -> Result<Vec<Record>, PageError> {
    let (header, rest) = PageHeader::ref_from_prefix(page).map_err(|_| PageError::Check)?;
    let check = crc32fast::hash(&page[CHECKED_FROM..]);
    if header.magic != MAGIC || header.crc.get() != check {
        return Err(PageError::Check);
    }
    if header.key.get() != key || header.index.get() != index {
        return Err(PageError::OtherPage);
    }
    let mut rest = rest.get(..usize::from(header.used.get())).ok_or(PageError::Record)?;
    let mut records = Vec::new();
    while !rest.is_empty() {
        let (header, after) = RecordHeader::ref_from_prefix(rest).map_err(|_| PageError::Record)?;
        let length = usize::from(header.length.get());
        let (data, after) = after.split_at_checked(length).ok_or(PageError::Record)?;
        records.push(Record { command: header.command, data: data.into() });
        rest = after;
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pages(all: &[Record]) -> Vec<Block> {
        let (mut pages, mut writer) = (Vec::new(), PageWriter::new(7, 0));
        for record in all {
            if !writer.append(record.command, &record.data) {
                let (page, next) = writer.finish();
                pages.push(page);
                writer = next;
                assert!(writer.append(record.command, &record.data));
            }
        }
        pages.push(writer.finish().0);
        pages
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn records_come_back(all in prop::collection::vec(
            (any::<u8>(), prop::collection::vec(any::<u8>(), 0..=RECORD_BYTES)), 0..8,
        )) {
            let all: Vec<Record> =
                all.into_iter().map(|(command, data)| Record { command, data }).collect();
            let mut back = Vec::new();
            for (index, page) in (0..).zip(pages(&all)) {
                back.extend(records(&page, 7, index).unwrap());
            }
            prop_assert_eq!(back, all);
        }

        #[test]
        fn damage_is_noticed(bit in 0..BLOCK_BYTES * 8) {
            let mut page = pages(&[Record { command: 9, data: b"HELLO".into() }])[0];
            page[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(records(&page, 7, 0), Err(PageError::Check));
        }
    }

    #[test]
    fn a_page_of_another_file_is_not_taken() {
        let page = pages(&[])[0];
        assert_eq!(records(&page, 8, 0), Err(PageError::OtherPage));
        assert_eq!(records(&page, 7, 1), Err(PageError::OtherPage));
        assert_eq!(records(&[0; BLOCK_BYTES], 7, 0), Err(PageError::Check));
    }
}
