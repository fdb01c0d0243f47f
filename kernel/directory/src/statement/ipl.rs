//! IPL: what the virtual machine IPLs when it logs on.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};
use syntax::device_number;

use crate::name::Name;
use crate::source::operands::{Fault, Operands};

/// Most characters of the text that PARM passes in the guest's registers.
const PARM: usize = 64;
/// Most characters of a load parameter.
const LOADPARM: usize = 8;

/// Where the system is loaded from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IplSource {
    /// A virtual device.
    Device(u16),
    /// A named saved system: `CMS`.
    System(Name),
}

impl IplSource {
    /// A device number, or else a name.
    pub fn new(word: &str) -> Option<Self> {
        device_number(word).map(Self::Device).or_else(|| Name::new(word).map(Self::System))
    }
}

/// IPL: a device or named saved system and what is passed to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ipl {
    /// What is loaded.
    pub source: IplSource,
    /// LOADPARM, 1 to 8 characters.
    pub loadparm: Option<String>,
    /// PARM: the text that is passed, as it was typed.
    pub parm: Option<String>,
}

impl Ipl {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let source =
            operands.parse("a virtual device number or a saved system's name", IplSource::new)?;
        let mut ipl = Self { source, loadparm: None, parm: None };
        if operands.take("LOADPARM", 5) {
            ipl.loadparm = Some(operands.parse("load parameter: 1 to 8 characters", |word| {
                (word.len() <= LOADPARM).then(|| word.to_ascii_uppercase())
            })?);
        }
        if operands.take("PARM", 4) {
            ipl.parm = Some(operands.text("the text to pass", PARM)?);
        }
        Ok(ipl)
    }
}

impl fmt::Display for Ipl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            IplSource::Device(device) => write!(f, "IPL {device:04X}")?,
            IplSource::System(name) => write!(f, "IPL {name}")?,
        }
        self.loadparm.iter().try_for_each(|text| write!(f, " LOADPARM {text}"))?;
        self.parm.iter().try_for_each(|text| write!(f, " PARM {text}"))
    }
}
