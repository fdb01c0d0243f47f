//! The answer to READ DEVICE CHARACTERISTICS (GA32-0274, SA22-1025, "Read Device Characteristics";
//! Linux's `dasd_eckd_characteristics`).

use formats::geometry::TRACKS_PER_CYLINDER;
use zarch::eckd::{DEVICE_TYPE_3390, DeviceCharacteristics};
use zerocopy::FromZeros;
use zerocopy::big_endian::U16;

use crate::model::{CONTROL_UNIT_MODEL, CONTROL_UNIT_TYPE, Model};

/// Sectors of a track.
pub const SECTORS: u8 = 224;

/// Facilities: whole tracks can be read, and records by multitrack commands; subsystem
/// characteristics may be set; a minidisk.
const FACILITIES: u32 = 0x4000_0000 | 0x1000_0000 | 0x0800_0000 | 0x0100_0000;
/// Device class: DASD.
const DASD: u8 = 0x20;
/// Bytes that records of a track and their gaps can have, and those of home address and R0.
const TRACK_LENGTH: [u8; 3] = [0x00, 0xE5, 0xA2];
const HOME_ADDRESS_LENGTH: u16 = 1428;
/// Longest data of R0.
const LONGEST_R0: u16 = 57_326;
/// How the capacity that a record takes is calculated, with factors F1 to F5 and F6.
const FORMULA: [u8; 6] = [0x02, 34, 19, 9, 6, 116];
const FACTOR_6: u8 = 6;

/// What a 3390 of `cylinders` is.
pub fn characteristics(cylinders: u32) -> DeviceCharacteristics {
    let model = Model::of(cylinders);
    let mut device = DeviceCharacteristics::new_zeroed();
    device.control_unit_type = CONTROL_UNIT_TYPE.into();
    device.control_unit_model = CONTROL_UNIT_MODEL;
    device.device_type = DEVICE_TYPE_3390.into();
    device.device_model = model.model;
    device.facilities = FACILITIES.into();
    device.device_class = DASD;
    device.type_code = model.code;
    device.set_cylinders(cylinders);
    device.tracks_per_cylinder = U16::new(TRACKS_PER_CYLINDER as u16);
    device.sectors = SECTORS;
    device.track_length = TRACK_LENGTH;
    device.home_address_length = HOME_ADDRESS_LENGTH.into();
    device.formula = FORMULA;
    device.identifiers = [model.code, model.code, 0, 0];
    device.record_0_length = LONGEST_R0.into();
    device.factor_6 = FACTOR_6;
    device
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_finds_what_it_looks_for() {
        let bytes: [u8; 64] = zerocopy::transmute!(characteristics(3339));
        assert_eq!(bytes[..6], [0x39, 0x90, 0xE9, 0x33, 0x90, 0x0A]);
        assert_eq!(bytes[6..10], [0x59, 0, 0, 0], "no XRC, no PPRC, no prefix");
        assert_eq!(bytes[10..17], [0x20, 0x24, 0x0D, 0x0B, 0, 15, 0xE0]);
        assert_eq!(bytes[17..28], [0, 0xE5, 0xA2, 0x05, 0x94, 2, 0x22, 0x13, 9, 6, 0x74]);
        assert_eq!(bytes[44..46], [0xDF, 0xEE]);
    }

    #[test]
    fn large_volumes_have_a_word_for_their_cylinders() {
        let bytes: [u8; 64] = zerocopy::transmute!(characteristics(65_521));
        assert_eq!((&bytes[12..14], &bytes[60..]), (&[0xFF, 0xFE][..], &[0, 0, 0xFF, 0xF1][..]));
        let bytes: [u8; 64] = zerocopy::transmute!(characteristics(65_520));
        assert_eq!((&bytes[12..14], &bytes[60..]), (&[0xFF, 0xF0][..], &[0; 4][..]));
        assert_eq!(characteristics(65_521).cylinders(), 65_521);
    }
}
