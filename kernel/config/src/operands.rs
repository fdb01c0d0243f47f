//! The operands of one statement, taken one after the other.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;
use syntax::{DeviceRange, device_number, device_range};

use crate::reader::{At, Fault, Token};

/// Characters of system names, user IDs, EQIDs.
const NAME_LENGTH: usize = 8;
/// Characters of a volume identifier.
const VOLID_LENGTH: usize = 6;
/// Characters of a feature's name: NEW_DEVICES_INITIALIZED_WHEN_ADDED is one.
const FEATURE_LENGTH: usize = 40;
/// What may stand in names beside letters and digits.
const NATIONAL: &str = "@#$_-";
/// What may stand in patterns beside that.
const WILD: &str = "@#$_-%*";

#[derive(Clone)]
pub(crate) struct Operands<'a> {
    rest: core::slice::Iter<'a, Token>,
    /// Where a missing operand would stand.
    end: At,
}

pub(crate) type Taken<T> = Result<T, Fault>;

impl<'a> Operands<'a> {
    /// The words of a statement but for its first `skip`.
    pub fn new(tokens: &'a [Token], skip: usize) -> Self {
        let end = tokens.last().map_or(At { record: 1, column: 1, length: 0 }, |token| At {
            column: token.at.column.saturating_add(token.at.length),
            length: 0,
            ..token.at
        });
        Self { rest: tokens.get(skip..).unwrap_or_default().iter(), end }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.len() == 0
    }

    /// The next operand, left in place.
    pub fn peek(&self) -> Option<&'a str> {
        self.rest.clone().next().map(|token| token.text.as_str())
    }

    pub fn next(&mut self, expected: &str) -> Taken<&'a Token> {
        self.rest.next().ok_or_else(|| Fault::new(self.end, "an operand is missing", expected))
    }

    /// Takes `keyword` if it is next.
    pub fn skip_keyword(&mut self, keyword: &str) -> bool {
        let found = self.peek() == Some(keyword);
        if found {
            self.rest.next();
        }
        found
    }

    pub fn keyword(&mut self, keyword: &str) -> Taken<()> {
        let token = self.next(keyword)?;
        if token.text == keyword { Ok(()) } else { Err(unexpected(token, keyword)) }
    }

    /// One of some keywords; `expected` names them all.
    pub fn one_of<T: Copy>(&mut self, words: &[(&str, T)], expected: &str) -> Taken<T> {
        let token = self.next(expected)?;
        let found = words.iter().find(|(word, _)| *word == token.text);
        found.map(|(_, meaning)| *meaning).ok_or_else(|| unexpected(token, expected))
    }

    pub fn yes_or_no(&mut self) -> Taken<bool> {
        self.one_of(&[("YES", true), ("NO", false)], "YES or NO")
    }

    pub fn number(&mut self, range: RangeInclusive<u32>, what: &str) -> Taken<u32> {
        let expected = format!("{what} from {} to {}", range.start(), range.end());
        let token = self.next(&expected)?;
        let digits = token.text.bytes().all(|b| b.is_ascii_digit());
        let number = if digits { token.text.parse().ok() } else { None };
        number.filter(|n| range.contains(n)).ok_or_else(|| unexpected(token, &expected))
    }

    /// A name of 1 to 8 characters.
    pub fn name(&mut self, what: &str) -> Taken<String> {
        self.text(what, NAME_LENGTH, NATIONAL)
    }

    /// The name of a feature.
    pub fn feature(&mut self) -> Taken<String> {
        self.text("the name of a feature", FEATURE_LENGTH, "_-/")
    }

    /// A name in which `%` and `*` may stand.
    pub fn pattern(&mut self, what: &str) -> Taken<String> {
        self.text(what, NAME_LENGTH, WILD)
    }

    pub fn volid(&mut self) -> Taken<String> {
        self.text("a volume identifier", VOLID_LENGTH, NATIONAL)
    }

    /// A volume identifier in which `%` and `*` may stand.
    pub fn volid_pattern(&mut self) -> Taken<String> {
        self.text("a volume identifier or pattern", VOLID_LENGTH, WILD)
    }

    fn text(&mut self, what: &str, length: usize, special: &str) -> Taken<String> {
        let expected = format!("{what} of 1 to {length} characters");
        let token = self.next(&expected)?;
        let good = |c: char| c.is_ascii_alphanumeric() || special.contains(c);
        if (1..=length).contains(&token.text.len()) && token.text.chars().all(good) {
            Ok(token.text.clone())
        } else {
            Err(unexpected(token, &expected))
        }
    }

    pub fn device(&mut self) -> Taken<u16> {
        let expected = "a device number of 1 to 4 hexadecimal digits";
        let token = self.next(expected)?;
        device_number(&token.text).ok_or_else(|| unexpected(token, expected))
    }

    pub fn devices(&mut self) -> Taken<DeviceRange> {
        let expected = "a device number or a range of them, such as 09E0-09E2";
        let token = self.next(expected)?;
        device_range(&token.text).ok_or_else(|| unexpected(token, expected))
    }

    /// One or more of what `take` takes, until the statement or `until` comes.
    pub fn list<T>(
        &mut self,
        until: &[&str],
        mut take: impl FnMut(&mut Self) -> Taken<T>,
    ) -> Taken<Vec<T>> {
        let mut all = Vec::from([take(self)?]);
        while self.peek().is_some_and(|word| !until.contains(&word)) {
            all.push(take(self)?);
        }
        Ok(all)
    }

    /// What is left, word by word.
    pub fn remaining(&mut self) -> Vec<String> {
        self.rest.by_ref().map(|token| token.text.clone()).collect()
    }

    pub fn end(&mut self) -> Taken<()> {
        self.rest.next().map_or(Ok(()), |token| Err(unexpected(token, "the end of the statement")))
    }

    /// Where the next operand stands.
    pub fn at_next(&self) -> At {
        self.rest.clone().next().map_or(self.end, |token| token.at)
    }
}

pub(crate) fn unexpected(token: &Token, expected: &str) -> Fault {
    Fault::new(token.at, format!("{} is not valid", token.text), expected)
}
