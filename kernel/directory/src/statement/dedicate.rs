//! DEDICATE: a real device for this user alone.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::source::operands::{Fault, Operands};

/// How the real device is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RealDevice {
    /// By its device number.
    Number(u16),
    /// VOLID: the volume of this label.
    Volume(Name),
    /// EQID: any free device of this equivalence identifier. Atoll's own: with it a guest logs on
    /// to each member whose SYSTEM CONFIG has such a device, not to one alone.
    Eqid(Name),
}

/// DEDICATE: one device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dedicate {
    /// Virtual device number.
    pub device: u16,
    /// The real device.
    pub real: RealDevice,
    /// R/O: only to be read.
    pub read_only: bool,
}

impl Dedicate {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let device = operands.device("virtual device number")?;
        let real = if operands.take("EQID", 4) {
            RealDevice::Eqid(operands.name("equivalence identifier")?)
        } else if operands.take("VOLID", 5) {
            let expected = "a volume label of 1 to 6 characters";
            RealDevice::Volume(operands.parse(expected, Name::label)?)
        } else {
            RealDevice::Number(operands.device("real device number, VOLID or EQID")?)
        };
        let read_only = operands.take("R/O", 3);
        Ok(Self { device, real, read_only })
    }
}

impl fmt::Display for Dedicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DEDICATE {:04X}", self.device)?;
        match self.real {
            RealDevice::Number(number) => write!(f, " {number:04X}")?,
            RealDevice::Volume(label) => write!(f, " VOLID {label}")?,
            RealDevice::Eqid(eqid) => write!(f, " EQID {eqid}")?,
        }
        f.write_str(if self.read_only { " R/O" } else { "" })
    }
}
