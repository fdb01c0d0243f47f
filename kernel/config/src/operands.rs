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
/// What may stand in names beside letters and digits.
const NATIONAL: &str = "@#$_-";
/// What may stand in patterns beside that.
const WILD: &str = "@#$_-%*";

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
