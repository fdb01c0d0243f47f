//! The parameters of LOCATE RECORD (GA32-0274, "Locate Record").

use core::mem::offset_of;

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::TrackAddress;

/// Sector number that says that the caller does not know it.
const NO_SECTOR: u8 = 0xFF;

/// Operation code: what the commands that follow do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Operation {
    /// Nothing: the device is oriented, and that is all.
    Orient = 0x00,
    /// Key and data of records are written.
    WriteData = 0x01,
    /// Records are made behind the one that is searched.
    FormatWrite = 0x03,
    /// Records are read; their counts from the one behind that which is searched.
    ReadData = 0x06,
    /// Whole tracks are read.
    ReadTracks = 0x0C,
    /// Records are read by multitrack commands.
    Read = 0x16,
}

/// What the device is oriented to: bits 0 and 1 of the operation byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Orientation {
    /// The count of the record that is searched.
    Count = 0,
    /// The home address of the track.
    HomeAddress = 1,
    /// What is behind the data of the record that is searched.
    Data = 2,
    /// The begin of the track.
    Index = 3,
}

/// Where the transfers that follow are, and how many of them there are.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct LocateRecord {
    /// [`Orientation`] and [`Operation`].
    pub operation: u8,
    /// Auxiliary byte; zero: transfers have the block size of the extent.
    pub auxiliary: u8,
    /// Zero.
    pub zero: u8,
    /// How many transfers.
    pub count: u8,
    /// The track.
    pub seek: TrackAddress,
    /// The track of the record that is searched,
    pub search: TrackAddress,
    /// and its number.
    pub record: u8,
    /// Angular position.
    pub sector: u8,
    /// Transfer length factor.
    pub transfer_length: U16,
}
const _: () = assert!(size_of::<LocateRecord>() == 16);
const _: () = assert!(offset_of!(LocateRecord, seek) == 4);
const _: () = assert!(offset_of!(LocateRecord, record) == 12);
const _: () = assert!(offset_of!(LocateRecord, transfer_length) == 14);

impl LocateRecord {
    /// `count` transfers at `record` of a track.
    pub const fn new(operation: Operation, track: TrackAddress, record: u8, count: u8) -> Self {
        Self {
            operation: operation as u8,
            auxiliary: 0,
            zero: 0,
            count,
            seek: track,
            search: track,
            record,
            sector: NO_SECTOR,
            transfer_length: U16::ZERO,
        }
    }
}
