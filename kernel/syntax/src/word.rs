//! Words of one line, each with its column.

/// A word and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word itself, as typed.
    pub text: &'a str,
    /// Offset of its first byte in the line, from 0.
    pub offset: usize,
}

impl<'a> Word<'a> {
    /// What stands from this word to the end of `line`, of which it must be a word.
    pub fn rest(&self, line: &'a str) -> &'a str {
        &line[self.offset..]
    }
}

/// Splits a line at blanks.
pub fn words(line: &str) -> impl Iterator<Item = Word<'_>> + Clone {
    line.split(' ')
        .scan(0, |offset, text| {
            let word = Word { text, offset: *offset };
            *offset += text.len() + 1;
            Some(word)
        })
        .filter(|word| !word.text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_place() {
        let line = "  msg  operator hello  world ";
        let all: Vec<_> = words(line).collect();
        assert_eq!(all.len(), 4);
        assert_eq!(all[1], Word { text: "operator", offset: 7 });
        assert_eq!(all[2].rest(line), "hello  world ");
    }

    proptest::proptest! {
        #[test]
        fn every_word_stands_where_it_says(line in "\\PC*") {
            for word in words(&line) {
                proptest::prop_assert!(line[word.offset..].starts_with(word.text));
                proptest::prop_assert!(!word.text.contains(' '));
            }
        }
    }
}
