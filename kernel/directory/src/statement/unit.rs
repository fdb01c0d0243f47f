//! CONSOLE, SPOOL and SPECIAL: virtual consoles, unit-record and other simulated devices.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::{Name, spaced};
use crate::source::operands::{Fault, Operands};

/// A spool class: A-Z, 0-9 or `*` (any; of readers only).
fn class(word: &str) -> Option<char> {
    let letter = word.chars().next()?.to_ascii_uppercase();
    (word.len() == 1 && (letter.is_ascii_alphanumeric() || letter == '*')).then_some(letter)
}

/// The first of `all` that `word` is, in any case.
fn one_of(word: &str, all: &[&str]) -> Option<String> {
    all.iter().find(|name| word.eq_ignore_ascii_case(name)).map(|&name| name.into())
}

/// CONSOLE: the virtual machine's console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Console {
    /// Virtual device number.
    pub device: u16,
    /// `3215`, `3210` or `3270`.
    pub kind: String,
    /// Spool class of what is spooled from it.
    pub class: char,
    /// The secondary user: who sees and answers it while the user is disconnected.
    pub secondary: Option<Name>,
    /// OBSERVER: the secondary user also sees it while the user is connected.
    pub observer: bool,
}

impl Console {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let device = operands.device("virtual device number")?;
        let kinds = |word: &str| one_of(word, &["3215", "3210", "3270"]);
        let kind = operands.parse("3215, 3210 or 3270", kinds)?;
        let mut console = Self { device, kind, class: 'T', secondary: None, observer: false };
        if operands.peek().is_some() {
            console.class = operands.parse("a spool class: A-Z or 0-9", |word| {
                class(word).filter(char::is_ascii_alphanumeric)
            })?;
        }
        if operands.peek().is_some() {
            console.secondary = Some(operands.name("user id of the secondary user")?);
            console.observer = operands.take("OBSERVER", 3);
        }
        Ok(console)
    }
}

impl fmt::Display for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CONSOLE {:04X} {} {}", self.device, self.kind, self.class)?;
        self.secondary.map_or(Ok(()), |user| write!(f, " {user}"))?;
        f.write_str(if self.observer { " OBSERVER" } else { "" })
    }
}

/// Readers, punches and printers and what kind of unit they are.
const UNIT_RECORD: [(&str, Unit); 12] = [
    ("2501", Unit::Reader),
    ("3505", Unit::Reader),
    ("3525", Unit::Punch),
    ("1403", Unit::Printer),
    ("3203", Unit::Printer),
    ("3211", Unit::Printer),
    ("3262", Unit::Printer),
    ("3289", Unit::Printer),
    ("3800", Unit::Printer),
    ("4245", Unit::Printer),
    ("4248", Unit::Printer),
    ("VAFP", Unit::Printer),
];

/// What a unit-record device does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Reads spool files.
    Reader,
    /// Punches spool files.
    Punch,
    /// Prints spool files.
    Printer,
}

/// SPOOL: a virtual unit-record device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spool {
    /// Virtual device number.
    pub device: u16,
    /// `2540`, `1403` and the like.
    pub kind: String,
    /// What it does.
    pub unit: Unit,
    /// Its spool class; `*` is all (readers).
    pub class: char,
    /// What else a 3800 or VAFP is: width, length, character sets.
    pub operands: Vec<String>,
}

impl Spool {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let device = operands.device("virtual device number")?;
        let expected = "2540, 3505, 3525, 1403 or another unit-record type";
        let kind = operands.word(expected)?.to_ascii_uppercase();
        let unit = match UNIT_RECORD.iter().find(|(name, _)| *name == kind) {
            Some(&(_, unit)) => unit,
            None if kind != "2540" => return Err(operands.invalid(expected)),
            None => reader_or_punch(operands)?,
        };
        let class = match operands.peek() {
            Some(_) => operands.parse("a spool class: A-Z, 0-9 or *", class)?,
            None if unit == Unit::Reader => '*',
            None => 'A',
        };
        let more = matches!(kind.as_str(), "3800" | "VAFP");
        let operands = if more { operands.rest() } else { Vec::new() };
        Ok(Self { device, kind, unit, class, operands })
    }
}

fn reader_or_punch(operands: &mut Operands) -> Result<Unit, Fault> {
    if operands.take("READER", 1) || operands.take("RDR", 3) {
        return Ok(Unit::Reader);
    }
    if operands.take("PUNCH", 1) || operands.take("PCH", 3) {
        return Ok(Unit::Punch);
    }
    operands.word("READER or PUNCH")?;
    Err(operands.invalid("READER or PUNCH"))
}

impl fmt::Display for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SPOOL {:04X} {}", self.device, self.kind)?;
        match (self.kind.as_str(), self.unit) {
            ("2540", Unit::Reader) => f.write_str(" READER")?,
            ("2540", _) => f.write_str(" PUNCH")?,
            _ => {}
        }
        write!(f, " {}{}", self.class, spaced(&self.operands))
    }
}

/// SPECIAL: a simulated device of another kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Special {
    /// Virtual device number.
    pub device: u16,
    /// `CTCA`, `3270`, `QDIO` and the like.
    pub kind: String,
    /// With whom, or on which LAN.
    pub operands: Vec<String>,
}

impl Special {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        const KINDS: [&str; 11] = [
            "3088", "3270", "CTCA", "FCTC", "CNC", "HIPERS", "QDIO", "MSGPROC", "MSGDEV", "SCTC",
            "TIMER",
        ];
        let device = operands.device("virtual device number")?;
        let expected = "CTCA, FCTC, SCTC, CNC, 3088, 3270, QDIO, HIPERS, MSGPROC, MSGDEV or TIMER";
        let kind = operands.parse(expected, |word| one_of(word, &KINDS))?;
        Ok(Self { device, kind, operands: operands.rest() })
    }
}

impl fmt::Display for Special {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SPECIAL {:04X} {}{}", self.device, self.kind, spaced(&self.operands))
    }
}
