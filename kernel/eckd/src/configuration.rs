//! The answer to READ CONFIGURATION DATA (SA22-7204, "Self Description"): eight records of 32
//! bytes that tell devices apart. Linux makes `vendor.serial.ssid.ua.token` of them.

mod descriptor;
mod general_qualifier;
mod minidisk_qualifier;

use zerocopy::{FromZeros, Immutable, IntoBytes, Unaligned};

use formats::ebcdic::Field;

use descriptor::NodeElementDescriptor;
use general_qualifier::GeneralQualifier;
use minidisk_qualifier::MinidiskQualifier;

/// Bytes of the answer.
pub const CONFIGURATION_BYTES: usize = 256;

/// By what a device is known, at whatever member it is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Manufacturer.
    pub manufacturer: Field<3>,
    /// Plant of manufacture.
    pub plant: Field<2>,
    /// Sequence number: the volume's.
    pub sequence: Field<12>,
    /// SSID: the subsystem.
    pub subsystem: u16,
    /// Unit address in the subsystem.
    pub unit_address: u8,
    /// Tells minidisks of one volume apart.
    pub token: [u8; 16],
}

/// Configuration data.
#[derive(IntoBytes, Immutable, Unaligned)]
#[repr(C)]
pub struct Configuration {
    device: NodeElementDescriptor,
    minidisk: MinidiskQualifier,
    reserved: [[u8; 32]; 5],
    general: GeneralQualifier,
}
const _: () = assert!(size_of::<Configuration>() == CONFIGURATION_BYTES);

impl Configuration {
    /// What tells the device from others.
    pub fn new(identity: &Identity, cylinders: u32) -> Self {
        Self {
            device: NodeElementDescriptor::new(identity, cylinders),
            minidisk: MinidiskQualifier::new(identity),
            reserved: FromZeros::new_zeroed(),
            general: GeneralQualifier::new(identity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field<const N: usize>(text: &str) -> Field<N> {
        Field::new(text).expect("a short text")
    }

    #[test]
    fn linux_finds_what_it_looks_for() {
        let identity = Identity {
            manufacturer: field("IBM"),
            plant: field("75"),
            sequence: field("000000VM2RES"),
            subsystem: 0x8290,
            unit_address: 0x21,
            token: [7; 16],
        };
        let bytes = Configuration::new(&identity, 3339);
        let bytes = bytes.as_bytes();
        let kinds: Vec<u8> = bytes.chunks(32).map(|record| record[0] >> 6).collect();
        assert_eq!(kinds, [3, 1, 0, 0, 0, 0, 0, 2]);
        assert_eq!(bytes[1], 1, "a device");
        assert_eq!(formats::ebcdic::to_text(&bytes[4..30]), "00339000AIBM75000000VM2RES");
        assert_eq!(bytes[31], 0x21);
        assert_eq!(bytes[34..36], [0, 4]);
        assert_eq!(bytes[40..56], [7; 16]);
        assert_eq!(bytes[230], 0x1E, "30 seconds");
        assert_eq!(bytes[232..234], [0x82, 0x90]);
    }
}
