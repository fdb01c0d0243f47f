//! Statements about who a user is and what CP does when the user logs on.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::{Name, spaced};
use crate::source::operands::{Fault, Operands};

/// Most user ids of one AUTOLOG, XAUTOLOG or LOGONBY statement.
const USERS: usize = 8;
/// Most characters of an account number and of a distribution code.
const ACCOUNT: usize = 8;
/// Most characters of a command.
const COMMAND: usize = 220;

/// Privilege classes: a set of A to Z and 1 to 6.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classes(pub u32);

/// All classes, in the order of the bits of [`Classes`].
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ123456";

impl Classes {
    /// Class G: what a user has whose statement says nothing.
    pub const GENERAL: Self = Self(1 << 6);

    /// One or more of A-Z and 1-6.
    pub fn new(word: &str) -> Option<Self> {
        word.bytes().try_fold(Self::default(), |all, class| {
            let bit = LETTERS.iter().position(|&letter| letter == class.to_ascii_uppercase())?;
            Some(Self(all.0 | 1 << bit))
        })
    }

    /// Whether `class`, a letter or digit, is in the set.
    pub fn contains(&self, class: char) -> bool {
        LETTERS.iter().position(|&c| char::from(c) == class).is_some_and(|b| self.0 & 1 << b != 0)
    }

    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        operands.parse("privilege classes: A to Z and 1 to 6", Self::new)
    }
}

impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..LETTERS.len())
            .filter(|bit| self.0 & 1 << bit != 0)
            .try_for_each(|bit| write!(f, "{}", char::from(LETTERS[bit])))
    }
}

/// ACCOUNT: whom the user's resources are charged to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Account number, 1 to 8 characters.
    pub number: String,
    /// Distribution code on printed output, 1 to 8 characters.
    pub distribution: Option<String>,
}

impl Account {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let short = |word: &str| (word.len() <= ACCOUNT).then(|| word.to_ascii_uppercase());
        let number = operands.parse("account number: 1 to 8 characters", short)?;
        let distribution = match operands.peek() {
            Some(_) => Some(operands.parse("distribution code: 1 to 8 characters", short)?),
            None => None,
        };
        Ok(Self { number, distribution })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ACCOUNT {}", self.number)?;
        self.distribution.iter().try_for_each(|code| write!(f, " {code}"))
    }
}

/// The user ids of AUTOLOG, XAUTOLOG and LOGONBY.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Users(pub Vec<Name>);

impl Users {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let mut users = alloc::vec![operands.name("user id")?];
        while operands.peek().is_some() && users.len() < USERS {
            users.push(operands.name("user id")?);
        }
        Ok(Self(users))
    }
}

impl fmt::Display for Users {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&spaced(&self.0))
    }
}

/// COMMAND: what CP executes for the user when it logs on, before its IPL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command(pub String);

impl Command {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        operands.text("a CP command", COMMAND).map(Self)
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "COMMAND {}", self.0)
    }
}

/// DATEFORMAT: how CP shows the user dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateFormat {
    /// mm/dd/yy.
    Short,
    /// mm/dd/yyyy.
    Full,
    /// yyyy-mm-dd.
    Iso,
    /// As the system's.
    System,
}

impl DateFormat {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let all = [Self::Short, Self::Full, Self::Iso, Self::System];
        operands.parse("SHORTDATE, FULLDATE, ISODATE or SYSDEFAULT", |word| {
            all.into_iter().find(|format| word.eq_ignore_ascii_case(format.word()))
        })
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Short => "SHORTDATE",
            Self::Full => "FULLDATE",
            Self::Iso => "ISODATE",
            Self::System => "SYSDEFAULT",
        }
    }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DATEFORMAT {}", self.word())
    }
}
