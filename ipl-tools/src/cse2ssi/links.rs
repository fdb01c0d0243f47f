//! Which minidisks are local: of one member alone.

use super::entry::{Entry, Kind, Source, Statement};

/// The installed directory, asked for its local minidisks.
pub struct Local<'a>(pub &'a Source);

impl Local<'_> {
    /// Whether a LINK leads to a minidisk that its owner has in its SUBCONFIGs.
    pub fn is_link_to_local(&self, statement: &Statement) -> bool {
        statement.is("LINK", 1) && self.has_local(statement.word(1), statement.word(2))
    }

    fn has_local(&self, owner: &str, device: &str) -> bool {
        let Some(identity) = self.0.find(owner, false) else { return false };
        identity.kind == Kind::Identity && self.subconfigs(identity).any(|s| has_mdisk(s, device))
    }

    fn subconfigs<'a>(&'a self, identity: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        let builds = identity.statements.iter().filter(|statement| statement.is("BUILD", 5));
        builds.filter_map(|build| self.0.find(build.words.last()?, false))
    }
}

fn has_mdisk(entry: &Entry, device: &str) -> bool {
    let number = syntax::device_number(device);
    let is_it = |s: &Statement| s.is("MDISK", 2) && syntax::device_number(s.word(1)) == number;
    number.is_some() && entry.statements.iter().any(is_it)
}
