//! OPERATOR at the console: logged on by the IPL, then a command at a time.

use alloc::format;

use drivers::terminal::Name;
use machine::clock;
use messages::message;
use terminal::command_line::{LINE_END, commands};

use crate::command::{self, Answer};
use crate::console::Console;
use crate::ipl::start::Options;
use crate::time;

/// TOD units of a hundredth of a second.
const TOD_PER_HUNDREDTH: u64 = 10_000 * clock::TOD_PER_MICROSECOND;

/// Logs OPERATOR on.
pub async fn logon(console: &Console, _options: &Options) {
    console.say(&format!("LOGON AT {}", time::full(&time::now())));
    let Name { kind, device } = console.name();
    console.say(&format!("{kind:<4} {device:>4} LOGON  AS  OPERATOR USERS = 1"));
    let megabytes = machine::storage::usage().configured >> 8;
    console.tell(&message("IOP", 952, &[&format!("{megabytes:04}M")]));
}

/// Asks for commands and carries them out, until one of them ends CP.
pub async fn converse(console: &'static Console) -> ! {
    loop {
        let line = console.ask().await;
        for command in commands(&line, Some(LINE_END)) {
            carry_out(command, console).await;
        }
    }
}

async fn carry_out(command: &str, console: &'static Console) {
    let (cpu_before, tod_before) = (clock::cpu_timer(), clock::tod());
    let answer = command::execute(command, console).await;
    answer.text.lines().for_each(|line| console.put(line));
    let used = cpu_before.wrapping_sub(clock::cpu_timer()).max(0) as u64;
    ready(console, &answer, used, clock::tod() - tod_before);
}

/// `Ready; T=0.01/0.01 11:16:46`: CPU time, and CPU time with CP's own, then the time of day. A
/// CPU time that is greater than what passed on the clock cannot be and is not told.
fn ready(console: &Console, answer: &Answer, used: u64, passed: u64) {
    let hundredths = used.min(passed).div_ceil(TOD_PER_HUNDREDTH);
    let code = match answer.return_code {
        0 => alloc::string::String::new(),
        code => format!("({code:05})"),
    };
    let (seconds, rest) = (hundredths / 100, hundredths % 100);
    let now = time::clock(&time::now());
    console.put(&format!("Ready{code}; T={seconds}.{rest:02}/{seconds}.{rest:02} {now}"));
}
