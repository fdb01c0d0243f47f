//! The header of a dump and the registers of its CPUs.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem::{offset_of, size_of};

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::CPUS;
use crate::block::{BLOCK_BYTES, Block};
use crate::ebcdic;

const HEADER_MAGIC: [u8; 8] = *b"ATCPDUMP";
const CPU_MAGIC: [u8; 4] = *b"ADCP";
const VERSION: u16 = 1;
/// Where the check of a block stands: in its last word.
const CRC_OFFSET: usize = BLOCK_BYTES - 4;
/// Ranges that block 0 has room for.
pub const RANGES: usize = (CRC_OFFSET - size_of::<RawHeader>()) / size_of::<RawRange>();

#[derive(Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct RawHeader {
    /// `ATCPDUMP` in ASCII.
    magic: [u8; 8],
    version: U16,
    cpus: U16,
    ranges: U32,
    /// Abend code in EBCDIC: `PLM006`.
    abend_code: [u8; 8],
    /// System name in EBCDIC.
    system: [u8; 8],
    /// TOD clock at the abend.
    tod: U64,
    /// Bytes of real storage.
    storage: U64,
}

const _: () = assert!(size_of::<RawHeader>() == 48);
const _: () = assert!(offset_of!(RawHeader, tod) == 32);

#[derive(Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct RawRange {
    address: U64,
    pages: U64,
}

const _: () = assert!(size_of::<RawRange>() == 16);

#[derive(Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct RawCpu {
    /// `ADCP` in ASCII.
    magic: [u8; 4],
    address: U16,
    reserved: U16,
    psw: [U64; 2],
    prefix: U64,
    general: [U64; 16],
    control: [U64; 16],
    access: [U32; 16],
}

const _: () = assert!(size_of::<RawCpu>() == 352);
const _: () = assert!(offset_of!(RawCpu, general) == 32);
const _: () = assert!(offset_of!(RawCpu, access) == 288);

/// Pages of storage one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Real address of the first page, a multiple of 4096.
    pub address: u64,
    /// How many pages of 4096 bytes.
    pub pages: u64,
}

/// What a dump tells about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DumpHeader {
    /// Up to eight characters: `PLM006`.
    pub abend_code: String,
    /// Up to eight characters: `LTICVM2`.
    pub system: String,
    /// TOD clock at the abend.
    pub tod: u64,
    /// Bytes of real storage.
    pub storage: u64,
    /// What was dumped, in the order of the pages in the dump.
    pub ranges: Vec<Range>,
}

/// Registers of one CPU at the abend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CpuRegisters {
    /// CPU address.
    pub address: u16,
    /// Both doublewords of the PSW.
    pub psw: [u64; 2],
    /// Prefix register.
    pub prefix: u64,
    /// General registers.
    pub general: [u64; 16],
    /// Control registers.
    pub control: [u64; 16],
    /// Access registers.
    pub access: [u32; 16],
}

impl DumpHeader {
    /// Pages of all ranges.
    pub fn pages(&self) -> u64 {
        self.ranges.iter().fold(0, |sum, range| sum.saturating_add(range.pages))
    }

    /// Address of every page in order.
    pub fn addresses(&self) -> impl Iterator<Item = u64> {
        let pages = |range: &Range| {
            let address = range.address;
            (0..range.pages).map(move |page| address.wrapping_add(page * BLOCK_BYTES as u64))
        };
        self.ranges.iter().flat_map(pages)
    }

    /// Which page of the dump holds real address `address`.
    pub(super) fn page_index(&self, address: u64) -> Option<u64> {
        let mut before = 0_u64;
        for range in &self.ranges {
            if let Some(offset) = address.checked_sub(range.address)
                && offset / (BLOCK_BYTES as u64) < range.pages
            {
                return before.checked_add(offset / BLOCK_BYTES as u64);
            }
            before = before.checked_add(range.pages)?;
        }
        None
    }
}

