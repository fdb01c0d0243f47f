//! The operator's console: lines out with the time before them, lines in when CP asks.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};

use drivers::sclp_console::{Input, Mode, SclpConsole};
use executor::Event;
use messages::Message;
use spin::Mutex;
use terminal::line_editor::{LINE_CHARACTERS, LineEditor, Typed};
use terminal::status::Status;
use terminal::timestamp::{LINE_SIZE, broken, stamped};

use crate::{system, time};

/// The operator's console.
#[derive(Debug)]
pub struct Console {
    terminal: SclpConsole,
    lines: Mutex<VecDeque<String>>,
    line_came: Event,
    editor: Mutex<LineEditor>,
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
        editor: Mutex::new(LineEditor::new()),
    }))
}

impl Console {
    /// Numbers of the devices that it is; the service-call logical processor has none.
    pub fn device_numbers(&self) -> alloc::vec::Vec<u16> {
        alloc::vec::Vec::new()
    }

    /// Writes lines, each with the time before it.
    pub fn say(&self, text: &str) {
        for line in stamped(&time::clock(&time::now()), text) {
            self.put(&line);
        }
    }

    /// Writes a message with the time before it.
    pub fn tell(&self, message: &Message) {
        self.say(&message.to_string());
    }

    /// Writes a line as it is. A line that is being typed moves below it.
    pub fn put(&self, line: &str) {
        match self.terminal.mode() {
            Mode::Ascii => self.terminal.write(&self.editor.lock().interrupt_with(line)),
            Mode::Line => {
                for part in broken(line, LINE_SIZE) {
                    self.terminal.write(&formats::ebcdic::to_ebcdic(&part));
                }
            }
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
        if self.terminal.mode() == Mode::Ascii {
            self.terminal.write(status.title(system::name()).as_bytes());
        }
    }

    /// Takes what is typed, for as long as CP runs.
    pub async fn receive(&'static self) {
        loop {
            match self.terminal.read().await {
                Input::Bytes(bytes) => self.type_bytes(&bytes),
                Input::Line(line) => self.line_came(formats::ebcdic::to_text(&line)),
                Input::Quiesce => self.line_came(String::from("SHUTDOWN")),
            }
        }
    }

    fn line_came(&self, line: String) {
        self.lines.lock().push_back(line);
        self.line_came.happen();
    }

    fn type_bytes(&self, bytes: &[u8]) {
        let output = self.editor.lock().type_bytes(bytes);
        self.terminal.write(&output.echo);
        for line in output.lines {
            match line {
                Typed::Line(line) => self.line_came(line),
                Typed::TooLong => {
                    self.put(&alloc::format!(
                        "The line was not taken: it has more than {LINE_CHARACTERS} characters"
                    ));
                    self.line_came(String::new());
                }
            }
        }
    }
}
