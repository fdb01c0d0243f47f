//! Parameters of the ECKD commands (Extended Count Key Data commands of the 3990 Storage Control
//! Reference, GA32-0274).

use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Cylinder and head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Cchh {
    /// Cylinder.
    pub cylinder: U16,
    /// Head.
    pub head: U16,
}

/// DEFINE EXTENT: 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct DefineExtent {
    /// File mask: 80 = permit all writes but home address and record 0.. 00 = update writes.
    pub mask: u8,
    /// Global attributes: C0 = ECKD, no special caching.
    pub attributes: u8,
    /// Block size, or zero.
    pub block_size: U16,
    /// Fast-write and cache flags.
    pub fast_write: U16,
    /// Additional attributes.
    pub additional: u8,
    /// Reserved byte.
    pub reserved: u8,
    /// First track of the extent.
    pub beginning: Cchh,
    /// Last track of the extent.
    pub end: Cchh,
}
const _: () = assert!(size_of::<DefineExtent>() == 16);

/// LOCATE RECORD: 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct LocateRecord {
    /// Orientation and operation: 06 read data, 01 write data.
    pub operation: u8,
    /// Auxiliary byte: 80 = the transfer-length factor is valid.
    pub auxiliary: u8,
    /// Reserved byte.
    pub reserved: u8,
    /// How many records.
    pub count: u8,
    /// Seek address.
    pub seek: Cchh,
    /// Search argument: track...
    pub search_track: Cchh,
    /// ...and record.
    pub search_record: u8,
    /// Sector, FF = unknown.
    pub sector: u8,
    /// Transfer-length factor: bytes of a record.
    pub transfer_length: U16,
}
const _: () = assert!(size_of::<LocateRecord>() == 16);

/// LOCATE RECORD operation: read data.
pub const OPERATION_READ_DATA: u8 = 0x06;
/// LOCATE RECORD operation: write data.
pub const OPERATION_WRITE_DATA: u8 = 0x01;

/// The start of READ DEVICE CHARACTERISTICS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct DeviceCharacteristics {
    /// Storage-control type.
    pub control_unit_type: U16,
    /// Storage-control model.
    pub control_unit_model: u8,
    /// Device type.
    pub device_type: U16,
    /// Device model.
    pub device_model: u8,
    /// Device and storage-control facilities.
    pub facilities: U32,
    /// Device class and unit type.
    pub class: [u8; 2],
    /// Number of primary cylinders.
    pub cylinders: U16,
    /// Tracks per cylinder.
    pub tracks: U16,
    _rest: [u8; 48],
}
const _: () = assert!(size_of::<DeviceCharacteristics>() == 64);
