//! Names that look mistyped: what the paper's authors typed as 2LVMVM9.

use std::collections::BTreeSet;

/// Which of some names differ in one letter from what all others agree on, and what was meant.
pub fn mistyped(names: &[&str]) -> Vec<(usize, String)> {
    let same_length = names.windows(2).all(|pair| pair[0].len() == pair[1].len());
    if names.len() < 3 || !same_length || !names.iter().all(|name| name.is_ascii()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let others = || names.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, other)| other);
        for place in 0..name.len() {
            let letters: BTreeSet<u8> = others().map(|other| other.as_bytes()[place]).collect();
            let Some(&letter) = letters.first().filter(|_| letters.len() == 1) else { continue };
            if letter != name.as_bytes()[place] {
                let mut meant = (*name).to_owned();
                meant.replace_range(place..=place, &char::from(letter).to_string());
                found.push((at, meant));
            }
        }
    }
    found
}
