//! The answer to READ DEVICE CHARACTERISTICS (GA32-0274, SA22-1025, "Read Device Characteristics";
//! Linux's `dasd_eckd_characteristics`).

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout, Unaligned};

use formats::geometry::TRACKS_PER_CYLINDER;

use crate::model::{CONTROL_UNIT_MODEL, CONTROL_UNIT_TYPE, DEVICE_TYPE, Model};

/// Sectors of a track.
pub const SECTORS: u8 = 224;
/// What volumes with more cylinders than [`MOST_CYLINDERS`] have in the halfword.
const LARGE_VOLUME: u16 = 0xFFFE;
const MOST_CYLINDERS: u32 = 65_520;

/// Facilities: whole tracks can be read, and records by multitrack commands; subsystem
/// characteristics may be set; a minidisk.
const FACILITIES: u8 = 0x40 | 0x10 | 0x08 | 0x01;
/// Device class: DASD.
const DASD: u8 = 0x20;
/// Bytes that records of a track and their gaps can have, and those of home address and R0.
const TRACK_CAPACITY: [u8; 3] = [0x00, 0xE5, 0xA2];
const HOME_ADDRESS_AND_R0: u16 = 1428;
/// Longest data of R0.
const LONGEST_R0: u16 = 57_326;
/// How the capacity that a record takes is calculated, with factors F1 to F5 and F6.
const FORMULA: [u8; 6] = [0x02, 34, 19, 9, 6, 116];
const FACTOR_6: u8 = 6;

/// Device characteristics.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct DeviceCharacteristics {
    control_unit_type: U16,
    control_unit_model: u8,
    device_type: U16,
    device_model: u8,
    facilities: [u8; 4],
    device_class: u8,
    device_code: u8,
    cylinders: U16,
    tracks_per_cylinder: U16,
    sectors: u8,
    track_capacity: [u8; 3],
    home_address_and_r0: U16,
    formula: [u8; 6],
    alternate_and_diagnostic_tracks: [u8; 12],
    record_codes: [u8; 4],
    longest_r0: U16,
    reserved_46: [u8; 2],
    factor_6: u8,
    reserved_49: [u8; 11],
    large_cylinders: U32,
}
const _: () = assert!(size_of::<DeviceCharacteristics>() == 64);
const _: () = assert!(offset_of!(DeviceCharacteristics, facilities) == 6);
const _: () = assert!(offset_of!(DeviceCharacteristics, cylinders) == 12);
const _: () = assert!(offset_of!(DeviceCharacteristics, formula) == 22);
const _: () = assert!(offset_of!(DeviceCharacteristics, longest_r0) == 44);
const _: () = assert!(offset_of!(DeviceCharacteristics, factor_6) == 48);
const _: () = assert!(offset_of!(DeviceCharacteristics, large_cylinders) == 60);

impl DeviceCharacteristics {
    /// A 3390 of `cylinders`.
    pub fn new(cylinders: u32) -> Self {
        let model = Model::of(cylinders);
        let large = cylinders > MOST_CYLINDERS;
        let halfword = if large { LARGE_VOLUME } else { cylinders as u16 };
        Self {
            control_unit_type: CONTROL_UNIT_TYPE.into(),
            control_unit_model: CONTROL_UNIT_MODEL,
            device_type: DEVICE_TYPE.into(),
            device_model: model.model,
            facilities: [FACILITIES, 0, 0, 0],
            device_class: DASD,
            device_code: model.code,
            cylinders: halfword.into(),
            tracks_per_cylinder: (TRACKS_PER_CYLINDER as u16).into(),
            sectors: SECTORS,
            track_capacity: TRACK_CAPACITY,
            home_address_and_r0: HOME_ADDRESS_AND_R0.into(),
            formula: FORMULA,
            record_codes: [model.code, model.code, 0, 0],
            longest_r0: LONGEST_R0.into(),
            factor_6: FACTOR_6,
            large_cylinders: if large { cylinders.into() } else { U32::ZERO },
            ..Self::new_zeroed()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_finds_what_it_looks_for() {
        let bytes = zerocopy::transmute!(DeviceCharacteristics::new(3339));
        let bytes: [u8; 64] = bytes;
        assert_eq!(bytes[..6], [0x39, 0x90, 0xE9, 0x33, 0x90, 0x0A]);
        assert_eq!(bytes[6..10], [0x59, 0, 0, 0], "no XRC, no PPRC, no prefix");
        assert_eq!(bytes[10..17], [0x20, 0x24, 0x0D, 0x0B, 0, 15, 0xE0]);
        assert_eq!(bytes[17..28], [0, 0xE5, 0xA2, 0x05, 0x94, 2, 0x22, 0x13, 9, 6, 0x74]);
        assert_eq!(bytes[44..46], [0xDF, 0xEE]);
    }

    #[test]
    fn large_volumes_have_a_word_for_their_cylinders() {
        let large = DeviceCharacteristics::new(65_521);
        assert_eq!((large.cylinders.get(), large.large_cylinders.get()), (0xFFFE, 65_521));
        let small = DeviceCharacteristics::new(65_520);
        assert_eq!((small.cylinders.get(), small.large_cylinders.get()), (65_520, 0));
    }
}
