//! Specific node-element qualifier of a virtual device: which minidisk of its volume it is (Linux's
//! `vd_sneq`).

use zerocopy::big_endian::U16;
use zerocopy::{Immutable, IntoBytes, Unaligned};

use super::Identity;

/// A specific qualifier.
const SPECIFIC: u8 = 0x40;
/// Its format: a virtual device.
const VIRTUAL_DEVICE: U16 = U16::new(4);

/// Which minidisk of its volume it is.
#[derive(IntoBytes, Immutable, Unaligned)]
#[repr(C)]
pub(super) struct MinidiskQualifier {
    flags: u8,
    reserved_1: u8,
    format: U16,
    reserved_4: [u8; 4],
    token: [u8; 16],
    reserved_24: [u8; 8],
}
const _: () = assert!(size_of::<MinidiskQualifier>() == 32);

impl MinidiskQualifier {
    pub(super) const fn new(identity: &Identity) -> Self {
        Self {
            flags: SPECIFIC,
            reserved_1: 0,
            format: VIRTUAL_DEVICE,
            reserved_4: [0; 4],
            token: identity.token,
            reserved_24: [0; 8],
        }
    }
}
