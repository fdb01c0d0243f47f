//! A directory source as entries of statements, whatever the statements say: also one of CSE,
//! with SYSAFFIN.

use directory::{RawStatement, raw_statements};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PROFILE.
    Profile,
    /// USER.
    User,
    /// IDENTITY.
    Identity,
    /// SUBCONFIG.
    Subconfig,
}

/// A statement of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its words in capitals, the statement's name first.
    pub words: Vec<String>,
    /// As it stands in the source, without what surrounds it.
    pub text: String,
    /// The systems of the SYSAFFIN that it stands behind; empty: all.
    pub systems: Vec<String>,
}

impl Statement {
    /// Whether it is this statement, in full or abbreviated to `minimum` letters.
    pub fn is(&self, name: &'static str, minimum: usize) -> bool {
        syntax::abbreviates(&self.words[0], name, minimum)
    }

    /// Word `at`, the statement's name being 0.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// Whether it holds on a system.
    pub fn holds_on(&self, system: &str) -> bool {
        self.systems.is_empty() || self.systems.iter().any(|own| own == system)
    }
}

/// A profile or user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name in capitals.
    pub name: String,
    /// The statement that begins it, as it stands.
    pub head: String,
    /// First and last record, comments above it included.
    pub records: (u32, u32),
    /// Its statements, without SYSAFFIN.
    pub statements: Vec<Statement>,
}

impl Entry {
    /// The profile that it includes.
    pub fn profile(&self) -> Option<&str> {
        self.statements.iter().find(|s| s.is("INCLUDE", 3)).map(|include| include.word(1))
    }
}

/// A source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// DIRECTORY statements: words and record.
    pub directories: Vec<(Vec<String>, u32)>,
    /// GLOBALDEFS and what belongs to it, as it stands.
    pub globals: Vec<String>,
    /// Profiles and users in order.
    pub entries: Vec<Entry>,
}

impl Source {
    /// Reads a source.
    pub fn read(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let mut source = Self::default();
        let mut systems = Vec::new();
        let mut last = 0;
        for raw in raw_statements(text) {
            let words = capitals(&raw.words);
            let head = |name, minimum| syntax::abbreviates(&words[0], name, minimum);
            let kind = match () {
                () if head("PROFILE", 4) => Some(Kind::Profile),
                () if head("USER", 1) => Some(Kind::User),
                () if head("IDENTITY", 3) => Some(Kind::Identity),
                () if head("SUBCONFIG", 3) => Some(Kind::Subconfig),
                () => None,
            };
            let statement = as_it_stands(&lines, &raw);
            if let Some(kind) = kind {
                systems.clear();
                let name = words.get(1).cloned().unwrap_or_default();
                let records = (comments_above(&lines, raw.first, last), raw.last);
                let head = statement;
                source.entries.push(Entry { kind, name, head, records, statements: Vec::new() });
            } else if head("DIRECTORY", 3) {
                source.directories.push((words, raw.first));
            } else if head("SYSAFFIN", 4) {
                systems = words[1..].iter().filter(|word| *word != "*").cloned().collect();
            } else if let Some(entry) = source.entries.last_mut() {
                entry.records.1 = raw.last;
                let systems = systems.clone();
                entry.statements.push(Statement { words, text: statement, systems });
            } else {
                source.globals.push(statement);
            }
            last = raw.last;
        }
        source
    }

    /// The entry of that name: of a profile or not.
    pub fn find(&self, name: &str, profile: bool) -> Option<&Entry> {
        let is_profile = |entry: &Entry| entry.kind == Kind::Profile;
        self.entries.iter().find(|entry| entry.name == name && is_profile(entry) == profile)
    }
}

fn capitals(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_ascii_uppercase()).collect()
}

/// A statement's records without blanks around each, and without columns 72 to 80.
fn as_it_stands(lines: &[&str], raw: &RawStatement<'_>) -> String {
    let records = &lines[raw.first as usize - 1..raw.last as usize];
    let records: Vec<&str> = records
        .iter()
        .map(|line| line.char_indices().nth(71).map_or(*line, |(end, _)| &line[..end]).trim())
        .filter(|line| !line.starts_with('*'))
        .collect();
    records.join("\n    ")
}

/// The first of the comments right above record `first`, behind record `last`.
fn comments_above(lines: &[&str], first: u32, last: u32) -> u32 {
    let comment = |record: &u32| lines[*record as usize - 1].trim_start().starts_with('*');
    (last + 1..first).rev().take_while(comment).last().unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_know_their_systems() {
        let text = "DIRECTORY 123 3390 VM2IPL *4-2094 LTICVM2\n\n* comment\nuser a nolog\n\
                    SYSAFFIN LTICVM9 LTICVM2\n dedi a000 0102\nSYSAFFIN *\n mdisk 201,\n 3390\n";
        let source = Source::read(text);
        assert_eq!(source.directories[0].1, 1);
        let entry = source.find("A", false).expect("the user");
        assert_eq!((entry.head.as_str(), entry.records), ("user a nolog", (3, 9)));
        let [dedicate, mdisk] = &entry.statements[..] else { panic!("{entry:?}") };
        assert!(dedicate.holds_on("LTICVM9") && !dedicate.holds_on("LTICVM5"));
        assert!(dedicate.is("DEDICATE", 3) && mdisk.holds_on("LTICVM5"));
        assert_eq!(mdisk.text, "mdisk 201,\n    3390");
    }
}
