//! Record qualifiers: for which systems a statement holds.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// For which systems a statement holds: those that each group of names is about. A group is the
/// names, EQUATE names and patterns (`%` one character, `*` any) before a statement, a BEGIN or
/// an IMBED; no group: every system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope(Vec<Vec<String>>);

impl Scope {
    /// The systems that one of `names` is about; no names: every system.
    pub(crate) fn of(names: Vec<String>) -> Self {
        Self(if names.is_empty() { Vec::new() } else { Vec::from([names]) })
    }

    /// Those systems of this scope that `inner` is about as well.
    pub(crate) fn within(&self, inner: &Self) -> Self {
        Self(self.0.iter().chain(&inner.0).cloned().collect())
    }

    /// Whether this is every system.
    pub fn is_everywhere(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the statement holds for a system that goes by any of these names.
    pub fn holds_for<'a>(&self, names: impl Iterator<Item = &'a str> + Clone) -> bool {
        let is_one_of = |group: &Vec<String>| {
            names.clone().any(|name| group.iter().any(|pattern| matches(pattern, name)))
        };
        self.0.iter().all(is_one_of)
    }

    /// Whether two scopes can both hold for one system, as far as their own names tell.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let meet = |a: &Vec<String>, b: &Vec<String>| {
            a.iter().any(|a| b.iter().any(|b| matches(a, b) || matches(b, a)))
        };
        self.0.iter().all(|own| other.0.iter().all(|others| meet(own, others)))
    }
}

/// `LTICVM2:` as its users write it.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, name) in self.0.iter().flatten().enumerate() {
            write!(f, "{}{name}:", if index == 0 { "" } else { " " })?;
        }
        Ok(())
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

    #[test]
    fn a_scope_within_a_scope_holds_where_both_do() {
        let of = |names: &[&str]| Scope::of(names.iter().map(|name| String::from(*name)).collect());
        let both = of(&["LTICVM%"]).within(&of(&["LTICVM2", "PROD"]));
        assert!(both.holds_for(["LTICVM2"].into_iter()));
        assert!(both.holds_for(["LTICVM9", "PROD"].into_iter()));
        assert!(!both.holds_for(["LTICVM9"].into_iter()));
        assert!(!both.overlaps(&of(&["LTICVM9"])) && both.overlaps(&Scope::default()));
    }
}
