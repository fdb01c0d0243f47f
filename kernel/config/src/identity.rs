//! Which member this system is: SYSTEM_IDENTIFIER against what the machine tells.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::scope::matches;

/// What the machine tells of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    /// Name of the logical partition, or of the guest where STSI 3.2.2 says CP runs in one.
    pub lpar_name: Option<&'a str>,
    /// Machine type: four digits.
    pub machine_type: &'a str,
    /// CPU identification number: six hexadecimal digits.
    pub cpu_id: &'a str,
}

/// SYSTEM_IDENTIFIER: who the system named is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemIdentifier {
    /// By the name of its partition or guest.
    Lpar { lpar_name: String, system: String },
    /// By machine type and CPU identification number, with wild characters; `* *` is any.
    Machine { machine_type: String, cpu_id: String, system: String },
}

impl SystemIdentifier {
    /// The system that is named.
    pub fn system(&self) -> &str {
        let (Self::Lpar { system, .. } | Self::Machine { system, .. }) = self;
        system
    }

    /// The system named if this statement is about `identity`.
    pub fn system_of(&self, identity: &Identity<'_>) -> Option<&str> {
        match self {
            Self::Lpar { lpar_name, system } => {
                identity.lpar_name.is_some_and(|name| matches(lpar_name, name)).then_some(system)
            }
            Self::Machine { machine_type, cpu_id, system } => {
                (matches(machine_type, identity.machine_type) && matches(cpu_id, identity.cpu_id))
                    .then_some(system)
            }
        }
    }
}

impl fmt::Display for SystemIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lpar { lpar_name, system } => {
                write!(f, "SYSTEM_IDENTIFIER LPAR {lpar_name} {system}")
            }
            Self::Machine { machine_type, cpu_id, system } => {
                write!(f, "SYSTEM_IDENTIFIER {machine_type} {cpu_id} {system}")
            }
        }
    }
}

/// No SYSTEM_IDENTIFIER statement is about this system and there is no default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unidentified {
    pub lpar_name: Option<String>,
    pub machine_type: String,
    pub cpu_id: String,
    /// The statements there are, in the order of the file.
    pub statements: Vec<SystemIdentifier>,
}

impl fmt::Display for Unidentified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no SYSTEM_IDENTIFIER statement for ")?;
        if let Some(name) = &self.lpar_name {
            write!(f, "LPAR {name} or ")?;
        }
        write!(f, "machine type {} CPU ID {}; there are:", self.machine_type, self.cpu_id)?;
        if self.statements.is_empty() {
            write!(f, " none")?;
        }
        for (index, statement) in self.statements.iter().enumerate() {
            write!(f, "{} {statement}", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl core::error::Error for Unidentified {}
