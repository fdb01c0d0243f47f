//! Records: what of the file's lines is statements.
//!
//! Columns 1 to 71 count; a record whose first word begins with `*` is a comment; a record that
//! ends with a comma is continued on the next one that is neither blank nor a comment.

use alloc::vec::Vec;

use syntax::words;

use super::operands::{At, Fault, Token};
use crate::problem::Number;

/// Columns of a record that are read.
pub const COLUMNS: usize = 71;

/// A statement's words, in one or more records.
#[derive(Default)]
pub(super) struct Record<'a> {
    pub tokens: Vec<Token<'a>>,
}

/// A statement as it stands in a source, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawStatement<'a> {
    /// Its words: the statement's name first.
    pub words: Vec<&'a str>,
    /// Number of its first record, from 1.
    pub first: u32,
    /// Number of its last record.
    pub last: u32,
}

/// The statements of a source, without those records that are no text.
pub fn raw_statements(text: &str) -> impl Iterator<Item = RawStatement<'_>> {
    records(text).into_iter().flatten().filter_map(|record| {
        let (first, last) = (record.tokens.first()?.at.record, record.tokens.last()?.at.record);
        let words = record.tokens.iter().map(|token| token.text).collect();
        Some(RawStatement { words, first, last })
    })
}

/// Splits a source into statements; what cannot be read is a fault instead.
pub(super) fn records(text: &str) -> Vec<Result<Record<'_>, Fault>> {
    let mut all = Vec::new();
    let mut open = Record::default();
    for (number, line) in (1..).zip(text.lines()) {
        let columns = line.char_indices().nth(COLUMNS).map_or(line, |(end, _)| &line[..end]);
        let columns = columns.trim_end();
        if columns.trim_start().starts_with('*') {
            continue;
        }
        if let Some(column) = columns.bytes().position(|byte| !matches!(byte, b' '..=b'~')) {
            all.push(Err(unreadable(number, column)));
            open = Record::default();
            continue;
        }
        let ended = add(&mut open, number, columns);
        if ended && !open.tokens.is_empty() {
            all.push(Ok(core::mem::take(&mut open)));
        }
    }
    if let Some(last) = open.tokens.last() {
        all.push(Err(Fault {
            number: Number::Missing,
            at: last.at,
            problem: "the statement is continued, but the file ends".into(),
            expected: "a record that does not end with a comma".into(),
        }));
    }
    all
}

/// Adds a record's words to the open statement; whether the statement ends with it.
fn add<'a>(open: &mut Record<'a>, number: u32, columns: &'a str) -> bool {
    let continued = columns.strip_suffix(',');
    for word in words(continued.unwrap_or(columns)) {
        let at =
            At { record: number, column: word.offset as u32 + 1, length: word.text.len() as u32 };
        open.tokens.push(Token { text: word.text, at });
    }
    // A blank record between two of a statement is no end: there is nothing of it to end.
    continued.is_none() && !columns.is_empty()
}

fn unreadable(record: u32, column: usize) -> Fault {
    Fault {
        number: Number::Invalid,
        at: At { record, column: column as u32 + 1, length: 1 },
        problem: "the record holds a character that is no text".into(),
        expected: "letters, digits, blanks and punctuation (no tabs)".into(),
    }
}
