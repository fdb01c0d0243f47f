//! The whole answer to SENSE ID (Common I/O-Device Commands, SA22-7204): what the device is, and by
//! which command it tells its configuration.

use zarch::SenseId;
use zarch::eckd::DEVICE_TYPE_3390;
use zerocopy::big_endian::U32;
use zerocopy::{Immutable, IntoBytes};

use crate::command::READ_CONFIGURATION_DATA;
use crate::configuration::CONFIGURATION_BYTES;
use crate::model::{CONTROL_UNIT_MODEL, CONTROL_UNIT_TYPE, Model};

/// A command-information word, of type 0: read configuration data.
const READ_CONFIGURATION: u32 =
    0x4000_0000 | (READ_CONFIGURATION_DATA as u32) << 16 | CONFIGURATION_BYTES as u32;

/// The answer to SENSE ID.
#[derive(IntoBytes, Immutable)]
#[repr(C)]
pub struct ExtendedSenseId {
    basic: SenseId,
    reserved: u8,
    command: U32,
}
const _: () = assert!(size_of::<ExtendedSenseId>() == 12);

impl ExtendedSenseId {
    /// A 3390 of `cylinders` on a 3990.
    pub fn new(cylinders: u32) -> Self {
        let basic = SenseId {
            reserved: 0xFF,
            control_unit_type: CONTROL_UNIT_TYPE.into(),
            control_unit_model: CONTROL_UNIT_MODEL,
            device_type: DEVICE_TYPE_3390.into(),
            device_model: Model::of(cylinders).model,
        };
        Self { basic, reserved: 0, command: U32::new(READ_CONFIGURATION) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_3390_on_a_3990_with_its_configuration_command() {
        let id = ExtendedSenseId::new(3339);
        let bytes = [0xFF, 0x39, 0x90, 0xE9, 0x33, 0x90, 0x0A, 0, 0x40, 0xFA, 0x01, 0x00];
        assert_eq!(id.as_bytes(), bytes);
    }
}
