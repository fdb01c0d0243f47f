//! The operands of LINK.

use alloc::string::String;

use directory::Name;
use directory::statement::mode::AccessMode;
use messages::{Message, message, message_variant};
use syntax::{abbreviates, device_number, words};

const MODULE: &str = "LNM";
const PASSWORD: &str = "PASS=";

/// `LINK [TO] userid vdev [AS] vdev [mode] [[PASS=] password]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOperands {
    /// Whose minidisk; none for `*`, one's own.
    pub owner: Option<Name>,
    /// Its device number there.
    pub owner_device: u16,
    /// The device number that it is to have.
    pub device: u16,
    /// The mode; where none is given, R for somebody else's minidisk and the MDISK statement's
    /// for one's own.
    pub mode: Option<AccessMode>,
    /// The password.
    pub password: Option<String>,
}

impl LinkOperands {
    /// Reads what stands behind LINK.
    pub fn parse(operands: &str) -> Result<Self, Message> {
        let mut words = words(operands).map(|word| word.text).peekable();
        words.next_if(|word| abbreviates(word, "TO", 1));
        let owner = match words.next() {
            Some("*") => None,
            Some(word) => Some(Name::new(word).ok_or_else(|| message(MODULE, 20, &[]))?),
            None => return Err(message(MODULE, 20, &[])),
        };
        let number = |word: Option<&str>| {
            word.and_then(device_number).ok_or_else(|| message(MODULE, 22, &[]))
        };
        let owner_device = number(words.next())?;
        // `A` is a device number as well.
        words.next_if(|word| word.eq_ignore_ascii_case("AS"));
        let device = number(words.next())?;
        let mode = words.peek().and_then(|word| AccessMode::new(word));
        words.next_if(|_| mode.is_some());
        let password = match words.next() {
            Some(word) if word.eq_ignore_ascii_case(PASSWORD) => words.next(),
            Some(word) => Some(without_keyword(word)),
            None => None,
        };
        match words.next() {
            Some(extra) => Err(message_variant(MODULE, 3, 1, &[&extra.to_ascii_uppercase()])),
            None => {
                let password = password.map(String::from);
                Ok(Self { owner, owner_device, device, mode, password })
            }
        }
    }
}

/// A password that stands directly behind `PASS=`.
fn without_keyword(word: &str) -> &str {
    match word.split_at_checked(PASSWORD.len()) {
        Some((keyword, password)) if keyword.eq_ignore_ascii_case(PASSWORD) => password,
        _ => word,
    }
}
