//! One user who is logged on.

use alloc::format;
use alloc::string::String;
use core::sync::atomic::{AtomicU64, Ordering};

use directory::{Name, User};
use executor::Event;
use machine::clock;
use messages::Emsg;
use spin::Mutex;
use vm::terminal::TerminalSettings;
use vm::users::Usage;
use vm::{Defaults, VirtualMachine};

use crate::console::Console;
use crate::users;

/// What this system gives every virtual machine.
fn defaults() -> Defaults {
    Defaults {
        cpu_id: machine::identity::cpu_id(),
        emsg: Emsg::On,
        terminal: TerminalSettings::default(),
    }
}

/// A user who is logged on.
pub struct LoggedOn {
    /// The user id.
    pub name: Name,
    /// The virtual machine.
    pub machine: Mutex<VirtualMachine>,
    console: Mutex<Option<&'static Console>>,
    /// The console has changed.
    moved: Event,
    since: u64,
    /// CPU time that CP used for it, in TOD units.
    used: AtomicU64,
}

impl LoggedOn {
    /// A user who was just logged on, without a console.
    pub fn new(user: &User) -> Self {
        Self {
            name: user.name,
            machine: Mutex::new(VirtualMachine::new(user, &defaults())),
            console: Mutex::new(None),
            moved: Event::new(),
            since: clock::tod(),
            used: AtomicU64::new(0),
        }
    }

    /// Whether it is the system operator.
    pub fn is_operator(&self) -> bool {
        self.name == users::operator_name()
    }

    /// Whether the user has one of the privilege classes.
    pub fn has_class(&self, any_of: &str) -> bool {
        let classes = self.machine.lock().classes;
        any_of.chars().any(|class| classes.contains(class))
    }

    /// Connects it to a console, or disconnects it.
    pub fn connect(&self, console: Option<&'static Console>) {
        *self.console.lock() = console;
        self.moved.happen();
    }

    /// The console it is connected to.
    pub fn console(&self) -> Option<&'static Console> {
        *self.console.lock()
    }

    /// Whether it is connected to this console.
    pub fn is_at(&self, console: &Console) -> bool {
        self.console().is_some_and(|own| core::ptr::eq(own, console))
    }

    /// Waits until it is not connected to `console` any more.
    pub async fn leaves(&self, console: &Console) {
        loop {
            let seen = self.moved.count();
            if !self.is_at(console) {
                return;
            }
            self.moved.after(seen).await;
        }
    }

    /// Shows a line that nobody at the console has asked for: to the operator with the time, to
    /// the secondary user if it is disconnected. Answers whether anybody saw it.
    pub fn tell(&self, line: &str) -> bool {
        match self.console() {
            Some(console) if self.is_operator() => console.say(line),
            Some(console) => console.put(line),
            None => return self.tell_secondary(line),
        }
        true
    }

    fn tell_secondary(&self, line: &str) -> bool {
        let secondary = self.machine.lock().secondary;
        let secondary = secondary.filter(|&name| name != self.name).and_then(users::find);
        // One secondary user only: two that are each other's would never end.
        let console = secondary.and_then(|secondary| secondary.console());
        console.map(|console| console.put(&format!("{:<8}: {line}", self.name))).is_some()
    }

    /// Shows a line at its console, if it has one.
    pub fn put(&self, line: &str) {
        if let Some(console) = self.console() {
            console.put(line);
        }
    }

    /// Shows lines at its console, if it has one.
    pub fn put_all(&self, lines: &[String]) {
        lines.iter().for_each(|line| self.put(line));
    }

    /// CP has used so much CPU time for it, in TOD units.
    pub fn charge(&self, used: u64) {
        self.used.fetch_add(used, Ordering::Relaxed);
    }

    /// What it has used since it was logged on.
    pub fn usage(&self) -> Usage {
        let microseconds = |tod: u64| tod / clock::TOD_PER_MICROSECOND;
        Usage {
            connect: microseconds(clock::tod().saturating_sub(self.since)),
            virtual_cpu: 0,
            total_cpu: microseconds(self.used.load(Ordering::Relaxed)),
        }
    }
}
