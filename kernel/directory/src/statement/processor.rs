//! MACHINE, CPU and SHARE: the virtual machine's architecture and processors.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::source::operands::{Fault, Operands, decimal, hexadecimal};

/// Most virtual CPUs of a user.
pub const CPUS: u32 = 64;

/// The architecture of a virtual machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// ESA/390, from which a guest may go to z/Architecture.
    Esa,
    /// As ESA.
    Xa,
    /// ESA/XC: access-register mode without DAT.
    Xc,
    /// z/Architecture from the begin.
    Z,
}

impl Mode {
    /// Reads a word of MACHINE, in any case.
    pub fn new(word: &str) -> Option<Self> {
        Some(match word.to_ascii_uppercase().as_str() {
            "ESA" => Self::Esa,
            "XA" => Self::Xa,
            "XC" => Self::Xc,
            "Z" => Self::Z,
            _ => return None,
        })
    }
}

/// MACHINE: the architecture and how many CPUs the user may define.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// The architecture.
    pub mode: Mode,
    /// Most CPUs, 1 to 64; none where the statement does not say.
    pub maximum_cpus: Option<u8>,
}

impl Machine {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let mode = operands.parse("ESA, XA, XC or Z", Mode::new)?;
        let maximum_cpus = match operands.peek() {
            Some(_) => Some(operands.number("how many CPUs", 1..=CPUS)? as u8),
            None => None,
        };
        Ok(Self { mode, maximum_cpus })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = match self.mode {
            Mode::Esa => "ESA",
            Mode::Xa => "XA",
            Mode::Xc => "XC",
            Mode::Z => "Z",
        };
        write!(f, "MACHINE {mode}")?;
        self.maximum_cpus.map_or(Ok(()), |maximum| write!(f, " {maximum}"))
    }
}

/// CPU: one virtual CPU that exists from logon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cpu {
    /// CPU address, 0 to X'3F'.
    pub address: u8,
    /// Whether this is the base CPU.
    pub base: bool,
    /// The last six digits of its CPU identification.
    pub cpuid: Option<u32>,
    /// DEDICATE or NODEDICATE, if said.
    pub dedicate: Option<bool>,
}

impl Cpu {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let address = operands.parse("CPU address: 0 to 3F, hexadecimal", |word| {
            hexadecimal(word, 2).filter(|&address| address < CPUS)
        })?;
        let mut cpu = Self { address: address as u8, base: false, cpuid: None, dedicate: None };
        while operands.peek().is_some() {
            if operands.take("BASE", 4) {
                cpu.base = true;
            } else if operands.take("CPUID", 5) {
                cpu.cpuid =
                    Some(operands.parse("CPU identification: 1 to 6 hexadecimal digits", six)?);
            } else if operands.take("DEDICATE", 3) {
                cpu.dedicate = Some(true);
            } else if operands.take("NODEDICATE", 5) {
                cpu.dedicate = Some(false);
            } else {
                operands.optional();
                return Err(operands.invalid("BASE, CPUID, DEDICATE or NODEDICATE"));
            }
        }
        Ok(cpu)
    }
}

/// 1 to 6 hexadecimal digits.
pub(super) fn six(word: &str) -> Option<u32> {
    hexadecimal(word, 6)
}

impl fmt::Display for Cpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CPU {:02X}", self.address)?;
        f.write_str(if self.base { " BASE" } else { "" })?;
        if let Some(cpuid) = self.cpuid {
            write!(f, " CPUID {cpuid:06X}")?;
        }
        f.write_str(match self.dedicate {
            Some(true) => " DEDICATE",
            Some(false) => " NODEDICATE",
            None => "",
        })
    }
}

/// A share of the processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Amount {
    /// In proportion to the others', 1 to 10000; 100 is what everyone has.
    Relative(u16),
    /// Tenths of a per cent of the system, 1 to 1000.
    Absolute(u16),
}

impl Amount {
    fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        if operands.take("RELATIVE", 3) {
            return Ok(Self::Relative(operands.number("relative share", 1..=10_000)? as u16));
        }
        if operands.take("ABSOLUTE", 3) {
            let expected = "absolute share: 0.1% to 100%";
            return operands.parse(expected, tenths).map(Self::Absolute);
        }
        operands.word("RELATIVE or ABSOLUTE")?;
        Err(operands.invalid("RELATIVE or ABSOLUTE"))
    }
}

/// `n%` or `n.n%` in tenths.
fn tenths(word: &str) -> Option<u16> {
    let (whole, tenth) = word.trim_end_matches('%').split_once('.').unwrap_or((word, "0"));
    let whole = decimal(whole.trim_end_matches('%')).filter(|_| tenth.len() == 1)?;
    let tenths = whole.checked_mul(10)?.checked_add(decimal(tenth)?)?;
    (1..=1000).contains(&tenths).then_some(tenths as u16)
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relative(share) => write!(f, "RELATIVE {share}"),
            Self::Absolute(tenths) => write!(f, "ABSOLUTE {}.{}%", tenths / 10, tenths % 10),
        }
    }
}

/// What SHARE's maximum means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// It is not enforced.
    Nolimit,
    /// It may be exceeded while no one else wants the processors.
    Soft,
    /// It is never exceeded.
    Hard,
}

/// SHARE: what the dispatcher gives the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// What the user gets when it wants it.
    pub normal: Amount,
    /// The most it gets, and how strictly.
    pub maximum: Option<Amount>,
    /// What the maximum means.
    pub limit: Limit,
}

impl Share {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let mut share =
            Self { normal: Amount::parse(operands)?, maximum: None, limit: Limit::Nolimit };
        if operands.peek().is_none() || operands.take("NOLIMIT", 3) {
            return Ok(share);
        }
        share.maximum = Some(Amount::parse(operands)?);
        share.limit = if operands.take("LIMITHARD", 6) { Limit::Hard } else { Limit::Soft };
        operands.take("LIMITSOFT", 6);
        Ok(share)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SHARE {}", self.normal)?;
        match (self.maximum, self.limit) {
            (Some(maximum), Limit::Hard) => write!(f, " {maximum} LIMITHARD"),
            (Some(maximum), _) => write!(f, " {maximum} LIMITSOFT"),
            (None, _) => Ok(()),
        }
    }
}
