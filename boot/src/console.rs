//! The operator's console, as far as the loader needs one: lines out, a line in when asked for.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use drivers::sclp_console::SclpConsole;
use drivers::terminal::Input;
use terminal::face::Face;
use terminal::line_editor::{LINE_CHARACTERS, Typed};
use terminal::status::Status;

/// What the terminal calls this program.
const NAME: &str = "SAPL";

/// The console.
pub struct Console {
    terminal: SclpConsole,
    face: RefCell<Face>,
    /// Lines that were typed and not asked for yet.
    lines: RefCell<VecDeque<String>>,
}

impl Console {
    /// Opens the console of this machine; without one nothing can be told.
    pub fn open() -> Self {
        let Some(terminal) = SclpConsole::open() else {
            machine::wait_state::load(machine::wait_state::NO_CONSOLE);
        };
        let face = RefCell::new(Face::new(terminal.mode(), NAME));
        Self { terminal, face, lines: RefCell::default() }
    }

    /// Writes the lines of a text.
    pub fn say(&self, text: &str) {
        for line in text.lines() {
            let output = self.face.borrow_mut().put(line);
            self.write(&output);
        }
    }

    /// Asks for a line. None where the machine asks for an end instead.
    pub async fn ask(&self) -> Option<String> {
        self.show(Status::CpRead);
        let line = loop {
            if let Some(line) = self.lines.borrow_mut().pop_front() {
                break Some(line);
            }
            match self.terminal.read().await {
                Input::Typed(bytes) => self.typed(&bytes),
                Input::Quiesce => break None,
                Input::Opened | Input::Closed => {}
            }
        };
        self.show(Status::Running);
        line
    }

    fn typed(&self, bytes: &[u8]) {
        let reaction = self.face.borrow_mut().typed(bytes);
        self.write(&reaction.output);
        for line in reaction.lines {
            match line {
                Typed::Line(line) => self.lines.borrow_mut().push_back(line),
                Typed::TooLong => self.say(&format!(
                    "The line was not taken: it has more than {LINE_CHARACTERS} characters"
                )),
            }
        }
    }

    fn show(&self, status: Status) {
        let output = self.face.borrow_mut().show_status(status);
        self.write(&output);
    }

    fn write(&self, output: &[Vec<u8>]) {
        output.iter().for_each(|bytes| self.terminal.write(bytes));
    }
}
