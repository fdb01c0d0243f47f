//! Minimum abbreviations: CP accepts a word that is a prefix of the full name
//! and no shorter than the name's minimum.

/// A name and how many of its first letters must be typed: `QUERY`, 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// The full name in capitals.
    pub name: &'static str,
    /// The fewest letters that are accepted.
    pub minimum: usize,
}

impl Keyword {
    /// A name of capitals; panics at build time where `minimum` does not fit it.
    pub const fn new(name: &'static str, minimum: usize) -> Self {
        assert!(minimum > 0 && minimum <= name.len());
        Self { name, minimum }
    }

    /// Whether `word`, in any case, stands for this name.
    pub fn matches(&self, word: &str) -> bool {
        abbreviates(word, self.name, self.minimum)
    }
}

/// Whether `word`, in any case, is a prefix of `name` of at least `minimum` letters.
pub fn abbreviates(word: &str, name: &str, minimum: usize) -> bool {
    word.len() >= minimum
        && word.len() <= name.len()
        && name.as_bytes()[..word.len()].eq_ignore_ascii_case(word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_of_enough_letters_matches() {
        let query = Keyword::new("QUERY", 1);
        for word in ["q", "Q", "que", "QUERY"] {
            assert!(query.matches(word), "{word}");
        }
        for word in ["", "qx", "queryy"] {
            assert!(!query.matches(word), "{word}");
        }
        assert!(!Keyword::new("SHUTDOWN", 8).matches("SHUT"));
    }
}
