//! Errors of source texts, each with the record that it is in.

use std::collections::BTreeMap;
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, Severity};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term;
use syntax::Place;

/// Source texts by the names that places have.
#[derive(Default)]
pub struct Excerpts {
    files: SimpleFiles<String, String>,
    numbers: BTreeMap<String, usize>,
}

impl Excerpts {
    /// Adds a text.
    pub fn add(&mut self, name: &str, text: &str) {
        let number = self.files.add(name.to_owned(), text.to_owned());
        self.numbers.insert(name.to_owned(), number);
    }

    /// An error at its place: `what` above the record, `expected` below the word that is meant.
    pub fn error(&self, place: &Place, code: &str, what: &str, expected: &str) -> String {
        let expected =
            if expected.is_empty() { String::new() } else { format!("expected {expected}") };
        self.show(Severity::Error, place, code, what, &expected)
    }

    /// Something that is no error, but perhaps not meant.
    pub fn warning(&self, place: &Place, what: &str) -> String {
        self.show(Severity::Warning, place, "", what, "")
    }

    fn show(
        &self,
        severity: Severity,
        place: &Place,
        code: &str,
        what: &str,
        label: &str,
    ) -> String {
        let mut diagnostic = Diagnostic::new(severity).with_message(what);
        if !code.is_empty() {
            diagnostic = diagnostic.with_code(code);
        }
        if let Some(&number) = self.numbers.get(&place.file) {
            let text = self.files.get(number).map_or("", |file| file.source());
            let word = Label::primary(number, bytes(text, place)).with_message(label);
            diagnostic = diagnostic.with_labels(vec![word]);
        }
        let shown = term::emit_into_string(&term::Config::default(), &self.files, &diagnostic);
        // Places come from the same texts; without one, what is wrong is still told.
        let shown = shown.unwrap_or_else(|_| format!("{}: {what}", place.file));
        shown.trim_end().to_owned() + "\n"
    }
}

/// The bytes of a text that a place means; a missing word is the end of its record.
fn bytes(text: &str, place: &Place) -> Range<usize> {
    let record = (place.record as usize).saturating_sub(1);
    let before: usize = text.split_inclusive('\n').take(record).map(str::len).sum();
    let line = text[before..].lines().next().unwrap_or_default();
    let byte = |characters: u32| {
        let at = line.char_indices().nth(characters as usize);
        before + at.map_or(line.len(), |(byte, _)| byte)
    };
    let column = place.column.saturating_sub(1);
    byte(column)..byte(column.saturating_add(place.length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_of_their_text() {
        let text = "one\r\ntwö words\n";
        let place = |record, column, length| Place { file: "F".into(), record, column, length };
        for (place, expected) in [
            (place(1, 1, 3), "one"),
            (place(2, 3, 1), "ö"),
            (place(2, 5, 5), "words"),
            (place(2, 11, 0), ""),
            (place(9, 1, 1), ""),
            (place(2, 90, 9), ""),
        ] {
            assert_eq!(&text[bytes(text, &place)], expected, "{place:?}");
        }
    }
}
