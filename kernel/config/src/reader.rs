//! Records to logical records: comments gone, continuations joined, words with their places.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::mem;

/// The most characters of words that one statement may hold over all its records.
pub const MAX_STATEMENT: usize = 4096;

/// Record, column (both from 1) and length in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub record: u32,
    pub column: u32,
    pub length: u32,
}

/// A word of a statement: in capitals unless it was quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub text: String,
    pub at: At,
}

/// What is wrong at a place; the parser adds file and statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub at: At,
    pub problem: String,
    pub expected: String,
}

impl Fault {
    pub fn new(at: At, problem: impl ToString, expected: impl ToString) -> Self {
        Self { at, problem: problem.to_string(), expected: expected.to_string() }
    }
}

/// The words of one logical record, or why it cannot be read.
pub(crate) type Logical = Result<Vec<Token>, (Vec<Token>, Fault)>;

/// What the records so far have left open.
#[derive(Default)]
pub(crate) struct Reader {
    tokens: Vec<Token>,
    length: usize,
    comment: Option<At>,
    comma: Option<At>,
    fault: Option<Fault>,
}

impl Reader {
    /// Takes one record; gives the logical record that it ends.
    pub fn record(&mut self, number: u32, text: &str) -> Option<Logical> {
        let mut line = Line { rest: text, record: number, column: 1 };
        while let Some(first) = line.rest.chars().next() {
            if self.comment.is_some() {
                self.skip_comment(&mut line);
            } else if line.rest.starts_with("/*") {
                self.comment = Some(line.at(2));
                line.skip(2);
            } else if first == ',' {
                self.comma = Some(line.at(1));
                line.skip(1);
            } else if first.is_whitespace() || first == '\0' {
                line.skip(1);
            } else {
                self.comma = None;
                self.word(&mut line, first);
            }
        }
        if self.comma.is_some() { None } else { self.take() }
    }

    /// The file has ended: gives the last statement and what was left open.
    pub fn finish(mut self) -> Option<Logical> {
        if let Some(at) = self.comment {
            self.fail(Fault::new(at, "the comment is not closed", "*/"));
        } else if let Some(at) = self.comma {
            let problem = "the file ends after a continuation comma";
            self.fail(Fault::new(at, problem, "a further record"));
        }
        self.take()
    }

    fn take(&mut self) -> Option<Logical> {
        self.length = 0;
        let tokens = mem::take(&mut self.tokens);
        match self.fault.take() {
            Some(fault) => Some(Err((tokens, fault))),
            None if tokens.is_empty() => None,
            None => Some(Ok(tokens)),
        }
    }

    fn skip_comment(&mut self, line: &mut Line<'_>) {
        let end = line.rest.find("*/");
        let characters = line.rest[..end.unwrap_or(line.rest.len())].chars().count();
        line.skip(characters);
        if end.is_some() {
            line.skip(2);
            self.comment = None;
        }
    }

    fn word(&mut self, line: &mut Line<'_>, first: char) {
        let start = line.at(0);
        let text = if first == '\'' || first == '"' {
            let Some(text) = line.quoted(first) else {
                let problem = "the string is not closed";
                return self.fail(Fault::new(start, problem, alloc::format!("{first}")));
            };
            text
        } else {
            line.plain()
        };
        self.length += text.chars().count() + 1;
        let at = At { length: line.column - start.column, ..start };
        if self.length > MAX_STATEMENT {
            let most = alloc::format!("at most {MAX_STATEMENT} characters");
            return self.fail(Fault::new(at, "the statement is too long", most));
        }
        self.tokens.push(Token { text, at });
    }

    /// Keeps the first fault of a statement.
    fn fail(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }
}

/// What is still to be read of one record.
struct Line<'a> {
    rest: &'a str,
    record: u32,
    column: u32,
}

impl Line<'_> {
    fn at(&self, length: u32) -> At {
        At { record: self.record, column: self.column, length }
    }

    fn skip(&mut self, characters: usize) {
        let end = self.rest.char_indices().nth(characters).map_or(self.rest.len(), |(at, _)| at);
        self.rest = &self.rest[end..];
        self.column = self.column.saturating_add(u32::try_from(characters).unwrap_or(u32::MAX));
    }

    /// A word up to a blank, a comma or a comment, in capitals.
    fn plain(&mut self) -> String {
        let mut end = self.rest.find(|c: char| c.is_whitespace() || c == ',' || c == '\0');
        if let Some(comment) = self.rest.find("/*") {
            end = Some(end.map_or(comment, |end| end.min(comment)));
        }
        let text = self.rest[..end.unwrap_or(self.rest.len())].to_ascii_uppercase();
        self.skip(text.chars().count());
        text
    }

    /// A string as it stands, the quote doubled inside; none where this record does not close it.
    fn quoted(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        self.skip(1);
        while let Some(next) = self.rest.chars().next() {
            self.skip(1);
            if next == quote {
                if !self.rest.starts_with(quote) {
                    return Some(text);
                }
                self.skip(1);
            }
            text.push(next);
        }
        None
    }
}
