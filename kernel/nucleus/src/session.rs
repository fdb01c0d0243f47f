//! A terminal's sessions: the menu before LOGON, LOGON, then a command at a time.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use embassy_futures::select::{Either, select};
use machine::clock;
use messages::message;
use syntax::{abbreviates, words};
use terminal::command_line::{LINE_END, commands};

use crate::command::{self, Answer};
use crate::console::Console;
use crate::ipl::banner;
use crate::users::LoggedOn;
use crate::{spooling, time, users};

/// TOD units of a hundredth of a second.
const TOD_PER_HUNDREDTH: u64 = 10_000 * clock::TOD_PER_MICROSECOND;

/// What a line-mode terminal shows before LOGON.
const MENU: [&str; 5] = [
    "Enter one of the following commands:",
    "   LOGON userid",
    "   DIAL userid",
    "   MSG userid message",
    "   LOGOFF",
];

/// Receives whoever comes to a terminal, for as long as CP runs. A terminal that is hung up leaves
/// its user disconnected.
pub async fn receive(console: &'static Console) {
    loop {
        console.opened().await;
        select(serve(console), console.closed()).await;
        if let Some(machine) = users::all().iter().find(|machine| machine.is_at(console)) {
            users::disconnect(machine);
        }
        console.hang_up();
        console.closed().await;
    }
}

/// Serves a terminal until nobody is logged on at it any more: from the menu to LOGOFF or
/// DISCONNECT, or until LOGOFF is entered at the menu.
pub async fn serve(console: &'static Console) {
    MENU.iter().for_each(|line| console.put(line));
    loop {
        let line = console.ask().await;
        let mut words = words(&line);
        let Some(first) = words.next() else { continue };
        if abbreviates(first.text, "LOGOFF", 3) {
            return;
        }
        let is_logon = abbreviates(first.text, "LOGON", 1) || abbreviates(first.text, "LOGIN", 5);
        if !is_logon {
            let word = first.text.to_ascii_uppercase();
            console.put(&format!("{}", message("CFC", 15, &[&word])));
            continue;
        }
        let operands = words.next().map_or("", |word| word.rest(&line));
        match command::logon::at(console, operands).await {
            Ok(machine) => return converse(&machine, console).await,
            Err(problem) => console.put(&format!("{problem}")),
        }
    }
}

/// Takes a user's commands at a console for as long as the user is connected to it.
pub async fn converse(machine: &Arc<LoggedOn>, console: &'static Console) {
    loop {
        let line = match select(machine.leaves(console), console.ask()).await {
            Either::First(()) => return,
            Either::Second(line) => line,
        };
        for command in commands(&line, Some(LINE_END)) {
            carry_out(command, machine).await;
            if !machine.is_at(console) {
                return;
            }
        }
    }
}

async fn carry_out(command: &str, machine: &Arc<LoggedOn>) {
    let (cpu_before, tod_before) = (clock::cpu_timer(), clock::tod());
    let answer = command::execute(command, machine).await;
    machine.put_all(&command::shown(&answer, machine));
    let used = cpu_before.wrapping_sub(clock::cpu_timer()).max(0) as u64;
    // A CPU time that is greater than what passed on the clock cannot be.
    let used = used.min(clock::tod() - tod_before);
    machine.charge(used);
    machine.put(&ready(&answer, used));
}

/// `Ready; T=0.01/0.01 11:16:46`: CPU time, and CPU time with CP's own, then the time of day.
fn ready(answer: &Answer, used: u64) -> String {
    let hundredths = used.div_ceil(TOD_PER_HUNDREDTH);
    let code = match answer.return_code() {
        0 => String::new(),
        code => format!("({code:05})"),
    };
    let (seconds, rest) = (hundredths / 100, hundredths % 100);
    let now = time::clock(&time::now());
    format!("Ready{code}; T={seconds}.{rest:02}/{seconds}.{rest:02} {now}")
}

/// What a user sees at LOGON before the line that tells when.
pub async fn greet(machine: &LoggedOn) {
    for line in &banner::greeting() {
        machine.tell(line);
    }
    let lines = match spooling::this() {
        Some(spooling) => spooling.look(|state| state.log_message().to_vec()).await,
        None => alloc::vec::Vec::new(),
    };
    if lines.is_empty() {
        machine.tell("There is no logmsg data");
    }
    for line in &lines {
        machine.tell(line);
    }
    if let Some(files) = users::files(Some(machine.name)).await {
        machine.tell(&files);
    }
}
