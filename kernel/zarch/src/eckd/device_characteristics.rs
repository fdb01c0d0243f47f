//! The answer to READ DEVICE CHARACTERISTICS (GA32-0274, "Read Device Characteristics").

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Primary cylinders of a volume whose number does not fit: it is in the last word.
const LARGE_VOLUME: u16 = 0xFFFE;
/// The most cylinders that do fit.
const MOST_PRIMARY_CYLINDERS: u32 = 65_520;

/// What the device is and how large.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct DeviceCharacteristics {
    /// Storage control type: 3990, 2105, 2107.
    pub control_unit_type: U16,
    /// Its model.
    pub control_unit_model: u8,
    /// Device type: 3390.
    pub device_type: U16,
    /// Its model.
    pub device_model: u8,
    /// Device and storage control facilities.
    pub facilities: U32,
    /// Device class code: 20 for DASD.
    pub device_class: u8,
    /// Device type code.
    pub type_code: u8,
    primary_cylinders: U16,
    /// Tracks of a cylinder.
    pub tracks_per_cylinder: U16,
    /// Sectors of a track.
    pub sectors: u8,
    /// Bytes of a track, as the capacity formula counts.
    pub track_length: [u8; 3],
    /// Bytes of home address and record 0.
    pub home_address_length: U16,
    /// Which capacity formula, and its first factors.
    pub formula: [u8; 6],
    /// First track and number of alternate, diagnostic and support tracks.
    pub other_tracks: [U16; 6],
    /// Identifiers of MDR and OBR records, control unit type code, parameter length.
    pub identifiers: [u8; 4],
    /// Bytes of the longest record 0.
    pub record_0_length: U16,
    _reserved_46: [u8; 2],
    /// The sixth factor.
    pub factor_6: u8,
    _reserved_49: [u8; 11],
    cylinders: U32,
}
const _: () = assert!(size_of::<DeviceCharacteristics>() == 64);
const _: () = assert!(offset_of!(DeviceCharacteristics, primary_cylinders) == 12);
const _: () = assert!(offset_of!(DeviceCharacteristics, formula) == 22);
const _: () = assert!(offset_of!(DeviceCharacteristics, identifiers) == 40);
const _: () = assert!(offset_of!(DeviceCharacteristics, factor_6) == 48);
const _: () = assert!(offset_of!(DeviceCharacteristics, cylinders) == 60);

impl DeviceCharacteristics {
    /// Cylinders that hold data.
    pub fn cylinders(&self) -> u32 {
        match self.primary_cylinders.get() {
            LARGE_VOLUME => self.cylinders.get(),
            cylinders => cylinders.into(),
        }
    }

    /// Sets the cylinders that hold data.
    pub fn set_cylinders(&mut self, cylinders: u32) {
        if cylinders > MOST_PRIMARY_CYLINDERS {
            self.primary_cylinders = LARGE_VOLUME.into();
            self.cylinders = cylinders.into();
        } else {
            self.primary_cylinders = U16::new(cylinders as u16);
            self.cylinders = U32::ZERO;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Hercules says of a 3390-9.
    #[test]
    fn a_3390_9_has_10017_cylinders_of_15_tracks() {
        let mut bytes = [0; 64];
        bytes[..16].copy_from_slice(&[
            0x39, 0x90, 0xC2, 0x33, 0x90, 0x0C, 0xD0, 0, 0, 0, 0x20, 0x32, 0x27, 0x21, 0, 15,
        ]);
        let device = DeviceCharacteristics::read_from_bytes(&bytes).expect("64 bytes");
        assert_eq!(device.device_type.get(), 0x3390);
        assert_eq!((device.cylinders(), device.tracks_per_cylinder.get()), (10_017, 15));
        bytes[12..14].copy_from_slice(&[0xFF, 0xFE]);
        bytes[60..].copy_from_slice(&[0, 4, 0, 0]);
        let device = DeviceCharacteristics::read_from_bytes(&bytes).expect("64 bytes");
        assert_eq!(device.cylinders(), 262_144);
    }
}
