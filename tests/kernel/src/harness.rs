//! Runs tests and tells their outcomes.

use alloc::format;
use alloc::string::String;
use core::fmt::Arguments;

use drivers::sclp_console::SclpConsole;
use machine::abend::Abend;
use machine::wait_state;

/// Why a test did not pass.
pub enum Failure {
    /// What was seen instead of what was expected.
    Failed(String),
    /// What this machine lacks.
    Skipped(&'static str),
}

/// How a test ends.
pub type Outcome = Result<(), Failure>;

/// A test and its name.
pub type Test = (&'static str, fn() -> Outcome);

/// Fails the test unless the condition holds; tells the condition and what the rest formats.
macro_rules! check {
    ($condition:expr) => {
        crate::harness::check!($condition, "");
    };
    ($condition:expr, $($detail:tt)+) => {
        if !$condition {
            let detail = alloc::format!($($detail)+);
            let text = alloc::format!("{} {detail}", stringify!($condition));
            return Err(crate::harness::Failure::Failed(text));
        }
    };
}
pub(crate) use check;

/// The test that must fail, so that whoever reads the outcomes is tested as well.
const CANARY: Test = ("canary_that_fails", || {
    check!(1 + 1 == 3);
    Ok(())
});

/// What follows `name` in the IPL parameter that begins with it.
pub fn parameter(name: &str) -> Option<&'static str> {
    machine::parameters().split(' ').find_map(|word| word.strip_prefix(name))
}

/// Runs what the IPL parameters ask for, and stops.
pub fn run(tests: impl Iterator<Item = &'static Test>) -> ! {
    let filter = parameter("TESTS=").unwrap_or("");
    let canary = parameter("CANARY").map(|_| &CANARY);
    let mut failed = 0;
    for (name, test) in tests.filter(|(name, _)| name.contains(filter)).chain(canary) {
        match test() {
            Ok(()) => say(&format!("TEST {name} PASSED")),
            Err(Failure::Skipped(reason)) => say(&format!("TEST {name} SKIPPED: {reason}")),
            Err(Failure::Failed(reason)) => {
                say(&format!("TEST {name} FAILED: {reason}"));
                failed = 1;
            }
        }
    }
    machine::cpu::stop_others();
    end(failed)
}

/// The tests end here if CP would.
pub fn abended(abend: &Abend, reason: &Arguments<'_>) -> ! {
    machine::cpu::stop_others();
    let code = core::str::from_utf8(&abend.code).unwrap_or("??????");
    say(&format!("ABEND {code}: {reason} at {:X}", abend.status.psw.address()));
    for address in abend.backtrace.iter().take_while(|&&address| address != 0) {
        say(&format!("  CALLED FROM {address:016X}"));
    }
    end(2)
}

fn end(status: u32) -> ! {
    say(&format!("EXIT: STATUS={status}"));
    let orderly = status == 0;
    wait_state::load(if orderly { wait_state::SHUTDOWN_COMPLETE } else { wait_state::ABEND })
}

/// Writes a line. The console is opened anew each time: an abend may come at any time.
pub fn say(line: &str) {
    let Some(console) = SclpConsole::open() else { wait_state::load(wait_state::NO_CONSOLE) };
    console.write_text(line);
}
