//! A console: a terminal with lines out, the time before them, and lines in when CP asks.
//!
//! Several exist at once; none knows who is logged on at it.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::time::Duration;

use drivers::sclp_console::SclpConsole;
use drivers::terminal::{Input, Name, Terminal};
use executor::{Event, with_timeout};
use messages::Message;
use spin::Mutex;
use terminal::face::{Face, Reaction};
use terminal::line_editor::{LINE_CHARACTERS, Typed};
use terminal::status::Status;
use terminal::timestamp::stamped;

use crate::{shutdown, system, time};

/// Lines typed ahead of CP; the terminal waits beyond them.
const LINES_AHEAD: usize = 100;

/// How long the end of CP may wait for terminals.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(2);

/// A console. It stays as long as CP, as the device that it is.
#[derive(Debug)]
pub struct Console {
    terminal: Terminal,
    face: Mutex<Face>,
    lines: Mutex<VecDeque<String>>,
    line_came: Event,
    line_taken: Event,
    /// Connections and their ends; the count is odd while somebody is there.
    presence: Event,
}

static CONSOLES: Mutex<Vec<&'static Console>> = Mutex::new(Vec::new());

/// Opens the operator's console. CP cannot be run without one.
pub fn open() -> &'static Console {
    match SclpConsole::open() {
        Some(terminal) => Console::over(Terminal::Sclp(terminal)),
        None => machine::wait_state::load(machine::wait_state::NO_CONSOLE),
    }
}

/// Waits until every terminal has taken what was written, but not for ever: there may be some that
/// take nothing any more.
pub async fn flush_all() {
    let consoles = CONSOLES.lock().clone();
    let all = async {
        for console in consoles {
            console.terminal.flush().await;
        }
    };
    let _ = with_timeout(FLUSH_TIMEOUT, all).await;
}

impl Console {
    /// Numbers of the devices that it is; the service-call logical processor has none.
    pub fn device_numbers(&self) -> Vec<u16> {
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
            presence: Event::new(),
        }));
        CONSOLES.lock().push(console);
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

    /// Waits until somebody is at the terminal.
    pub async fn opened(&self) {
        loop {
            let seen = self.presence.count();
            if somebody(seen) {
                return;
            }
            self.presence.after(seen).await;
        }
    }

    /// Waits until who is at the terminal now has gone.
    pub async fn closed(&self) {
        let seen = self.presence.count();
        if somebody(seen) {
            self.presence.after(seen).await;
        }
    }

    /// Hangs up, after what was written; the terminal is closed then.
    pub fn hang_up(&self) {
        self.terminal.hang_up();
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
                Input::Opened | Input::Closed => self.presence_changed(),
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

    /// Nothing of one connection is left for the next one.
    fn presence_changed(&self) {
        *self.face.lock() = Face::new(self.terminal.mode(), system::name());
        self.lines.lock().clear();
        self.presence.happen();
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

/// Whether a count of [`Console::presence`] says that somebody is there.
const fn somebody(presence: u64) -> bool {
    presence % 2 == 1
}
