//! The line editor of an ASCII terminal: bytes in, echo and finished lines out.
//!
//! One row of the terminal shows the line, or the part of it around the cursor, so that a line
//! never wraps and can be taken off the screen while CP says something.

use alloc::string::String;
use alloc::vec::Vec;

use crate::history::History;
use crate::keys::{Decoder, Key};

/// Characters of a line at most: those of a CP command.
pub const LINE_CHARACTERS: usize = 240;
/// Columns of the row that shows the line; the last column of 80 would wrap.
const COLUMNS: usize = 79;

const BELL: u8 = 0x07;
/// To the first column, and erase to the end of the row (ECMA-48, EL).
const ERASE_ROW: &[u8] = b"\r\x1B[K";

/// A line that was ended with Enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// What was typed.
    Line(String),
    /// More than [`LINE_CHARACTERS`] were typed: nothing of it may be done.
    TooLong,
}

/// What bytes of the terminal led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Bytes for the terminal.
    pub echo: Vec<u8>,
    /// Lines that were finished, in order.
    pub lines: Vec<Typed>,
}

/// One terminal's line.
#[derive(Debug)]
pub struct LineEditor {
    keys: Decoder,
    history: History,
    line: Vec<char>,
    /// Where the next character goes, 0 to the line's length.
    cursor: usize,
    /// More was typed than fits.
    too_long: bool,
    /// Off while a password is typed.
    echoes: bool,
    /// The row does not show the line as it is.
    stale: bool,
}

impl Default for LineEditor {
    fn default() -> Self {
        Self::new()
    }
}

impl LineEditor {
    /// An empty line with echo.
    pub fn new() -> Self {
        Self {
            keys: Decoder::default(),
            history: History::default(),
            line: Vec::new(),
            cursor: 0,
            too_long: false,
            echoes: true,
            stale: false,
        }
    }

    /// Whether what is typed is shown and kept in the history: not so for passwords.
    pub fn set_echo(&mut self, echoes: bool) {
        self.echoes = echoes;
    }

    /// Takes what the terminal sent.
    pub fn type_bytes(&mut self, bytes: &[u8]) -> Output {
        let mut output = Output::default();
        for &byte in bytes {
            if let Some(key) = self.keys.key(byte) {
                self.press(key, &mut output);
            }
        }
        self.refresh(&mut output.echo);
        output
    }

