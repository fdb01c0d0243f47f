//! Records of a file as the bytes of its data blocks, and back.

use alloc::vec::Vec;

use super::fault::Fault;
use super::fst::{Entry, MAXIMUM_FILE_BLOCKS, RecordFormat};
use super::pointer::{Pointer, SPANNED};
use crate::block::BLOCK_BYTES;

/// Bytes of the length in front of a V record.
const LENGTH_BYTES: usize = 2;
/// Longest record.
const MAXIMUM_RECORD: usize = 65_535;

/// Records as the bytes of a file, with a pointer (leading nowhere yet) for each data block.
pub(super) struct Packed {
    pub bytes: Vec<u8>,
    pub pointers: Vec<Pointer>,
    pub lrecl: u32,
}

/// Packs records in the format.
pub(super) fn pack(format: RecordFormat, records: &[&[u8]]) -> Result<Packed, Fault> {
    let lrecl = records.iter().map(|record| record.len()).max().unwrap_or(0);
    let good = |length: usize| match format {
        RecordFormat::Fixed => length == lrecl && length > 0,
        RecordFormat::Variable => length > 0,
    };
    let bad = |record: &&[u8]| !good(record.len()) || record.len() > MAXIMUM_RECORD;
    if let Some(record) = records.iter().position(bad) {
        return Err(Fault::RecordLength { record });
    }
    let (mut bytes, mut starts) = (Vec::new(), Vec::new());
    for record in records {
        starts.push(bytes.len());
        if format == RecordFormat::Variable {
            bytes.extend_from_slice(&(record.len() as u16).to_be_bytes());
        }
        bytes.extend_from_slice(record);
        if bytes.len() > MAXIMUM_FILE_BLOCKS as usize * BLOCK_BYTES {
            return Err(Fault::TooLarge);
        }
    }
    let pointers = match format {
        RecordFormat::Fixed => vec_of(bytes.len().div_ceil(BLOCK_BYTES), |_| Pointer::to_block(0)),
        RecordFormat::Variable => variable_pointers(&starts, bytes.len()),
    };
    Ok(Packed { bytes, pointers, lrecl: lrecl as u32 })
}

fn vec_of(count: usize, pointer: impl FnMut(usize) -> Pointer) -> Vec<Pointer> {
    (0..count).map(pointer).collect()
}

/// For each block its last record and where the first one begins that is its own.
fn variable_pointers(starts: &[usize], end: usize) -> Vec<Pointer> {
    vec_of(end.div_ceil(BLOCK_BYTES), |index| {
        let (begin, next) = (index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
        let before = starts.partition_point(|&start| start < begin);
        let first = starts.get(before).copied().unwrap_or(end);
        let displacement = if first < next { (first - begin) as u32 } else { SPANNED };
        let last_record = starts.partition_point(|&start| start < next) as u32;
        let (last_record, displacement) = (last_record.into(), displacement.into());
        Pointer { next: 0.into(), last_record, displacement }
    })
}

/// The records in the bytes of a file.
pub(super) fn unpack(entry: &Entry, bytes: &[u8]) -> Result<Vec<Vec<u8>>, Fault> {
    let mut records = Vec::new();
    let mut rest = bytes;
    for _ in 0..entry.records {
        let length = match entry.format {
            RecordFormat::Fixed => entry.lrecl as usize,
            RecordFormat::Variable => {
                let split = rest.split_first_chunk::<LENGTH_BYTES>();
                let (length, data) = split.ok_or(Fault::Truncated)?;
                rest = data;
                u16::from_be_bytes(*length).into()
            }
        };
        if length == 0 {
            return Err(Fault::Truncated);
        }
        let (record, data) = rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        records.push(Vec::from(record));
        rest = data;
    }
    Ok(records)
}
