//! General node-element qualifier: the subsystem that the device belongs to (Linux's `dasd_gneq`).

use zerocopy::big_endian::U16;
use zerocopy::{Immutable, IntoBytes, Unaligned};

use super::Identity;

/// A general qualifier.
const GENERAL: u8 = 0x80;
/// How long an operation may take: 30 times 10 to the 0 seconds.
const TIMEOUT: u8 = 30;

/// The subsystem that the device belongs to.
#[derive(IntoBytes, Immutable, Unaligned)]
#[repr(C)]
pub(super) struct GeneralQualifier {
    flags: u8,
    reserved_1: [u8; 5],
    timeout: u8,
    reserved_7: u8,
    subsystem: U16,
    reserved_10: [u8; 22],
}
const _: () = assert!(size_of::<GeneralQualifier>() == 32);

impl GeneralQualifier {
    pub(super) const fn new(identity: &Identity) -> Self {
        Self {
            flags: GENERAL,
            reserved_1: [0; 5],
            timeout: TIMEOUT,
            reserved_7: 0,
            subsystem: U16::new(identity.subsystem),
            reserved_10: [0; 22],
        }
    }
}
