//! Access modes of minidisks and links: `MR`, `MWV`, `ER`.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::source::operands::{Fault, Operands};

/// What access is asked for and what others' access it yields to (CP Commands, "LINK").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    /// Read, if no one writes.
    R,
    /// Read.
    Rr,
    /// Write, if no one has any access.
    W,
    /// As W, else read.
    Wr,
    /// Write, if no one writes.
    M,
    /// As M, else read.
    Mr,
    /// Write.
    Mw,
    /// Stable read: no one writes as long as this lasts.
    Sr,
    /// Stable write.
    Sw,
    /// Stable multiple: write while others only read.
    Sm,
    /// Exclusive read: no one else gets any access.
    Er,
    /// Exclusive write.
    Ew,
}

impl Access {
    /// Which of a minidisk's passwords it takes: 0 read, 1 write, 2 multiple.
    pub const fn password_level(self) -> usize {
        match self {
            Self::R | Self::Rr | Self::Sr | Self::Er => 0,
            Self::W | Self::Wr | Self::Sw | Self::Ew => 1,
            Self::M | Self::Mr | Self::Mw | Self::Sm => 2,
        }
    }
}

const ALL: [(Access, &str); 12] = [
    (Access::R, "R"),
    (Access::Rr, "RR"),
    (Access::W, "W"),
    (Access::Wr, "WR"),
    (Access::M, "M"),
    (Access::Mr, "MR"),
    (Access::Mw, "MW"),
    (Access::Sr, "SR"),
    (Access::Sw, "SW"),
    (Access::Sm, "SM"),
    (Access::Er, "ER"),
    (Access::Ew, "EW"),
];

/// An access mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessMode {
    /// The access.
    pub access: Access,
    /// V: the guest's reserve and release are simulated, or done on a full pack.
    pub virtual_reserve: bool,
}

impl AccessMode {
    /// MDISK's where it says none.
    pub const WRITE: Self = Self { access: Access::W, virtual_reserve: false };
    /// LINK's where it says none.
    pub const READ: Self = Self { access: Access::R, virtual_reserve: false };

    /// Reads a mode in any case; V only behind a mode that writes.
    pub fn new(word: &str) -> Option<Self> {
        let word = word.to_ascii_uppercase();
        let (letters, virtual_reserve) = match word.strip_suffix('V') {
            Some(letters) => (letters, true),
            None => (word.as_str(), false),
        };
        let &(access, _) = ALL.iter().find(|(_, name)| *name == letters)?;
        let writes = matches!(access, Access::W | Access::Wr | Access::M | Access::Mr | Access::Mw);
        (writes || !virtual_reserve).then_some(Self { access, virtual_reserve })
    }

    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let expected = "an access mode: R RR W WR M MR MW, of these V behind those that write, \
                        or SR SW SM ER EW";
        operands.parse(expected, Self::new)
    }
}

impl fmt::Display for AccessMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = ALL.iter().find(|(access, _)| *access == self.access).map_or("", |(_, n)| n);
        write!(f, "{name}{}", if self.virtual_reserve { "V" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes() {
        for word in [
            "R", "RR", "W", "WR", "M", "MR", "MW", "WV", "WRV", "MV", "MRV", "MWV", "SR", "SW",
            "SM", "ER", "EW",
        ] {
            assert_eq!(std::format!("{}", AccessMode::new(word).unwrap()), word);
        }
        for word in ["", "V", "RV", "RRV", "ERV", "MX", "MWVV"] {
            assert_eq!(AccessMode::new(word), None, "{word}");
        }
    }
}