    /// The bytes that show `text` above the line that is being typed.
    pub fn interrupt_with(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        if !self.line.is_empty() {
            bytes.extend_from_slice(ERASE_ROW);
            self.stale = true;
        }
        for line in text.split('\n') {
            bytes.extend(line.replace(char::is_control, " ").bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        self.refresh(&mut bytes);
        bytes
    }

    fn press(&mut self, key: Key, output: &mut Output) {
        match key {
            Key::Character(character) => self.insert(character, &mut output.echo),
            Key::Enter => self.enter(output),
            Key::Backspace if self.cursor > 0 => self.take_back(self.cursor - 1..self.cursor),
            Key::Delete if self.cursor < self.line.len() => {
                self.take_back(self.cursor..self.cursor + 1);
            }
            Key::Left => self.go_to(self.cursor.saturating_sub(1)),
            Key::Right => self.go_to(self.cursor + 1),
            Key::Home => self.go_to(0),
            Key::End => self.go_to(self.line.len()),
            Key::LineDelete => {
                self.take_back(0..self.line.len());
                self.too_long = false;
            }
            Key::DeleteToEnd => self.take_back(self.cursor..self.line.len()),
            Key::DeleteWord => self.take_back(self.word_start()..self.cursor),
            Key::Redraw => self.stale = true,
            Key::Up | Key::Down if self.echoes => self.recall(key == Key::Up),
            Key::Backspace | Key::Delete | Key::NoText => output.echo.push(BELL),
            Key::Up | Key::Down | Key::Ignored => {}
        }
    }

    fn insert(&mut self, character: char, echo: &mut Vec<u8>) {
        if self.line.len() == LINE_CHARACTERS {
            if !self.too_long {
                echo.push(BELL);
            }
            self.too_long = true;
            return;
        }
        let at_end = self.cursor == self.line.len();
        self.line.insert(self.cursor, character);
        self.cursor += 1;
        if !self.echoes || self.stale {
            return;
        }
        if at_end && self.line.len() < COLUMNS {
            echo.extend(character.encode_utf8(&mut [0; 4]).bytes());
        } else {
            self.stale = true;
        }
    }

    fn enter(&mut self, output: &mut Output) {
        self.refresh(&mut output.echo);
        output.echo.extend_from_slice(b"\r\n");
        let line: String = self.line.drain(..).collect();
        self.cursor = 0;
        if core::mem::take(&mut self.too_long) {
            self.history.leave();
            output.lines.push(Typed::TooLong);
            return;
        }
        if self.echoes {
            self.history.keep(&line);
        }
        output.lines.push(Typed::Line(line));
    }

    fn take_back(&mut self, characters: core::ops::Range<usize>) {
        self.cursor = characters.start;
        self.line.drain(characters);
        self.stale = true;
    }

    fn go_to(&mut self, place: usize) {
        self.cursor = place.min(self.line.len());
        self.stale = true;
    }

    /// Where the word before the cursor begins.
    fn word_start(&self) -> usize {
        let before = &self.line[..self.cursor];
        let end = before.iter().rposition(|&c| c != ' ').map_or(0, |last| last + 1);
        before[..end].iter().rposition(|&c| c == ' ').map_or(0, |blank| blank + 1)
    }

    fn recall(&mut self, older: bool) {
        let current: String = self.line.iter().collect();
        let line = if older { self.history.older(&current) } else { self.history.newer() };
        if let Some(line) = line {
            self.line = line.chars().collect();
            self.cursor = self.line.len();
            self.stale = true;
        }
    }

    /// Makes the row show the line and the cursor.
    fn refresh(&mut self, echo: &mut Vec<u8>) {
        if !core::mem::take(&mut self.stale) || !self.echoes {
            return;
        }
        let first = self.cursor.saturating_sub(COLUMNS - 1);
        let shown: String = self.line[first..].iter().take(COLUMNS).collect();
        echo.extend_from_slice(ERASE_ROW);
        echo.extend(shown.bytes());
        echo.push(b'\r');
        if self.cursor > first {
            echo.extend(alloc::format!("\x1B[{}C", self.cursor - first).bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_of(bytes: &[u8]) -> Vec<Typed> {
        LineEditor::new().type_bytes(bytes).lines
    }

    fn lines(texts: &[&str]) -> Vec<Typed> {
        texts.iter().map(|&text| Typed::Line(text.into())).collect()
    }

    #[test]
    fn what_is_typed_is_echoed() {
        let output = LineEditor::new().type_bytes(b"q time\r\nq ssi\n");
        assert_eq!(output.echo, b"q time\r\nq ssi\r\n");
        assert_eq!(output.lines, lines(&["q time", "q ssi"]));
    }

    #[test]
    fn keys_edit_the_line() {
        assert_eq!(line_of(b"qq\x08 tme\x1B[D\x1B[Di\r"), lines(&["q time"]));
        assert_eq!(line_of(b"time\x01q \x05.\x7F\r"), lines(&["q time"]));
        assert_eq!(line_of(b"junk\x15q names all\x17\x17ssi\r"), lines(&["q ssi"]));
        assert_eq!(line_of(b"q ssix\x1B[D\x0B\r"), lines(&["q ssi"]));
        assert_eq!(line_of(b"xq\x01\x1B[3~\t\x05 ssi\r"), lines(&["q ssi"]));
    }

    #[test]
    fn earlier_lines_come_back_but_no_password() {
        let mut editor = LineEditor::new();
        editor.type_bytes(b"q time\r");
        editor.set_echo(false);
        let secret = editor.type_bytes(b"secret\r");
        assert_eq!(secret.echo, b"\r\n");
        assert_eq!(secret.lines, lines(&["secret"]));
        editor.set_echo(true);
        assert_eq!(editor.type_bytes(b"\x1B[A\r").lines, lines(&["q time"]));
        assert_eq!(editor.type_bytes(b"half\x1B[A\x1B[B\r").lines, lines(&["half"]));
    }

    #[test]
    fn a_paste_without_end_is_refused_whole() {
        let mut editor = LineEditor::new();
        let paste = [b'x'; 10_000];
        let output = editor.type_bytes(&paste);
        assert_eq!(output.echo.iter().filter(|&&byte| byte == BELL).count(), 1);
        assert!(editor.line.len() == LINE_CHARACTERS && output.lines.is_empty());
        assert_eq!(
            editor.type_bytes(b"\rq time\r").lines,
            [Typed::TooLong, Typed::Line("q time".into())]
        );
    }

    #[test]
    fn output_moves_the_line_below_it() {
        let mut editor = LineEditor::new();
        assert_eq!(editor.interrupt_with("one\ntwo"), b"one\r\ntwo\r\n");
        editor.type_bytes(b"q ti");
        assert_eq!(editor.interrupt_with("a\x1B"), b"\r\x1B[Ka \r\n\r\x1B[Kq ti\r\x1B[4C");
        assert_eq!(editor.type_bytes(b"me\r").lines, lines(&["q time"]));
    }

    #[test]
    fn a_line_longer_than_the_row_shows_what_is_at_the_cursor() {
        let mut editor = LineEditor::new();
        let echo = editor.type_bytes(&[b'x'; 100]).echo;
        assert!(!String::from_utf8_lossy(&echo).contains(&"x".repeat(COLUMNS)));
        assert!(echo.ends_with(b"\r\x1B[78C"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_harm(chunks in proptest::collection::vec(
            proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40), 0..20,
        )) {
            let mut editor = LineEditor::new();
            for chunk in chunks {
                let output = editor.type_bytes(&chunk);
                editor.interrupt_with("said");
                proptest::prop_assert!(editor.cursor <= editor.line.len());
                proptest::prop_assert!(editor.line.len() <= LINE_CHARACTERS);
                for line in output.lines {
                    if let Typed::Line(line) = line {
                        proptest::prop_assert!(!line.contains(char::is_control));
                    }
                }
            }
        }
    }
}
