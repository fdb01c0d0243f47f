//! The operation-request block (Principles of Operation, "Operation-Request Block").

use bitfield_struct::bitfield;
use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Word 1 of the ORB.
#[bitfield(u32, order = Msb)]
pub struct OrbControl {
    /// Subchannel key.
    #[bits(4)]
    pub key: u8,
    /// S: suspend control.
    pub suspend: bool,
    /// C: streaming-mode control.
    pub streaming: bool,
    /// M: modification control.
    pub modification: bool,
    /// Y: synchronisation control.
    pub synchronization: bool,
    /// F: CCWs have format 1.
    pub format: bool,
    /// P: the channel may prefetch.
    pub prefetch: bool,
    /// I: initial-status interruption.
    pub initial_status: bool,
    /// A: address-limit checking.
    pub address_limit: bool,
    /// U: suppress suspended interruption.
    pub suppress_suspended: bool,
    __: bool,
    /// H: format-2 IDAWs.
    pub format_2_idaw: bool,
    /// T: 2 KiB IDAWs.
    pub idaw_2k: bool,
    /// LPM: logical-path mask.
    pub logical_path_mask: u8,
    /// L: the length of an immediate operation is never wrong.
    pub length_suppression: bool,
    #[bits(6)]
    __: u8,
    /// X: the ORB has the extended words.
    pub extension: bool,
}

/// A command-mode ORB: 32 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(8))]
pub struct Orb {
    /// Interruption parameter.
    pub interruption_parameter: U32,
    control: U32,
    /// Address of the first CCW.
    pub channel_program_address: U32,
    _extension: [u8; 20],
}
const _: () = assert!(size_of::<Orb>() == 32);

impl Orb {
    /// A program of format-1 CCWs at `address` on any path.
    pub fn new(address: u32) -> Self {
        let control = OrbControl::new().with_format(true).with_logical_path_mask(0xFF);
        Self {
            interruption_parameter: U32::new(0),
            control: U32::new(control.into()),
            channel_program_address: U32::new(address),
            _extension: [0; 20],
        }
    }

    /// Word 1.
    pub fn control(&self) -> OrbControl {
        OrbControl::from(self.control.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_and_paths_stand_where_the_manual_has_them() {
        assert_eq!(Orb::new(0x1000).as_bytes()[4..12], [0x00, 0x80, 0xFF, 0, 0, 0, 0x10, 0]);
    }
}
