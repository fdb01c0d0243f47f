//! A statement's words, taken one after another by what may stand there.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use syntax::{Keyword, device_number};

use crate::name::Name;
use crate::problem::Number;

/// Where a word stands: record and column from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    pub record: u32,
    pub column: u32,
    pub length: u32,
}

/// A word of the source.
#[derive(Clone, Copy)]
pub(crate) struct Token<'a> {
    pub text: &'a str,
    pub at: At,
}

/// A problem whose file and statement are not yet said.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub number: Number,
    pub at: At,
    pub problem: String,
    pub expected: String,
}

impl Fault {
    pub fn new(number: Number, at: At, problem: impl Into<String>, expected: &str) -> Self {
        Self { number, at, problem: problem.into(), expected: expected.into() }
    }
}

/// The operands of one statement.
pub(crate) struct Operands<'a> {
    tokens: &'a [Token<'a>],
    next: usize,
}

impl<'a> Operands<'a> {
    /// Those behind the statement's name, which is `tokens[0]`.
    pub fn new(tokens: &'a [Token<'a>]) -> Self {
        Self { tokens, next: 1 }
    }

    /// The next word, if there is one, without taking it.
    pub fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.next).map(|token| token.text)
    }

    /// The next word, if there is one.
    pub fn optional(&mut self) -> Option<&'a str> {
        let word = self.peek()?;
        self.next += 1;
        Some(word)
    }

    /// The next word, which must be there.
    pub fn word(&mut self, expected: &str) -> Result<&'a str, Fault> {
        self.optional().ok_or_else(|| self.missing(expected))
    }

    /// Takes the next word if it stands for `name`.
    pub fn take(&mut self, name: &'static str, minimum: usize) -> bool {
        let taken = self.peek().is_some_and(|word| Keyword::new(name, minimum).matches(word));
        self.next += usize::from(taken);
        taken
    }

    /// The next word as `read` understands it.
    pub fn parse<T>(
        &mut self,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        let word = self.word(expected)?;
        read(word).ok_or_else(|| self.invalid(expected))
    }

    /// A virtual or real device number.
    pub fn device(&mut self, what: &str) -> Result<u16, Fault> {
        self.parse(&format!("{what}: 1 to 4 hexadecimal digits"), device_number)
    }

    /// A name of 1 to 8 characters.
    pub fn name(&mut self, what: &str) -> Result<Name, Fault> {
        self.parse(&format!("{what}: 1 to 8 of A-Z 0-9 @ # $ _ -"), Name::new)
    }

    /// A decimal number of a range.
    pub fn number(&mut self, what: &str, range: RangeInclusive<u32>) -> Result<u32, Fault> {
        let expected = format!("{what}: a number from {} to {}", range.start(), range.end());
        self.parse(&expected, |word| decimal(word).filter(|number| range.contains(number)))
    }

    /// All words that are left, in capitals.
    pub fn rest(&mut self) -> Vec<String> {
        core::iter::from_fn(|| self.optional()).map(str::to_ascii_uppercase).collect()
    }

    /// All words that are left as one text, as they were typed, with a blank between two.
    pub fn text(&mut self, what: &str, most: usize) -> Result<String, Fault> {
        let mut text = String::from(self.word(what)?);
        while let Some(word) = self.optional() {
            text.push(' ');
            text.push_str(word);
        }
        let expected = format!("{what}: at most {most} characters");
        if text.len() <= most { Ok(text) } else { Err(self.invalid(&expected)) }
    }

    /// That there is no word left.
    pub fn end(&mut self) -> Result<(), Fault> {
        match self.optional() {
            None => Ok(()),
            Some(word) => {
                let problem = format!("{word} is one operand too many");
                Err(Fault::new(Number::Invalid, self.last().at, problem, "the statement's end"))
            }
        }
    }

    /// Where the first operand stands.
    pub fn name_at(&self) -> Option<At> {
        self.tokens.get(1).map(|token| token.at)
    }

    /// That the word taken last is not what may stand there.
    pub fn invalid(&self, expected: &str) -> Fault {
        let Token { text, at } = self.last();
        Fault::new(Number::Invalid, at, format!("{text} is not valid"), expected)
    }

    fn missing(&self, expected: &str) -> Fault {
        let At { record, column, length } = self.last().at;
        let at = At { record, column: column + length + 1, length: 0 };
        Fault::new(Number::Missing, at, "an operand is missing", expected)
    }

    /// The word taken last, or the statement's name.
    fn last(&self) -> Token<'a> {
        let nothing = Token { text: "", at: At::default() };
        self.tokens.get(self.next - 1).copied().unwrap_or(nothing)
    }
}

/// A decimal number without sign.
pub(crate) fn decimal(word: &str) -> Option<u32> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    if digits { word.parse().ok() } else { None }
}

/// A hexadecimal number of 1 to `most` digits.
pub(crate) fn hexadecimal(word: &str, most: usize) -> Option<u32> {
    let digits = word.len() <= most && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits { u32::from_str_radix(word, 16).ok() } else { None }
}
