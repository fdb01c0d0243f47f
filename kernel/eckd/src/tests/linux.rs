//! Chains that Linux's dasd driver builds (facts of `dasd_eckd.c`), by the names it has for them.

use super::rig::{Chain, SLI};
use crate::geometry::address_of;
use zerocopy::IntoBytes;

/// File masks of `define_extent`.
pub const READ: u8 = 0x40;
pub const WRITE: u8 = 0x80;
pub const FORMAT: u8 = 0x00;

pub fn define_extent(mask: u8, first: u32, last: u32) -> Chain {
    let mut data = [0; 16];
    data[..2].copy_from_slice(&[mask, 0xC0]);
    data[8..12].copy_from_slice(address_of(first).as_bytes());
    data[12..16].copy_from_slice(address_of(last).as_bytes());
    Chain::new().give(0x63, &data)
}

/// Parameters of LOCATE RECORD.
pub fn location(operation: u8, track: u32, record: u8, count: u8, length: u16) -> [u8; 16] {
    let mut data = [0; 16];
    data[..4].copy_from_slice(&[operation, if length > 0 { 0x80 } else { 0 }, 0, count]);
    data[4..8].copy_from_slice(address_of(track).as_bytes());
    data[8..12].copy_from_slice(address_of(track).as_bytes());
    data[12] = record;
    data[14..16].copy_from_slice(&length.to_be_bytes());
    data
}

pub fn locate_record(operation: u8, track: u32, record: u8, count: u8, length: u16) -> Chain {
    Chain::new().give(0x47, &location(operation, track, record, count, length))
}

/// `dasd_eckd_analysis_ccw`: counts of R1 to R4 of track 0, and of R1 of track 2.
pub fn analysis() -> Chain {
    let mut chain = define_extent(READ, 0, 2).and(locate_record(0x06, 0, 0, 4, 0));
    for _ in 0..4 {
        chain = chain.take(0x12, 8);
    }
    chain.and(locate_record(0x06, 2, 0, 1, 0)).take(0x12, 8)
}

/// Lengths of key and data of the blocks that `dasd_eckd_cdl_special` names.
fn special(block: u32) -> Option<u16> {
    match block {
        0 => Some(28),
        1 => Some(148),
        2 => Some(84),
        12..24 => Some(140),
        _ => None,
    }
}

/// `dasd_eckd_build_cp_cmd_single`: reads blocks, or writes them where there are some to write.
pub fn single(first: u32, count: u32, data: Option<&[u8]>, cdl: bool) -> Chain {
    let last = first + count - 1;
    let (mask, operation, code) = match data {
        None => (READ, 0x06, 0x86),
        Some(_) => (WRITE, 0x01, 0x85),
    };
    let mut chain = define_extent(mask, first / 12, last / 12);
    let mut located = false;
    for block in first..=last {
        let (track, record) = (block / 12, (block % 12) as u8 + 1);
        let short = special(block).filter(|_| cdl);
        let length = short.unwrap_or(4096);
        let code = if short.is_some() { code | 0x08 } else { code };
        if cdl && block < 24 {
            chain = chain.and(locate_record(operation, track, record, 1, length));
        } else if !located {
            let left = (last - block + 1) as u8;
            chain = chain.and(locate_record(operation, track, record, left, length));
            located = true;
        }
        chain = match data {
            None => chain.take(code, length.into()),
            Some(data) => {
                let block = &data[(block - first) as usize * 4096..][..length.into()];
                chain.give(code, block)
            }
        };
    }
    chain
}

/// A count area.
pub fn count(track: u32, record: u8, key: u8, data: u16) -> [u8; 8] {
    let mut count = [0; 8];
    count[..4].copy_from_slice(address_of(track).as_bytes());
    count[4..6].copy_from_slice(&[record, key]);
    count[6..].copy_from_slice(&data.to_be_bytes());
    count
}

/// What dasdfmt makes of a record.
pub fn shape(track: u32, record: u8, cdl: bool) -> (u8, u16) {
    match (track, record) {
        (0, 1) if cdl => (4, 24),
        (0, 2) if cdl => (4, 144),
        (0, 3) if cdl => (4, 80),
        (1, _) if cdl => (44, 96),
        _ => (0, 4096),
    }
}

/// `dasd_eckd_build_format`: formats tracks.
pub fn format(first: u32, last: u32, cdl: bool) -> Chain {
    let tracks = (last - first + 1) as u8;
    let mut chain =
        define_extent(FORMAT, first, last).and(locate_record(0x03, first, 0, tracks * 12, 4096));
    for track in first..=last {
        for record in 1..=12 {
            let code = if record == 1 && track > first { 0x9D } else { 0x1D };
            let (key, data) = shape(track, record, cdl);
            chain = chain.with(code, SLI, &count(track, record, key, data), 8);
        }
    }
    chain
}

/// The same with the intensity that invalidates a track.
pub fn invalidate(track: u32) -> Chain {
    define_extent(FORMAT, track, track).and(locate_record(0x03, track, 0, 1, 8)).with(
        0x1D,
        SLI,
        &count(track, 1, 0, 0),
        8,
    )
}

/// `dasd_eckd_build_check`: counts of one track, more of them than it can have.
pub fn check(track: u32) -> Chain {
    let mut chain = define_extent(READ, track, track).and(locate_record(0x06, track, 0, 50, 0));
    for _ in 0..50 {
        chain = chain.with(0x12, SLI, &[0; 8], 8);
    }
    chain
}
