//! Parameters of LOCATE RECORD (GA32-0274, "Locate Record"; Linux's `LO_eckd_data`).

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::characteristics::SECTORS;
use crate::count::{RecordAddress, TrackAddress};
use crate::define_extent::Extent;
use crate::sense::Cause;

/// Auxiliary byte: the transfer length is given.
const LENGTH_VALID: u8 = 0x80;
/// Auxiliary byte: the last command of the domain is READ COUNT.
const READ_COUNT_SUFFIX: u8 = 0x01;
/// No sector.
const ANY_SECTOR: u8 = 0xFF;

/// Parameters of LOCATE RECORD.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct LocateRecord {
    /// Orientation in the first 2 bits, operation in the others.
    pub operation: u8,
    /// Auxiliary byte.
    pub auxiliary: u8,
    reserved: u8,
    /// How many records or tracks the commands that follow transfer.
    pub count: u8,
    /// Track to go to.
    pub seek: TrackAddress,
    /// Record to find there.
    pub search: RecordAddress,
    /// Where on the track it is.
    pub sector: u8,
    /// Bytes that each command transfers.
    pub length: U16,
}
const _: () = assert!(size_of::<LocateRecord>() == 16);

/// What the commands of a domain do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Operation {
    /// Position only: there is no domain.
    Orient = 0x00,
    /// Update records.
    WriteData = 0x01,
    /// Write records anew.
    FormatWrite = 0x03,
    /// Read records.
    ReadData = 0x06,
    /// Read whole tracks.
    ReadTracks = 0x0C,
    /// Read records, by multitrack commands.
    Read = 0x16,
}

/// What is found on the track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Orientation {
    /// The record's count.
    Count = 0,
    /// The home address.
    HomeAddress = 1,
    /// What is behind the record's data.
    Data = 2,
    /// The begin of the track.
    Index = 3,
}

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
    /// The record.
    pub search: RecordAddress,
    /// Bytes that each command writes.
    pub length: u16,
}

impl Operation {
    const ALL: [Self; 6] = [
        Self::Orient,
        Self::WriteData,
        Self::FormatWrite,
        Self::ReadData,
        Self::ReadTracks,
        Self::Read,
    ];

    /// Whether it changes the volume.
    pub const fn writes(self) -> bool {
        matches!(self, Self::WriteData | Self::FormatWrite)
    }

    /// Whether it can begin with an orientation.
    const fn takes(self, orientation: Orientation) -> bool {
        match orientation {
            Orientation::Count => true,
            Orientation::HomeAddress => !matches!(self, Self::WriteData),
            Orientation::Data => {
                matches!(self, Self::Orient | Self::WriteData | Self::ReadData | Self::Read)
            }
            Orientation::Index => matches!(self, Self::FormatWrite | Self::Read),
        }
    }
}

impl LocateRecord {
    /// What the parameters say, of a chain that is held to `extent` on a volume of `tracks`.
    pub fn checked(&self, extent: &Extent, tracks: u32) -> Result<Located, Cause> {
        let code = self.operation & 0x3F;
        let operation = Operation::ALL.into_iter().find(|operation| *operation as u8 == code);
        let operation = operation.ok_or(Cause::InvalidParameter)?;
        let orientation = match self.operation >> 6 {
            0 => Orientation::Count,
            1 => Orientation::HomeAddress,
            2 => Orientation::Data,
            _ => Orientation::Index,
        };
        let track = self.seek.track().filter(|track| *track < tracks);
        let track = track.ok_or(Cause::InvalidParameter)?;
        let valid = operation.takes(orientation)
            && self.auxiliary_is_valid(operation)
            && self.reserved == 0
            && (self.count == 0) == (operation == Operation::Orient)
            && (self.sector < SECTORS || self.sector == ANY_SECTOR);
        if !valid {
            return Err(Cause::InvalidParameter);
        }
        let length = self.length(extent)?;
        if !extent.contains(track) {
            return Err(Cause::FileProtected);
        }
        Ok(Located {
            operation,
            orientation,
            count: self.count,
            track,
            search: self.search,
            length,
        })
    }

    fn auxiliary_is_valid(&self, operation: Operation) -> bool {
        let suffix = self.auxiliary & READ_COUNT_SUFFIX != 0;
        let may_have_suffix = matches!(operation, Operation::WriteData | Operation::Read);
        self.auxiliary & !(LENGTH_VALID | READ_COUNT_SUFFIX) == 0
            && (!suffix || (may_have_suffix && self.count > 1))
    }

    fn length(&self, extent: &Extent) -> Result<u16, Cause> {
        let given = self.auxiliary & LENGTH_VALID != 0;
        match (given, self.length.get()) {
            (false, 0) => Ok(extent.block_size),
            (true, length) if length != 0 && length <= extent.block_size => Ok(length),
            _ => Err(Cause::InvalidParameter),
        }
    }
}
