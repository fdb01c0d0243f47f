//! Node-element descriptor: what the device is (Linux's `dasd_ned`).

use zerocopy::{Immutable, IntoBytes, Unaligned};

use formats::ebcdic::Field;

use super::Identity;
use crate::model::Model;

/// A descriptor whose serial number is valid.
const DESCRIPTOR: u8 = 0xC0 | 0x10;
/// It describes an I/O device.
const DEVICE: u8 = 1;
/// Of class DASD.
const DASD: u8 = 1;

/// What the device is.
#[derive(IntoBytes, Immutable, Unaligned)]
#[repr(C)]
pub(super) struct NodeElementDescriptor {
    flags: u8,
    kind: u8,
    class: u8,
    reserved: u8,
    device_type: Field<6>,
    model: Field<3>,
    manufacturer: Field<3>,
    plant: Field<2>,
    sequence: Field<12>,
    logical_subsystem: u8,
    unit_address: u8,
}
const _: () = assert!(size_of::<NodeElementDescriptor>() == 32);

impl NodeElementDescriptor {
    pub(super) fn new(identity: &Identity, cylinders: u32) -> Self {
        let model = match Model::of(cylinders).model {
            0x02 => "002",
            0x06 => "006",
            0x0A => "00A",
            _ => "00C",
        };
        Self {
            flags: DESCRIPTOR,
            kind: DEVICE,
            class: DASD,
            reserved: 0,
            device_type: Field::new("003390").unwrap_or(Field::BLANK),
            model: Field::new(model).unwrap_or(Field::BLANK),
            manufacturer: identity.manufacturer,
            plant: identity.plant,
            sequence: identity.sequence,
            logical_subsystem: 0,
            unit_address: identity.unit_address,
        }
    }
}
