//! CRYPTO: the cryptographic adapters that a user may use.

use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::spaced;
use crate::source::operands::{Fault, Operands, decimal};

/// CRYPTO: shared adapters, or domains and adapters of the user's own.
///
/// A user with dedicated adapters cannot be relocated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crypto {
    /// APVIRTUAL: the shared queue.
    pub apvirtual: bool,
    /// DOMAIN: domains for the dedicated adapters.
    pub domains: Vec<u8>,
    /// APDEDICATED: adapters of the user's own.
    pub apdedicated: Vec<u8>,
}

impl Crypto {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let mut crypto = Self::default();
        let expected = "APVIRTUAL, APDEDICATED or DOMAIN";
        loop {
            if operands.take("APVIRTUAL", 4) {
                crypto.apvirtual = true;
            } else if operands.take("APDEDICATED", 4) {
                numbers(operands, "adapter", &mut crypto.apdedicated)?;
            } else if operands.take("DOMAIN", 3) {
                numbers(operands, "domain", &mut crypto.domains)?;
            } else {
                operands.word(expected)?;
                return Err(operands.invalid(expected));
            }
            if operands.peek().is_none() {
                return Ok(crypto);
            }
        }
    }
}

/// One or more numbers from 0 to 255.
fn numbers(operands: &mut Operands, what: &str, to: &mut Vec<u8>) -> Result<(), Fault> {
    loop {
        let number = operands.number(what, 0..=255)? as u8;
        if !to.contains(&number) {
            to.push(number);
        }
        if operands.peek().is_none_or(|word| decimal(word).is_none()) {
            return Ok(());
        }
    }
}

impl fmt::Display for Crypto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CRYPTO")?;
        for (word, numbers) in [("DOMAIN", &self.domains), ("APDEDICATED", &self.apdedicated)] {
            if !numbers.is_empty() {
                write!(f, " {word}{}", spaced(numbers))?;
            }
        }
        f.write_str(if self.apvirtual { " APVIRTUAL" } else { "" })
    }
}
