//! The answer to SENSE ID (Common I/O-Device Commands, SA22-7204).

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Control unit and device, as they name themselves: the first 7 bytes of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct SenseId {
    /// FF where the command was understood.
    pub reserved: u8,
    /// Control-unit type: 3990, 3832 for virtio-ccw, 3215...
    pub control_unit_type: U16,
    /// Control-unit model; the device id for virtio-ccw.
    pub control_unit_model: u8,
    /// Device type: 3390, 3215...
    pub device_type: U16,
    /// Device model.
    pub device_model: u8,
}
const _: () = assert!(size_of::<SenseId>() == 7);
