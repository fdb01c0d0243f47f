//! A message with its operands filled in.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use crate::catalogue::{self, Severity};

/// A message that is ready to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Three letters of the issuing module: `ZCO`.
    pub module: &'static str,
    /// Number in the catalogue.
    pub number: u16,
    /// What kind of message it is.
    pub severity: Severity,
    /// The text with its operands.
    pub text: String,
}

/// How much of a message a user wants to see: SET EMSG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emsg {
    /// Identifier and text.
    On,
    /// The identifier only.
    Code,
    /// The text only.
    Text,
    /// Nothing.
    Off,
    /// Identifier and text, to the program that is connected to IUCV's *MSG service where one is.
    Iucv,
}

/// The message `number` of `module`, `&1` to `&9` of its text replaced by `operands`.
pub fn message(module: &'static str, number: u16, operands: &[&str]) -> Message {
    message_variant(module, number, 0, operands)
}

/// As [`message`], where a number has several texts: `variant` from 0.
///
/// A number that the catalogue does not have is told as such: an error message with its operands.
pub fn message_variant(
    module: &'static str,
    number: u16,
    variant: u8,
    operands: &[&str],
) -> Message {
    match catalogue::find(number, variant) {
        Some(entry) => {
            let text = substitute(entry.text, operands);
            Message { module, number, severity: entry.severity, text }
        }
        None => {
            let text = format!("No text for message {number} variant {variant}: {operands:?}");
            Message { module, number, severity: Severity::E, text }
        }
    }
}

impl Message {
    /// `HCPDTV040E`.
    pub fn identifier(&self) -> String {
        format!("HCP{}{:03}{:?}", self.module, self.number, self.severity)
    }

    /// What a command that ends with this message returns: 0 where it only informs.
    pub const fn return_code(&self) -> u16 {
        if matches!(self.severity, Severity::I) { 0 } else { self.number }
    }

    /// The message as SET EMSG wants it; none with EMSG OFF.
    pub fn rendered(&self, emsg: Emsg) -> Option<String> {
        match emsg {
            Emsg::On | Emsg::Iucv => Some(self.to_string()),
            Emsg::Code => Some(self.identifier()),
            Emsg::Text => Some(self.text.clone()),
            Emsg::Off => None,
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.identifier())?;
        if self.text.is_empty() { Ok(()) } else { write!(f, " {}", self.text) }
    }
}

/// `template` with `&1` to `&9` replaced; an operand that was not given is nothing.
fn substitute(template: &str, operands: &[&str]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        let place = characters.peek().and_then(|next| next.to_digit(10)).filter(|&n| n > 0);
        match (character, place) {
            ('&', Some(place)) => {
                characters.next();
                text.push_str(operands.get(place as usize - 1).copied().unwrap_or_default());
            }
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_emsg_chooses_the_parts() {
        let gone = message("DTV", 40, &["0192"]);
        assert_eq!(gone.rendered(Emsg::On).unwrap(), "HCPDTV040E Device 0192 does not exist");
        assert_eq!(gone.rendered(Emsg::Code).unwrap(), "HCPDTV040E");
        assert_eq!(gone.rendered(Emsg::Text).unwrap(), "Device 0192 does not exist");
        assert_eq!(gone.rendered(Emsg::Off), None);
        assert_eq!(gone.return_code(), 40);
        assert_eq!(message("CLS", 6056, &["EREP"]).return_code(), 0);
    }

    #[test]
    fn operands_are_never_templates() {
        assert_eq!(substitute("&1-&2 & &0", &["&2", "b"]), "&2-b & &0");
        assert_eq!(substitute("&1&3", &["a"]), "a");
    }

    #[test]
    fn an_unknown_number_is_told() {
        let unknown = message_variant("XXX", 1, 9, &["a"]);
        assert_eq!(unknown.to_string(), "HCPXXX001E No text for message 1 variant 9: [\"a\"]");
    }
}
