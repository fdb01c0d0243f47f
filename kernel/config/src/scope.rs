//! Record qualifiers: for which systems a statement holds.

use alloc::string::String;
use alloc::vec::Vec;

/// Names, EQUATE names and patterns (`%` one character, `*` any) before a statement;
/// none of them: it holds for every system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope(pub Vec<String>);

impl Scope {
    /// Whether the statement holds for a system that goes by any of these names.
    pub fn holds_for<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        self.0.is_empty() || names.any(|name| self.0.iter().any(|pattern| matches(pattern, name)))
    }

    /// Whether two scopes can both hold for one system, as far as their own names tell.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let names = |scope: &Self, with: &Self| {
            scope.0.is_empty() || with.holds_for(scope.0.iter().map(String::as_str))
        };
        names(self, other) || names(other, self)
    }
}

/// Whether `pattern` stands for `name`: `%` for one character, `*` for any; case does not count.
pub(crate) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut p, mut n) = (0, 0);
    // Where the last `*` stood and how far the name was consumed when it was met.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == b'%' || c.eq_ignore_ascii_case(&name[n]) => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, consumed)) = star else { return false };
                star = Some((at, consumed + 1));
                (p, n) = (at + 1, consumed + 1);
            }
        }
    }
    pattern[p..].iter().all(|&c| c == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wild_characters() {
        for (pattern, name) in [("%4zzzz", "04ZZZZ"), ("*", ""), ("LT*4", "LTICVM4"), ("A", "a")] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("%", ""), ("%4zzzz", "05ZZZZ"), ("LT*4", "LTICVM5"), ("A", "AB")] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
