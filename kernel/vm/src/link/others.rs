//! Who has links to an extent besides the one who asks.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};

use directory::Name;

use super::Link;
use crate::extent::Granted;

/// The users who have one kind of access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    users: BTreeSet<(Name, Name)>,
}

impl Party {
    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty()
    }

    /// `MAINT`, `MAINT at LTICVM9` where `member` is another, or `10 users`.
    pub fn described(&self, member: Name) -> String {
        match self.users.first() {
            Some((of, user)) if self.users.len() == 1 && *of == member => user.to_string(),
            Some((of, user)) if self.users.len() == 1 => format!("{user} at {of}"),
            _ => format!("{} users", self.users.len()),
        }
    }
}

/// Everybody else who has a link to an extent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Others {
    /// Those who may read only.
    pub readers: Party,
    /// Those who may write.
    pub writers: Party,
    /// Whether one of them lets nobody else write.
    pub stable: bool,
    /// Whether one of them lets nobody else have any access.
    pub exclusive: bool,
}

impl<'a> FromIterator<&'a Link> for Others {
    fn from_iter<T: IntoIterator<Item = &'a Link>>(links: T) -> Self {
        let mut others = Self::default();
        for link in links {
            let party = match link.granted {
                Granted::ReadOnly => &mut others.readers,
                Granted::ReadWrite => &mut others.writers,
            };
            party.users.insert((link.holder.member, link.holder.user));
            others.stable |= link.is_stable();
            others.exclusive |= link.is_exclusive();
        }
        others
    }
}
