//! A console: a terminal with lines out, the time before them, and lines in when CP asks.
//!
//! Several exist at once; none knows who is logged on at it.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};

use drivers::sclp_console::SclpConsole;
use drivers::terminal::{Input, Name, Terminal};
use executor::Event;
use messages::Message;
use spin::Mutex;
use terminal::face::{Face, Reaction};
use terminal::line_editor::{LINE_CHARACTERS, Typed};
use terminal::status::Status;
use terminal::timestamp::stamped;

use crate::{shutdown, system, time};

/// Lines typed ahead of CP; the terminal waits beyond them.
const LINES_AHEAD: usize = 100;

/// A console. It stays as long as CP, as the device that it is.
#[derive(Debug)]
pub struct Console {
    terminal: Terminal,
    face: Mutex<Face>,
    lines: Mutex<VecDeque<String>>,
    line_came: Event,
    line_taken: Event,
}

/// Opens the operator's console. CP cannot be run without one.
pub fn open() -> &'static Console {
    match SclpConsole::open() {
        Some(terminal) => Console::over(Terminal::Sclp(terminal)),
        None => machine::wait_state::load(machine::wait_state::NO_CONSOLE),
    }
}

impl Console {
    /// Numbers of the devices that it is; the service-call logical processor has none.
    pub fn device_numbers(&self) -> alloc::vec::Vec<u16> {
        u16::from_str_radix(&self.name().device, 16).into_iter().collect()
    }

    /// Makes a console of a terminal, and takes what is typed at it from now on.
    pub fn over(terminal: Terminal) -> &'static Self {
        let face = Face::new(terminal.mode(), system::name());
        let console = &*Box::leak(Box::new(Self {
            terminal,
            face: Mutex::new(face),
            lines: Mutex::new(VecDeque::new()),
            line_came: Event::new(),
            line_taken: Event::new(),
        }));
        executor::spawn(console.receive());
        console
    }

    /// Where a user at it is, as QUERY NAMES tells.
    pub fn terminal(&self) -> vm::users::Terminal {
        use vm::users::Terminal as Place;
        let Name { kind, device } = self.name();
        match u16::from_str_radix(device.trim_start_matches('L'), 16) {
            Ok(number) if kind == "LDEV" => Place::Logical(number),
            Ok(number) => Place::Real(number),
            Err(_) => Place::SystemConsole,
        }
    }

    /// Asks for a line that is not shown.
    pub async fn ask_secret(&self, question: &str) -> String {
        self.put(question);
        self.face.lock().set_echo(false);
        let line = self.ask().await;
        self.face.lock().set_echo(true);
        line
    }

    /// SYSTEM CONFIG has named this system: its name is shown from now on.
    pub fn name_system(&self, name: &str) {
        self.face.lock().name_system(name);
    }

    /// What QUERY calls its terminal.
    pub fn name(&self) -> Name {
        self.terminal.name()
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

    /// Writes a line as it is. A line that is being typed is not disturbed.
    pub fn put(&self, line: &str) {
        let mut face = self.face.lock();
        face.put(line).iter().for_each(|bytes| self.terminal.write(bytes));
    }

    /// Asks for a line.
    pub async fn ask(&self) -> String {
        loop {
            let seen = self.line_came.count();
            if let Some(line) = self.lines.lock().pop_front() {
                self.line_taken.happen();
                return line;
            }
            self.show_status(Status::CpRead);
            self.line_came.after(seen).await;
            self.show_status(Status::Running);
        }
    }

    fn show_status(&self, status: Status) {
        let mut face = self.face.lock();
        face.show_status(status).iter().for_each(|bytes| self.terminal.write(bytes));
    }

    /// Takes what comes from the terminal, for as long as CP runs.
    async fn receive(&'static self) {
        loop {
            self.room_for_a_line().await;
            match self.terminal.read().await {
                Input::Typed(bytes) => self.typed(&bytes),
                Input::Quiesce => shutdown::run(self).await,
            }
        }
    }

    async fn room_for_a_line(&self) {
        loop {
            let seen = self.line_taken.count();
            if self.lines.lock().len() < LINES_AHEAD {
                return;
            }
            self.line_taken.after(seen).await;
        }
    }

    fn typed(&self, bytes: &[u8]) {
        let mut face = self.face.lock();
        let Reaction { output, lines } = face.typed(bytes);
        output.iter().for_each(|bytes| self.terminal.write(bytes));
        drop(face);
        for line in lines {
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

    fn line_came(&self, line: String) {
        self.lines.lock().push_back(line);
        self.line_came.happen();
    }
}
