//! Sizes of storage (`32M`) and the statements that give them: STORAGE, MAXSTORAGE.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::source::operands::{Fault, Operands, decimal};

const UNITS: [(u8, u32); 5] = [(b'P', 50), (b'T', 40), (b'G', 30), (b'M', 20), (b'K', 10)];
/// Storage comes in frames.
const FRAME: u64 = 4096;

/// Bytes of storage: a multiple of 4 KiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StorageSize(pub u64);

impl StorageSize {
    /// What a user has whose statement says nothing.
    pub const DEFAULT: Self = Self(32 << 20);

    /// `nK`, `nM`, `nG`, `nT` or `nP`, more than nothing, in whole frames.
    pub fn new(word: &str) -> Option<Self> {
        let (&unit, _) = word.as_bytes().split_last()?;
        let (_, shift) = UNITS.into_iter().find(|(letter, _)| unit.eq_ignore_ascii_case(letter))?;
        let bytes = u64::from(decimal(word.get(..word.len() - 1)?)?).checked_mul(1 << shift)?;
        (bytes > 0 && bytes.is_multiple_of(FRAME)).then_some(Self(bytes))
    }

    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        operands.parse("a storage size: digits and K, M, G, T or P", Self::new)
    }
}

impl fmt::Display for StorageSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |&(_, shift): &(u8, u32)| self.0.is_multiple_of(1 << shift);
        let (letter, shift) = UNITS.into_iter().find(whole).unwrap_or((b'K', 10));
        write!(f, "{}{}", self.0 >> shift, char::from(letter))
    }
}

/// VMRELOCATE: whether and within which relocation domain the user may be relocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vmrelocate {
    /// ON or OFF; none where only the domain is given.
    pub on: Option<bool>,
    /// The domain.
    pub domain: Option<Name>,
}

impl Vmrelocate {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let on = if operands.take("ON", 2) {
            Some(true)
        } else {
            operands.take("OFF", 3).then_some(false)
        };
        let domain = match operands.take("DOMAIN", 3) {
            true => Some(operands.name("relocation domain")?),
            false => None,
        };
        if on.is_none() && domain.is_none() {
            operands.word("ON, OFF or DOMAIN")?;
            return Err(operands.invalid("ON, OFF or DOMAIN"));
        }
        Ok(Self { on, domain })
    }
}

impl fmt::Display for Vmrelocate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VMRELOCATE")?;
        if let Some(on) = self.on {
            f.write_str(if on { " ON" } else { " OFF" })?;
        }
        self.domain.map_or(Ok(()), |domain| write!(f, " DOMAIN {domain}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (word, bytes) in
            [("32M", 32 << 20), ("1536m", 1536 << 20), ("1G", 1 << 30), ("4K", 4096)]
        {
            assert_eq!(StorageSize::new(word), Some(StorageSize(bytes)), "{word}");
        }
        for word in ["", "M", "32", "0M", "3K", "-1M", "32X", "99999999999G", "99999999P", "ÄM"] {
            assert_eq!(StorageSize::new(word), None, "{word}");
        }
        assert_eq!(std::format!("{}", StorageSize(1536 << 20)), "1536M");
    }
}
