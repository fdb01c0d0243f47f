//! Names of clusters and members in the PDR.

use core::fmt;

/// 1 to 8 letters, digits, `$`, `#`, `@`, `_` or `-`, in upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name([u8; 8]);

/// What stands behind a name shorter than 8.
const BLANK: u8 = b' ';
const BLANK_EBCDIC: u8 = 0x40;
/// Eight blanks: a slot that is AVAILABLE.
pub(super) const NO_NAME: [u8; 8] = [BLANK_EBCDIC; 8];

impl Name {
    /// `text` as a name in upper case; none if it has not 1 to 8 of the characters of names.
    pub fn new(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > 8 {
            return None;
        }
        let mut name = [BLANK; 8];
        for (to, from) in name.iter_mut().zip(text.bytes()) {
            *to = from.to_ascii_uppercase();
            ebcdic(*to)?;
        }
        Some(Self(name))
    }

    /// The name without the blanks behind it.
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|&byte| byte == BLANK).unwrap_or(self.0.len());
        str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    pub(super) fn to_ebcdic(self) -> [u8; 8] {
        self.0.map(|byte| ebcdic(byte).unwrap_or(BLANK_EBCDIC))
    }

    /// None where the bytes are not a name followed by blanks.
    pub(super) fn from_ebcdic(bytes: [u8; 8]) -> Option<Self> {
        let length = bytes.iter().position(|&byte| byte == BLANK_EBCDIC).unwrap_or(bytes.len());
        let (name, blanks) = bytes.split_at(length);
        if name.is_empty() || blanks.iter().any(|&byte| byte != BLANK_EBCDIC) {
            return None;
        }
        let mut text = [BLANK; 8];
        for (to, &from) in text.iter_mut().zip(name) {
            *to = (b'!'..=b'~').find(|&ascii| ebcdic(ascii) == Some(from))?;
        }
        Some(Self(text))
    }
}

/// A character of names in code page 1047; none for all others.
const fn ebcdic(ascii: u8) -> Option<u8> {
    Some(match ascii {
        b'A'..=b'I' => 0xC1 + (ascii - b'A'),
        b'J'..=b'R' => 0xD1 + (ascii - b'J'),
        b'S'..=b'Z' => 0xE2 + (ascii - b'S'),
        b'0'..=b'9' => 0xF0 + (ascii - b'0'),
        b'$' => 0x5B,
        b'#' => 0x7B,
        b'@' => 0x7C,
        b'_' => 0x6D,
        b'-' => 0x60,
        _ => return None,
    })
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
