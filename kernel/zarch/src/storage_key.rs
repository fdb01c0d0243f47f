//! The storage key of a 4 KiB block. PoP, chapter 3, "Storage Key".

use bitfield_struct::bitfield;

/// A storage key, as ISKE puts it into bits 56-63 of a register.
#[bitfield(u8, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct StorageKey {
    /// ACC: the access-control bits.
    #[bits(4)]
    pub access_control: u8,
    /// F: fetch protection.
    pub fetch_protection: bool,
    /// R: the reference bit.
    pub reference: bool,
    /// C: the change bit.
    pub change: bool,
    __: bool,
}

const _: () = assert!(size_of::<StorageKey>() == 1);
