//! The subchannel-information block (Principles of Operation, "Subchannel-Information Block").

use bitfield_struct::bitfield;
use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::Scsw;

/// Halfword at offset 4 of the path-management-control word.
#[bitfield(u16, order = Msb)]
pub struct PmcwFlags {
    #[bits(2)]
    __: u8,
    /// ISC: interruption subclass.
    #[bits(3)]
    pub interruption_subclass: u8,
    #[bits(3)]
    __: u8,
    /// E: enabled.
    pub enabled: bool,
    /// LM: limit mode.
    #[bits(2)]
    pub limit_mode: u8,
    /// MM: measurement mode.
    #[bits(2)]
    pub measurement_mode: u8,
    /// D: multipath mode.
    pub multipath: bool,
    /// T: timing facility.
    pub timing: bool,
    /// V: the device number is valid.
    pub device_number_valid: bool,
}

/// Path-management-control word: 28 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Pmcw {
    /// Interruption parameter.
    pub interruption_parameter: U32,
    flags: U16,
    /// Device number.
    pub device_number: U16,
    /// LPM: logical paths.
    pub logical_path_mask: u8,
    /// PNOM: paths not operational.
    pub path_not_operational_mask: u8,
    /// LPUM: path last used.
    pub last_path_used_mask: u8,
    /// PIM: paths installed.
    pub path_installed_mask: u8,
    /// MBI: measurement-block index.
    pub measurement_block_index: U16,
    /// POM: paths operational.
    pub path_operational_mask: u8,
    /// PAM: paths available.
    pub path_available_mask: u8,
    /// CHPID of each path.
    pub channel_path_ids: [u8; 8],
    /// Word 6.
    pub word_6: U32,
}
const _: () = assert!(size_of::<Pmcw>() == 28);

impl Pmcw {
    /// The flags.
    pub fn flags(&self) -> PmcwFlags {
        PmcwFlags::from(self.flags.get())
    }

    /// Sets the flags.
    pub fn set_flags(&mut self, flags: PmcwFlags) {
        self.flags = U16::new(flags.into());
    }
}

/// Subchannel-information block: 52 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(4))]
pub struct Schib {
    /// Path-management-control word.
    pub pmcw: Pmcw,
    /// Subchannel-status word.
    pub scsw: Scsw,
    _model_dependent: [u8; 12],
}
const _: () = assert!(size_of::<Schib>() == 52);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enabled_and_valid_stand_where_the_manual_has_them() {
        assert_eq!(u16::from(PmcwFlags::new().with_enabled(true)), 0x0080);
        assert_eq!(u16::from(PmcwFlags::new().with_device_number_valid(true)), 0x0001);
        assert_eq!(u16::from(PmcwFlags::new().with_interruption_subclass(7)), 0x3800);
    }
}
