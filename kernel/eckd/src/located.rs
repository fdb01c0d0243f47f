//! Where LOCATE RECORD leads and what is done there (GA32-0274, "Locate Record"; Linux's
//! `LO_eckd_data`).

use zarch::eckd::{LocateRecord, Operation, Orientation};

use crate::characteristics::SECTORS;
use crate::extent::Extent;
use crate::geometry::{address_of, track_at};
use crate::sense::Cause;

/// Auxiliary byte: the transfer length is given.
const LENGTH_VALID: u8 = 0x80;
/// Auxiliary byte: the last command of the domain is READ COUNT.
const READ_COUNT_SUFFIX: u8 = 0x01;
/// No sector.
const ANY_SECTOR: u8 = 0xFF;

/// Where a chain is to go, and what it does from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// What the commands do.
    pub operation: Operation,
    /// What is to be found.
    pub orientation: Orientation,
    /// How many commands follow.
    pub count: u8,
    /// The track.
    pub track: u32,
    /// The record; none if it is to be found on another track.
    pub record: Option<u8>,
    /// Bytes that each command writes.
    pub length: u16,
}

const OPERATIONS: [Operation; 6] = [
    Operation::Orient,
    Operation::WriteData,
    Operation::FormatWrite,
    Operation::ReadData,
    Operation::ReadTracks,
    Operation::Read,
];

/// Whether the operation changes the volume.
pub const fn writes(operation: Operation) -> bool {
    matches!(operation, Operation::WriteData | Operation::FormatWrite)
}

/// Whether an operation can begin with an orientation.
const fn takes(operation: Operation, orientation: Orientation) -> bool {
    match orientation {
        Orientation::Count => true,
        Orientation::HomeAddress => !matches!(operation, Operation::WriteData),
        Orientation::Data => matches!(
            operation,
            Operation::Orient | Operation::WriteData | Operation::ReadData | Operation::Read
        ),
        Orientation::Index => matches!(operation, Operation::FormatWrite | Operation::Read),
    }
}

impl Located {
    /// What the parameters say, of a chain that is held to `extent` on a volume of `tracks`.
    pub fn checked(locate: &LocateRecord, extent: &Extent, tracks: u32) -> Result<Self, Cause> {
        let code = locate.operation & 0x3F;
        let operation = OPERATIONS.into_iter().find(|operation| *operation as u8 == code);
        let operation = operation.ok_or(Cause::InvalidParameter)?;
        let orientation = match locate.operation >> 6 {
            0 => Orientation::Count,
            1 => Orientation::HomeAddress,
            2 => Orientation::Data,
            _ => Orientation::Index,
        };
        let track = track_at(locate.seek).filter(|track| *track < tracks);
        let track = track.ok_or(Cause::InvalidParameter)?;
        let valid = takes(operation, orientation)
            && auxiliary_is_valid(locate, operation)
            && locate.zero == 0
            && (locate.count == 0) == (operation == Operation::Orient)
            && (locate.sector < SECTORS || locate.sector == ANY_SECTOR);
        if !valid {
            return Err(Cause::InvalidParameter);
        }
        let length = length(locate, extent)?;
        if !extent.contains(track) {
            return Err(Cause::FileProtected);
        }
        let record = (locate.search == address_of(track)).then_some(locate.record);
        Ok(Self { operation, orientation, count: locate.count, track, record, length })
    }
}

fn auxiliary_is_valid(locate: &LocateRecord, operation: Operation) -> bool {
    let suffix = locate.auxiliary & READ_COUNT_SUFFIX != 0;
    let may_have_suffix = matches!(operation, Operation::WriteData | Operation::Read);
    locate.auxiliary & !(LENGTH_VALID | READ_COUNT_SUFFIX) == 0
        && (!suffix || (may_have_suffix && locate.count > 1))
}

fn length(locate: &LocateRecord, extent: &Extent) -> Result<u16, Cause> {
    let given = locate.auxiliary & LENGTH_VALID != 0;
    match (given, locate.transfer_length.get()) {
        (false, 0) => Ok(extent.block_size),
        (true, length) if length != 0 && length <= extent.block_size => Ok(length),
        _ => Err(Cause::InvalidParameter),
    }
}
