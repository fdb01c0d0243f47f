//! Sense data in the 24-byte compatible format (GA32-0274, "Sense Information"; how Linux reads
//! them: `dasd_3990_erp.c`).

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use zarch::eckd::TrackAddress;

/// 24 bytes as they always were, and 8 more.
const COMPATIBLE: u8 = 0x80;

/// CCHHR: a record.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct Place {
    /// The track.
    pub track: TrackAddress,
    /// R.
    pub record: u8,
}
const _: () = assert!(size_of::<Place>() == 5);

/// Sense data.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct Sense {
    /// Byte 0: 80 command reject, 10 equipment check, 08 data check, 02 incomplete domain.
    pub byte_0: u8,
    /// Byte 1: 80 permanent error, 40 invalid track format, 20 end of cylinder, 08 no record
    /// found, 04 file protected, 02 write inhibited.
    pub byte_1: u8,
    reserved_2: [u8; 2],
    unit_address: u8,
    reserved_5: [u8; 2],
    /// Byte 7: format in the left half, message in the right one.
    pub message: u8,
    /// Of data checks, the record.
    record: Place,
    reserved_13: [u8; 14],
    compatible: u8,
    reserved_28: u8,
    cylinder: U16,
    head: u8,
}
const _: () = assert!(size_of::<Sense>() == 32);

/// Why a command ends with unit check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The control unit does not know the command.
    InvalidCommand,
    /// The command may not stand where it does in the chain.
    InvalidSequence,
    /// The CCW has less than the parameters need.
    CountTooSmall,
    /// A parameter is not one of those there are.
    InvalidParameter,
    /// The minidisk may only be read.
    WriteInhibited,
    /// The chain may not touch the track, or not in this way.
    FileProtected,
    /// There is no such record on the track.
    NoRecordFound,
    /// A multitrack operation would leave the cylinder.
    EndOfCylinder,
    /// The record is not as the chain says, or cannot be on the track.
    InvalidTrackFormat,
    /// The chain ends before the domain of LOCATE RECORD does.
    IncompleteDomain,
    /// The block that holds the record cannot be read or written.
    DataCheck,
    /// The volume does not answer.
    EquipmentCheck,
    /// Another system took the reservation away.
    ReservationLost,
}

impl Cause {
    /// Bytes 0, 1 and 7.
    const fn bytes(self) -> (u8, u8, u8) {
        match self {
            Self::InvalidCommand => (0x80, 0, 0x01),
            Self::InvalidSequence => (0x80, 0, 0x02),
            Self::CountTooSmall => (0x80, 0, 0x03),
            Self::InvalidParameter => (0x80, 0, 0x04),
            Self::WriteInhibited => (0x80, 0x02, 0),
            Self::FileProtected => (0, 0x04, 0),
            Self::NoRecordFound => (0, 0x08, 0),
            Self::EndOfCylinder => (0, 0x20, 0),
            Self::InvalidTrackFormat => (0, 0x40, 0),
            Self::IncompleteDomain => (0x82, 0, 0),
            Self::DataCheck => (0x08, 0x80, 0x43),
            Self::EquipmentCheck => (0x10, 0x80, 0x10),
            Self::ReservationLost => (0x10, 0, 0x3F),
        }
    }
}

impl Sense {
    /// Nothing is wrong.
    pub fn none(unit_address: u8) -> Self {
        let nowhere = Place { track: TrackAddress::new(0, 0), record: 0 };
        Self {
            byte_0: 0,
            byte_1: 0,
            reserved_2: [0; 2],
            unit_address,
            reserved_5: [0; 2],
            message: 0,
            record: nowhere,
            reserved_13: [0; 14],
            compatible: COMPATIBLE,
            reserved_28: 0,
            cylinder: U16::ZERO,
            head: 0,
        }
    }

    /// What is wrong, at a record.
    pub fn new(cause: Cause, unit_address: u8, at: Place) -> Self {
        let (byte_0, byte_1, message) = cause.bytes();
        let mut sense = Self {
            byte_0,
            byte_1,
            message,
            cylinder: at.track.cylinder,
            head: at.track.head.get() as u8 & 0x0F,
            ..Self::none(unit_address)
        };
        if cause == Cause::DataCheck {
            sense.record = at;
        }
        sense
    }
}
