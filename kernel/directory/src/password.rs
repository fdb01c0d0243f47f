//! Passwords: in clear in the source only, as salted digests in the object directory.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::name::{NAME_LENGTH, Name};

/// Times that a digest is digested again: what a guess costs an attacker who has the volume,
/// and a logon some milliseconds under an emulator.
const ROUNDS: u32 = 1000;
/// Bytes of a salt.
const SALT: usize = 2 * NAME_LENGTH;
/// Most characters of a password.
pub const PASSWORD_LENGTH: usize = 8;
/// What stands for a password where a directory is listed.
pub const MASK: &str = "XXXXXXXX";

/// What makes one user's digest differ from another's of the same password: user id and cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Salt([u8; SALT]);

impl Salt {
    /// The salt of `user` in `cluster` (of a system without one: the system's name).
    pub fn new(user: Name, cluster: Name) -> Self {
        let mut salt = [0; SALT];
        salt[..NAME_LENGTH].copy_from_slice(&user.bytes());
        salt[NAME_LENGTH..].copy_from_slice(&cluster.bytes());
        Self(salt)
    }
}

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Secret {
    /// Its salted SHA-256, digested [`ROUNDS`] times.
    Digest([u8; 32]),
    /// As it stands in the source. The object directory has no encoding for it.
    #[serde(skip)]
    Clear(String),
}

impl Secret {
    /// 1 to 8 characters, in capitals.
    pub(crate) fn new(word: &str) -> Option<Self> {
        (word.len() <= PASSWORD_LENGTH).then(|| Self::Clear(word.to_ascii_uppercase()))
    }

    /// The same password as a digest.
    pub(crate) fn sealed(&self, salt: Salt) -> Self {
        match self {
            Self::Clear(word) => Self::Digest(digest(word, salt)),
            Self::Digest(_) => self.clone(),
        }
    }

    /// Whether `word`, in any case, is the password.
    pub fn is(&self, word: &str, salt: Salt) -> bool {
        let word = word.to_ascii_uppercase();
        match self {
            Self::Clear(own) => *own == word,
            Self::Digest(own) => {
                // As long for a digest that differs early as for one that differs late.
                own.iter().zip(digest(&word, salt)).fold(0, |all, (a, b)| all | (a ^ b)) == 0
            }
        }
    }
}

fn digest(word: &str, salt: Salt) -> [u8; 32] {
    let first = Sha256::new().chain_update(salt.0).chain_update(word.as_bytes()).finalize();
    let again = |digest: [u8; 32], _| {
        Sha256::new().chain_update(digest).chain_update(salt.0).finalize().into()
    };
    (0..ROUNDS).fold(first.into(), again)
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// The password operand of USER and IDENTITY.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Password {
    /// NOLOG: nobody logs on; the user only owns minidisks.
    Nolog,
    /// NOPASS: LOGON asks for none.
    Nopass,
    /// AUTOONLY: XAUTOLOG only.
    Autoonly,
    /// LBYONLY: LOGON BY only.
    Lbyonly,
    /// LOGON asks for this.
    Secret(Secret),
}

impl Password {
    pub(crate) fn new(word: &str) -> Option<Self> {
        Some(match word.to_ascii_uppercase().as_str() {
            "NOLOG" => Self::Nolog,
            "NOPASS" => Self::Nopass,
            "AUTOONLY" => Self::Autoonly,
            "LBYONLY" => Self::Lbyonly,
            _ => Self::Secret(Secret::new(word)?),
        })
    }

    pub(crate) fn sealed(&self, salt: Salt) -> Self {
        match self {
            Self::Secret(secret) => Self::Secret(secret.sealed(salt)),
            word => word.clone(),
        }
    }
}

impl fmt::Display for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nolog => f.write_str("NOLOG"),
            Self::Nopass => f.write_str("NOPASS"),
            Self::Autoonly => f.write_str("AUTOONLY"),
            Self::Lbyonly => f.write_str("LBYONLY"),
            Self::Secret(secret) => secret.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_knows_its_word_its_user_and_its_cluster() {
        let salt = |user, cluster| Salt::new(Name::new(user).unwrap(), Name::new(cluster).unwrap());
        let own = salt("MAINT", "LTICS1");
        let sealed = Secret::new("maint").unwrap().sealed(own);
        assert!(matches!(sealed, Secret::Digest(_)));
        assert!(sealed.is("MAINT", own) && sealed.is("Maint", own));
        assert!(!sealed.is("MAINT ", own) && !sealed.is("", own));
        assert!(!sealed.is("MAINT", salt("MAINT2", "LTICS1")));
        assert!(!sealed.is("MAINT", salt("MAINT", "LTICS2")));
        assert_eq!(sealed.sealed(own), sealed);
    }

    #[test]
    fn a_password_in_clear_is_neither_shown_nor_encoded() {
        let clear = Password::new("geheim").unwrap();
        assert_eq!(std::format!("{clear} {clear:?}"), "XXXXXXXX Secret(XXXXXXXX)");
        assert!(postcard::to_allocvec(&clear).is_err());
        assert_eq!(Password::new("nolog"), Some(Password::Nolog));
        assert_eq!(Password::new("NINELONG9"), None);
    }
}
