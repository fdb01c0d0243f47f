//! LINK: another user's minidisk as a device of this one.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::mode::AccessMode;
use crate::name::Name;
use crate::source::operands::{Fault, Operands};

/// LINK: done at LOGON, without a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The minidisk's owner; none for `*`, the user itself.
    pub owner: Option<Name>,
    /// The owner's virtual device number.
    pub owner_device: u16,
    /// This user's virtual device number.
    pub device: u16,
    /// How.
    pub mode: AccessMode,
}

impl Link {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let own = operands.take("*", 1);
        let owner = if own { None } else { Some(operands.name("user id of the owner, or *")?) };
        let owner_device = operands.device("owner's virtual device number")?;
        let device = match operands.peek() {
            Some(_) => operands.device("virtual device number")?,
            None => owner_device,
        };
        let mode = match operands.peek() {
            Some(_) => AccessMode::parse(operands)?,
            None => AccessMode::READ,
        };
        Ok(Self { owner, owner_device, device, mode })
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { owner_device, device, mode, .. } = self;
        match self.owner {
            Some(owner) => write!(f, "LINK {owner}")?,
            None => f.write_str("LINK *")?,
        }
        write!(f, " {owner_device:04X} {device:04X} {mode}")
    }
}
