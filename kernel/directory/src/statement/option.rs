//! OPTION: single permissions and peculiarities of a virtual machine.

use alloc::collections::BTreeSet;
use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::processor::six;
use crate::source::operands::{Fault, Operands};

/// Words without an operand (CP Planning and Administration, "OPTION directory statement").
const FLAGS: [&str; 35] = [
    "ACCT",
    "APPLMON",
    "CFUSER",
    "CFVM",
    "COMSRV",
    "CRYMEASURE",
    "D84NOPAS",
    "DEVINFO",
    "DEVMAINT",
    "DIAG88",
    "DIAG98",
    "IGNMAXU",
    "LINKNOPAS",
    "LKFAC",
    "LNKEXCLU",
    "LNKNOPAS",
    "LNKSTABL",
    "MAINTCCW",
    "MIH",
    "NETACCOUNTING",
    "NETROUTER",
    "NOMDCFS",
    "QUICKDSP",
    "RMCHINFO",
    "SETORIG",
    "STGEXEMPT",
    "STHYI-UNLIM",
    "SVCACCL",
    "SVCSTAT",
    "SVCVM",
    "SVMSTAT",
    "TODENABLE",
    "VMSAVE",
    "XRC",
    "XRCHNDLR",
];
/// Most connections that MAXCONN allows.
const CONNECTIONS: u32 = 65_535;

/// OPTION: what one statement grants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Words without an operand: `APPLMON`.
    pub flags: BTreeSet<String>,
    /// CHPIDVIRTUALIZATION ONE: the guest sees one virtual channel path for all its devices, as a
    /// guest that is to be relocated must.
    pub chpid_virtualization: bool,
    /// CPUID: the last six digits of the CPU identification.
    pub cpuid: Option<u32>,
    /// MAXCONN: most IUCV and APPC connections.
    pub connections: Option<u16>,
}

impl Options {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let mut options = Self::default();
        loop {
            if operands.take("CHPIDVIRTUALIZATION", 5) {
                options.chpid_virtualization = operands.parse("ONE", one)?;
            } else if operands.take("CPUID", 5) {
                let expected = "CPU identification: 1 to 6 hexadecimal digits";
                options.cpuid = Some(operands.parse(expected, six)?);
            } else if operands.take("MAXCONN", 4) {
                let connections = operands.number("connections", 1..=CONNECTIONS)?;
                options.connections = Some(connections as u16);
            } else {
                options.flags.insert(operands.parse("a word of OPTION, such as APPLMON", flag)?);
            }
            if operands.peek().is_none() {
                return Ok(options);
            }
        }
    }
}

fn one(word: &str) -> Option<bool> {
    word.eq_ignore_ascii_case("ONE").then_some(true)
}

fn flag(word: &str) -> Option<String> {
    let word = word.to_ascii_uppercase();
    FLAGS.contains(&word.as_str()).then_some(word)
}

impl fmt::Display for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OPTION")?;
        self.flags.iter().try_for_each(|flag| write!(f, " {flag}"))?;
        f.write_str(if self.chpid_virtualization { " CHPIDVIRTUALIZATION ONE" } else { "" })?;
        self.cpuid.map_or(Ok(()), |cpuid| write!(f, " CPUID {cpuid:06X}"))?;
        self.connections.map_or(Ok(()), |most| write!(f, " MAXCONN {most}"))
    }
}
