//! A real device that one virtual machine has for itself.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use directory::Name;
use directory::statement::minidisk::DiskType;

use super::{Class, dasd};
use crate::extent::Granted;

/// What the real device is, as SENSE ID told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RealClass {
    /// A whole volume.
    Dasd {
        /// Kind of disk.
        kind: DiskType,
        /// Its label, if it has one.
        label: Option<Name>,
        /// Cylinders or blocks.
        size: u32,
    },
    /// A tape drive.
    Tape,
    /// A channel-to-channel adapter.
    Ctca,
    /// A device of an OSA card.
    Osa,
    /// A subchannel of an FCP card, and its channel path.
    Fcp {
        /// The channel path.
        chpid: u8,
    },
    /// Anything else.
    Other,
}

/// A dedicated device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dedicated {
    /// The real device's number.
    pub real: u16,
    /// What it is.
    pub kind: RealClass,
    /// What the guest may do with it.
    pub granted: Granted,
}

impl Dedicated {
    pub(super) const fn class(&self) -> Class {
        match self.kind {
            RealClass::Dasd { .. } => Class::Dasd,
            RealClass::Tape => Class::Tape,
            RealClass::Ctca => Class::Ctca,
            RealClass::Osa => Class::Osa,
            RealClass::Fcp { .. } => Class::Fcp,
            RealClass::Other => Class::Other,
        }
    }

    /// `OSA  7C08 ON OSA   7C08 SUBCHANNEL = 0000`
    pub(super) fn lines(&self, number: u16, subchannel: u16) -> Vec<String> {
        let (class, real) = (self.class().word(), self.real);
        let middle = match self.kind {
            RealClass::Dasd { kind, label, size } => {
                let shape = dasd::Shape { kind, size, granted: self.granted };
                let label = label.map_or_else(|| "      ".into(), |label| format!("{label:<6}"));
                let real = format!("{real:04X}");
                return Vec::from([dasd::line(number, &shape, &label, &real, subchannel)]);
            }
            RealClass::Fcp { chpid } => format!(" CHPID {chpid:02X}"),
            RealClass::Tape => format!(" {}", self.granted),
            _ => String::new(),
        };
        Vec::from([format!(
            "{class:<4} {number:04X} ON {class:<5} {real:04X}{middle} \
             SUBCHANNEL = {subchannel:04X}"
        )])
    }
}
