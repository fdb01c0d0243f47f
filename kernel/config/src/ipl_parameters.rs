//! The IPL parameters: words that the stand-alone program loader passes to CP, in any case.
//!
//! | word | says |
//! |---|---|
//! | `FN=` `FT=` | name and type of the configuration file; `SYSTEM CONFIG` |
//! | `PDVOL=` | the volume with the parm disk: its device number, or its volume identifier |
//! | `PDNUM=` | which of its PARM extents, from 1 |
//! | `SYSTEM=` | the system that this is, whatever SYSTEM_IDENTIFIER says |
//! | `CONS=` | the operator's console: a device number, `SYSC` or `SYSG` |
//! | `LOADVOL=` | the volume that CP was loaded from: the loader says so itself |
//!
//! All others are kept for whoever knows them (`REPAIR`). Of a word that is given twice the later
//! one holds. Source: z/VM System Operation, "Passing IPL Parameters".

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use syntax::{Keyword, device_number, words};

use crate::Console;

/// Characters of a file name, a file type or a system name.
const NAME_LENGTH: usize = 8;
/// Characters of a volume identifier.
const VOLID_LENGTH: usize = 6;
/// PARM extents that a volume may have.
const MAXIMUM_PDNUM: u32 = 256;

/// How a volume is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParmVolume {
    /// By the number of its device: up to four hexadecimal digits are always one.
    Device(u16),
    /// By its identifier.
    Volid(String),
}

impl fmt::Display for ParmVolume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(number) => write!(f, "{number:04X}"),
            Self::Volid(volid) => f.write_str(volid),
        }
    }
}

/// What the words say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IplParameters {
    /// Name of the configuration file.
    pub file_name: String,
    /// Its type.
    pub file_type: String,
    /// The volume with the parm disk, where one is named.
    pub parm_volume: Option<ParmVolume>,
    /// Which of its parm disks, from 1.
    pub parm_disk: u32,
    /// The system that this is, where one is named.
    pub system: Option<String>,
    /// The operator's console, where one is named.
    pub console: Option<Console>,
    /// Device number of the volume for the dump of an abend, where one is named.
    pub dump_device: Option<u16>,
    /// The volume that CP was loaded from; none where the host loaded it.
    pub load_volume: Option<String>,
    /// Words without a meaning here, in capitals.
    pub others: Vec<String>,
}

/// A word that does not say what its keyword wants; it is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadWord {
    /// The word, in capitals.
    pub word: String,
    /// What was expected behind the keyword.
    pub expected: &'static str,
}

impl fmt::Display for BadWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}", self.word, self.expected)
    }
}

impl Default for IplParameters {
    fn default() -> Self {
        Self {
            file_name: String::from("SYSTEM"),
            file_type: String::from("CONFIG"),
            parm_volume: None,
            parm_disk: 1,
            system: None,
            console: None,
            dump_device: None,
            load_volume: None,
            others: Vec::new(),
        }
    }
}

impl IplParameters {
    /// Reads the words of a text, and tells those that are not valid.
    pub fn parse(text: &str) -> (Self, Vec<BadWord>) {
        let mut parameters = Self::default();
        let bad = parameters.change(text);
        (parameters, bad)
    }

    /// Reads more words, and tells those that are not valid.
    pub fn change(&mut self, text: &str) -> Vec<BadWord> {
        let mut bad = Vec::new();
        for word in words(text) {
            let word = word.text.to_ascii_uppercase();
            if let Err(expected) = self.take(&word) {
                bad.push(BadWord { word, expected });
            }
        }
        bad
    }

    /// Whether one of the other words stands for `keyword`.
    pub fn has(&self, keyword: Keyword) -> bool {
        self.others.iter().any(|word| keyword.matches(word))
    }

    /// Takes one word; the error is what was expected of it.
    fn take(&mut self, word: &str) -> Result<(), &'static str> {
        let (keyword, value) = word.split_at(keyword_length(word));
        match keyword {
            "FN=" => self.file_name = file_word(value)?,
            "FT=" => self.file_type = file_word(value)?,
            "PDVOL=" => self.parm_volume = Some(parm_volume(value)?),
            "PDNUM=" => self.parm_disk = parm_disk(value)?,
            "SYSTEM=" => self.system = Some(system(value)?),
            "CONS=" => self.console = Some(console(value)?),
            "DUMP=" => {
                let number = device_number(value).ok_or("a device number")?;
                self.dump_device = Some(number);
            }
            "LOADVOL=" => self.load_volume = Some(volid(value)?),
            _ => self.others.push(String::from(word)),
        }
        Ok(())
    }
}

/// The words of `stored` with those of `typed`: each takes the place of the one with the same
/// keyword, or comes behind them all.
pub fn merged(stored: &str, typed: &str) -> String {
    let mut all: Vec<&str> = Vec::new();
    for word in words(stored).chain(words(typed)).map(|word| word.text) {
        match all.iter_mut().find(|old| keyword(old).eq_ignore_ascii_case(keyword(word))) {
            Some(old) => *old = word,
            None => all.push(word),
        }
    }
    all.join(" ")
}

/// The keyword of a word with its equals sign, or all of a word without one.
fn keyword(word: &str) -> &str {
    &word[..keyword_length(word)]
}

fn keyword_length(word: &str) -> usize {
    word.find('=').map_or(word.len(), |place| place + 1)
}

fn file_word(value: &str) -> Result<String, &'static str> {
    named(value, NAME_LENGTH, "$#@+-:_").ok_or("1 to 8 letters, digits or $ # @ + - : _")
}

fn system(value: &str) -> Result<String, &'static str> {
    named(value, NAME_LENGTH, "@#$_-").ok_or("a system name of 1 to 8 letters, digits or @ # $ _ -")
}

fn volid(value: &str) -> Result<String, &'static str> {
    named(value, VOLID_LENGTH, "$#@").ok_or("a volume identifier of 1 to 6 of A-Z 0-9 $ # @")
}

fn named(value: &str, length: usize, special: &str) -> Option<String> {
    let good = |c: char| c.is_ascii_alphanumeric() || special.contains(c);
    let fits = (1..=length).contains(&value.len()) && value.chars().all(good);
    fits.then(|| String::from(value))
}

fn parm_volume(value: &str) -> Result<ParmVolume, &'static str> {
    match device_number(value) {
        Some(number) => Ok(ParmVolume::Device(number)),
        None => volid(value)
            .map(ParmVolume::Volid)
            .map_err(|_| "a device number of 1 to 4 hexadecimal digits or a volume identifier"),
    }
}

fn parm_disk(value: &str) -> Result<u32, &'static str> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits { value.parse().ok() } else { None };
    number.filter(|number| (1..=MAXIMUM_PDNUM).contains(number)).ok_or("a number from 1 to 256")
}

fn console(value: &str) -> Result<Console, &'static str> {
    match value {
        "SYSC" => Ok(Console::SystemConsole),
        "SYSG" => Ok(Console::System3270),
        _ => device_number(value)
            .map(Console::Device)
            .ok_or("a device number of 1 to 4 hexadecimal digits, SYSC or SYSG"),
    }
}
