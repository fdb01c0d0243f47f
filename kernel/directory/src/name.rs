//! Names in the directory: user ids, profiles, systems, volumes, LANs.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

/// Most characters of a name.
pub const NAME_LENGTH: usize = 8;
/// Most characters of a volume's label.
const LABEL_LENGTH: usize = 6;

/// 1 to 8 of A-Z, 0-9, `@`, `#`, `$`, `_` and `-`, in capitals, blanks behind it.
///
/// Every member must see one user id as one, so these are the same characters everywhere
/// (CP Planning and Administration, "USER directory statement").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name([u8; NAME_LENGTH]);

impl Name {
    /// `text` as a name in capitals; none if it has other characters or another length.
    pub fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty() && text.len() <= NAME_LENGTH;
        (fits && text.bytes().all(is_name)).then(|| Self::padded(text))
    }

    /// What a volume is labelled: as a name, but of 1 to 6 characters.
    pub fn label(text: &str) -> Option<Self> {
        if text.len() <= LABEL_LENGTH { Self::new(text) } else { None }
    }

    /// The name without the blanks behind it.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|&byte| byte == b' ').unwrap_or(NAME_LENGTH);
        str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    /// Its eight bytes, in ASCII.
    pub(crate) const fn bytes(self) -> [u8; NAME_LENGTH] {
        self.0
    }

    /// Bytes that were read from a volume; not all of them are names.
    pub(crate) const fn from_bytes(bytes: [u8; NAME_LENGTH]) -> Self {
        Self(bytes)
    }

    /// CP's own user ids, which nobody may have: those that stand for terminals on which nobody
    /// is logged on, and those of the system itself.
    pub fn is_reserved(&self) -> bool {
        let name = self.as_str();
        let terminal = ["LOGN", "LOGL", "LOGV"].iter().any(|prefix| name.starts_with(prefix));
        (terminal && name.len() == NAME_LENGTH) || ["SYSTEM", "SYSTEMMP"].contains(&name)
    }

    fn padded(text: &str) -> Self {
        let mut name = [b' '; NAME_LENGTH];
        for (to, from) in name.iter_mut().zip(text.bytes()) {
            *to = from.to_ascii_uppercase();
        }
        Self(name)
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"@#$_-".contains(&byte)
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// ` A B C`: names with a blank before each.
pub(crate) fn spaced<T: fmt::Display>(words: &[T]) -> String {
    words.iter().map(|word| alloc::format!(" {word}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_their_characters_and_in_capitals() {
        assert_eq!(Name::new("erep-1").unwrap().as_str(), "EREP-1");
        assert_eq!(Name::new("2LVLVM9").unwrap().as_str(), "2LVLVM9");
        for text in ["", "NINELONG9", "A B", "A+", "Ä"] {
            assert_eq!(Name::new(text), None, "{text}");
        }
        assert!(Name::label("VM2RES").is_some() && Name::label("VM2RESX").is_none());
    }

    #[test]
    fn names_of_terminals_and_of_the_system_are_reserved() {
        for text in ["SYSTEM", "SYSTEMMP", "LOGN0009", "LOGL0009", "LOGV0009", "LOGNSYSC"] {
            assert!(Name::new(text).unwrap().is_reserved(), "{text}");
        }
        for text in ["SYSTEMS", "LOGN", "LOGN1", "OPERATOR"] {
            assert!(!Name::new(text).unwrap().is_reserved(), "{text}");
        }
    }
}