/// Block 0; none where there are more CPUs or ranges than fit.
pub(super) fn encode_header(header: &DumpHeader, cpus: &[CpuRegisters]) -> Option<Block> {
    if cpus.len() > usize::from(CPUS) || header.ranges.len() > RANGES {
        return None;
    }
    let raw = RawHeader {
        magic: HEADER_MAGIC,
        version: VERSION.into(),
        cpus: (cpus.len() as u16).into(),
        ranges: (header.ranges.len() as u32).into(),
        abend_code: name(&header.abend_code),
        system: name(&header.system),
        tod: header.tod.into(),
        storage: header.storage.into(),
    };
    let mut bytes = Vec::from(raw.as_bytes());
    for range in &header.ranges {
        let raw = RawRange { address: range.address.into(), pages: range.pages.into() };
        bytes.extend_from_slice(raw.as_bytes());
    }
    Some(sealed(&bytes))
}

/// The header and how many CPUs follow it.
pub(super) fn decode_header(block: &Block) -> Option<(DumpHeader, u16)> {
    let (raw, rest) = RawHeader::ref_from_prefix(unsealed(block)?).ok()?;
    if raw.magic != HEADER_MAGIC || raw.version.get() != VERSION || raw.cpus.get() > CPUS {
        return None;
    }
    let count = usize::try_from(raw.ranges.get()).ok()?;
    let (ranges, _) = <[RawRange]>::ref_from_prefix_with_elems(rest, count).ok()?;
    let range = |raw: &RawRange| Range { address: raw.address.get(), pages: raw.pages.get() };
    let header = DumpHeader {
        abend_code: text(&raw.abend_code),
        system: text(&raw.system),
        tod: raw.tod.get(),
        storage: raw.storage.get(),
        ranges: ranges.iter().map(range).collect(),
    };
    Some((header, raw.cpus.get()))
}

/// The block of one CPU's registers.
pub(super) fn encode_cpu(cpu: &CpuRegisters) -> Block {
    let raw = RawCpu {
        magic: CPU_MAGIC,
        address: cpu.address.into(),
        reserved: 0.into(),
        psw: cpu.psw.map(U64::new),
        prefix: cpu.prefix.into(),
        general: cpu.general.map(U64::new),
        control: cpu.control.map(U64::new),
        access: cpu.access.map(U32::new),
    };
    sealed(raw.as_bytes())
}

/// The registers in a block; none where it is damaged.
pub(super) fn decode_cpu(block: &Block) -> Option<CpuRegisters> {
    let (raw, _) = RawCpu::read_from_prefix(unsealed(block)?).ok()?;
    (raw.magic == CPU_MAGIC).then(|| CpuRegisters {
        address: raw.address.get(),
        psw: raw.psw.map(U64::get),
        prefix: raw.prefix.get(),
        general: raw.general.map(U64::get),
        control: raw.control.map(U64::get),
        access: raw.access.map(U32::get),
    })
}

/// A block of `bytes`, zeros and the check.
fn sealed(bytes: &[u8]) -> Block {
    let mut block = [0; BLOCK_BYTES];
    block[..bytes.len()].copy_from_slice(bytes);
    let crc = crc32fast::hash(&block[..CRC_OFFSET]);
    block[CRC_OFFSET..].copy_from_slice(&crc.to_be_bytes());
    block
}

/// What stands before the check, where that is right.
fn unsealed(block: &Block) -> Option<&[u8]> {
    let (bytes, crc) = block.split_at(CRC_OFFSET);
    (crc32fast::hash(bytes).to_be_bytes() == crc).then_some(bytes)
}

/// Eight EBCDIC characters, blanks behind the name.
fn name(text: &str) -> [u8; 8] {
    let mut name = [ebcdic::BLANK; 8];
    name.iter_mut().zip(ebcdic::to_ebcdic(text)).for_each(|(to, from)| *to = from);
    name
}

fn text(name: &[u8; 8]) -> String {
    String::from(ebcdic::to_text(name).trim_end())
}
