//! IUCV: with whom a user may speak through the inter-user communication vehicle.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::{Name, spaced};
use crate::source::operands::{Fault, Operands};

/// CP's system services (CP Programming Services, "IUCV").
const SERVICES: [&str; 17] = [
    "*ACCOUNT", "*ASYNCMD", "*BLOCKIO", "*CCS", "*CONFIG", "*CRM", "*IDENT", "*LOGREC", "*MONITOR",
    "*MSG", "*MSGALL", "*RPI", "*SIGNAL", "*SPL", "*SYMPTOM", "*VMEVENT", "*VSWITCH",
];

/// With whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Partner {
    /// ALLOW: any other may connect to this user.
    Allow,
    /// ANY: this user may connect to any other.
    Any,
    /// This user may connect to that one.
    User(Name),
    /// This user may connect to a system service; for `*IDENT` and the like, about what.
    Service {
        /// `*LOGREC`.
        name: String,
        /// Resource or gateway and its kind: `LTICVM2 GATEANY GATEWAY REVOKE`.
        operands: Vec<String>,
    },
}

/// IUCV: one permission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Iucv {
    /// With whom.
    pub partner: Partner,
    /// Whether priority messages may be sent.
    pub priority: bool,
    /// Most messages that wait on one path.
    pub message_limit: Option<u16>,
}

impl Iucv {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let expected = "ALLOW, ANY, a user id or a system service such as *LOGREC";
        let mut partner = operands.parse(expected, partner)?;
        let mut iucv = Self { partner: Partner::Allow, priority: false, message_limit: None };
        while let Some(word) = operands.peek() {
            if operands.take("PRIORITY", 4) {
                iucv.priority = true;
            } else if operands.take("MSGLIMIT", 4) {
                iucv.message_limit = Some(operands.number("message limit", 1..=65_535)? as u16);
            } else if let Partner::Service { operands: kept, .. } = &mut partner {
                kept.push(word.to_ascii_uppercase());
                operands.optional();
            } else {
                operands.optional();
                return Err(operands.invalid("PRIORITY or MSGLIMIT"));
            }
        }
        iucv.partner = partner;
        Ok(iucv)
    }
}

fn partner(word: &str) -> Option<Partner> {
    let word = word.to_ascii_uppercase();
    Some(match word.as_str() {
        "ALLOW" => Partner::Allow,
        "ANY" => Partner::Any,
        service if SERVICES.contains(&service) => {
            Partner::Service { name: word, operands: Vec::new() }
        }
        user => Partner::User(Name::new(user)?),
    })
}

impl fmt::Display for Iucv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.partner {
            Partner::Allow => f.write_str("IUCV ALLOW")?,
            Partner::Any => f.write_str("IUCV ANY")?,
            Partner::User(user) => write!(f, "IUCV {user}")?,
            Partner::Service { name, operands } => write!(f, "IUCV {name}{}", spaced(operands))?,
        }
        f.write_str(if self.priority { " PRIORITY" } else { "" })?;
        self.message_limit.map_or(Ok(()), |limit| write!(f, " MSGLIMIT {limit}"))
    }
}
