//! The operator's console: lines out with the time before them, lines in when CP asks.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;

use drivers::sclp_console::{Input, Mode, SclpConsole};
use executor::Event;
use spin::Mutex;

use crate::{system, time};

/// Characters of a line that is typed at most; CP's commands have 240.
const LINE_CHARACTERS: usize = 240;
const BACKSPACE: u8 = 0x08;
const DELETE: u8 = 0x7F;
/// Ctrl-U: the line is taken back.
const LINE_DELETE: u8 = 0x15;
const BELL: u8 = 0x07;

/// What the lower right corner of a 3270 tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// CP waits for a line.
    CpRead,
    /// CP works.
    Running,
}

/// The operator's console.
#[derive(Debug)]
pub struct Console {
    terminal: SclpConsole,
    lines: Mutex<VecDeque<String>>,
    line_came: Event,
    edited: Mutex<String>,
}

/// Opens the console of this machine. CP cannot be run without one.
pub fn open() -> &'static Console {
    let Some(terminal) = SclpConsole::open() else {
        machine::wait_state::load(machine::wait_state::NO_CONSOLE);
    };
    Box::leak(Box::new(Console {
        terminal,
        lines: Mutex::new(VecDeque::new()),
        line_came: Event::new(),
        edited: Mutex::new(String::new()),
    }))
}

impl Console {
    /// Writes lines, each with the time before it.
    pub fn say(&self, text: &str) {
        let prefix = time::clock(&time::now());
        if text.is_empty() {
            self.put(&prefix);
        }
        for line in text.lines() {
            self.put(&format!("{prefix} {line}"));
        }
    }

    /// Writes a line as it is. A line that is being typed moves below it.
    pub fn put(&self, line: &str) {
        match self.terminal.mode() {
            Mode::Ascii => {
                let edited = self.edited.lock();
                let back = if edited.is_empty() { "" } else { "\r\x1B[K" };
                self.terminal.write(format!("{back}{line}\r\n{edited}").as_bytes());
            }
            Mode::Line => self.terminal.write(&formats::ebcdic::to_ebcdic(line)),
        }
    }

    /// Asks for a line.
    pub async fn ask(&self) -> String {
        loop {
            let seen = self.line_came.count();
            if let Some(line) = self.lines.lock().pop_front() {
                return line;
            }
            self.show_status(Status::CpRead);
            self.line_came.after(seen).await;
            self.show_status(Status::Running);
        }
    }

    /// Tells the status to terminals that have a title.
    fn show_status(&self, status: Status) {
        let status = match status {
            Status::CpRead => "CP READ",
            Status::Running => "RUNNING",
        };
        if self.terminal.mode() == Mode::Ascii {
            let title = format!("\x1B]0;{} {status}\x07", system::this().name);
            self.terminal.write(title.as_bytes());
        }
    }

    /// Takes what is typed, for as long as CP runs.
    pub async fn receive(&'static self) {
        loop {
            match self.terminal.read().await {
                Input::Bytes(bytes) => bytes.into_iter().for_each(|byte| self.edit(byte)),
                Input::Line(line) => self.line_came(formats::ebcdic::to_text(&line)),
                Input::Quiesce => self.line_came(String::from("SHUTDOWN")),
            }
        }
    }

    fn line_came(&self, line: String) {
        self.lines.lock().push_back(line);
        self.line_came.happen();
    }

    /// Edits the line by one typed byte; what is no text is not taken.
    fn edit(&self, byte: u8) {
        let mut edited = self.edited.lock();
        match byte {
            b'\r' | b'\n' => {
                let line = core::mem::take(&mut *edited);
                drop(edited);
                self.terminal.write(b"\r\n");
                self.line_came(line);
            }
            BACKSPACE | DELETE => {
                if edited.pop().is_some() {
                    self.terminal.write(b"\x08 \x08");
                }
            }
            LINE_DELETE => {
                edited.clear();
                self.terminal.write(b"\r\x1B[K");
            }
            b' '..=b'~' if edited.len() < LINE_CHARACTERS => {
                edited.push(char::from(byte));
                self.terminal.write(&[byte]);
            }
            _ => self.terminal.write(&[BELL]),
        }
    }
}
