//! What CP asks the operator while it starts: the Start prompt and the TOD clock.

use alloc::format;
use alloc::string::String;

use machine::{clock, cpu, interruption};
use messages::message;
use syntax::{Keyword, words};
use zarch::tod::DateTime;

use crate::console::Console;
use crate::spooling::{self, Loaded};
use crate::{directory, shutdown, system, time};

/// What the operator answered to the Start prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// SHUTDOWN instead of a start.
    pub shutdown: bool,
    /// How spool files are treated.
    pub kind: Kind,
    /// DRAIN: no unit-record devices are started.
    pub drain: bool,
    /// DISABLE: terminals are not enabled.
    pub disable: bool,
    /// NODIRECT: the directory is not brought on line.
    pub no_directory: bool,
    /// NOAUTOLOG: nobody but OPERATOR is logged on.
    pub no_autolog: bool,
}

/// WARM, FORCE, COLD, CLEAN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Warm,
    Force,
    Cold,
    Clean,
}

impl Kind {
    /// The word of the prompt.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Warm => "WARM",
            Self::Force => "FORCE",
            Self::Cold => "COLD",
            Self::Clean => "CLEAN",
        }
    }
}

/// Sets one of the options.
type Set = fn(&mut Options);

/// Every word that the prompt takes, with the minimum abbreviation that it shows in capitals.
const WORDS: [(Keyword, Set); 9] = [
    (Keyword::new("WARM", 1), |options| options.kind = Kind::Warm),
    (Keyword::new("FORCE", 1), |options| options.kind = Kind::Force),
    (Keyword::new("COLD", 4), |options| options.kind = Kind::Cold),
    (Keyword::new("CLEAN", 5), |options| options.kind = Kind::Clean),
    (Keyword::new("DRAIN", 2), |options| options.drain = true),
    (Keyword::new("DISABLE", 3), |options| options.disable = true),
    (Keyword::new("NODIRECT", 6), |options| options.no_directory = true),
    (Keyword::new("NOAUTOLOG", 6), |options| options.no_autolog = true),
    (Keyword::new("SHUTDOWN", 8), |options| options.shutdown = true),
];

/// Reads an answer; the word that is none of the prompt's is the error.
fn parse(answer: &str) -> Result<Options, String> {
    let mut options = Options::default();
    for word in words(answer) {
        let known = WORDS.iter().find(|(keyword, _)| keyword.matches(word.text));
        let (_, set) = known.ok_or_else(|| word.text.to_ascii_uppercase())?;
        set(&mut options);
    }
    Ok(options)
}

/// From the Start prompt to what CP keeps over an IPL, which is read and not changed yet. Where
/// it cannot be read as the operator wants it, the prompt comes again.
pub async fn start(console: &Console) -> (Options, Option<Loaded>) {
    loop {
        let automatic = system::config().enables("AUTO_WARM_IPL");
        let options = if automatic { Options::default() } else { prompt(console).await };
        if options.shutdown {
            shutdown::before_start(console).await;
        }
        if !automatic {
            change_tod_clock(console).await;
        }
        if !options.no_directory {
            directory::bring_online(console).await;
        }
        match spooling::load(console, options.kind).await {
            Ok(loaded) => {
                loaded.iter().for_each(|loaded| loaded.tell(console));
                return (options, loaded);
            }
            Err(problem) => console.tell(&problem),
        }
    }
}

/// Asks how to start, until the answer is one. A null line is a warm start.
async fn prompt(console: &Console) -> Options {
    loop {
        console.say("Start ((Warm|Force|COLD|CLEAN) (DRain) (DISable) (NODIRect)");
        console.say("(NOAUTOlog)) or (SHUTDOWN)");
        match parse(&console.ask().await) {
            Ok(options) => return options,
            Err(word) => console.tell(&message("ISU", 3, &[&word])),
        }
    }
}

/// Shows date and time and asks whether they are right.
async fn change_tod_clock(console: &Console) {
    loop {
        console.say(&now());
        console.say("Change TOD clock (Yes|No)");
        let answer = console.ask().await;
        let word = answer.trim();
        if word.is_empty() || syntax::abbreviates(word, "NO", 1) {
            return;
        }
        if syntax::abbreviates(word, "YES", 1) {
            set_clock(console).await;
        } else {
            console.tell(&message("ISU", 3, &[&word.to_ascii_uppercase()]));
        }
    }
}

/// `NOW 11:10:56 EST TUESDAY 2011-12-13`
fn now() -> String {
    let now = time::now();
    let weekday = now.weekday_name();
    format!("NOW {} {} {weekday} {}", time::clock(&now), time::zone().name, time::iso_date(&now))
}

async fn set_clock(console: &Console) {
    console.say("Set date and time: yyyy-mm-dd hh:mm:ss");
    let answer = console.ask().await;
    match instant(&answer) {
        None => console.tell(&message("ISU", 26, &[])),
        Some(tod) if !clock::set_tod(tod) => {
            console.say("The TOD clock of this machine cannot be set");
        }
        Some(_) => {}
    }
}

/// The TOD value of `yyyy-mm-dd hh:mm:ss`.
fn instant(text: &str) -> Option<u64> {
    let (date, of_day) = text.trim().split_once(' ')?;
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(of_day.trim(), ':')?;
    let small = |number| u8::try_from(number).ok();
    let time = DateTime {
        year,
        month: small(month)?,
        day: small(day)?,
        hour: small(hour)?,
        minute: small(minute)?,
        second: small(second)?,
        weekday: 0,
    };
    time::to_tod(&time)
}

fn numbers(text: &str, separator: char) -> Option<[u16; 3]> {
    let mut parts = text.split(separator).map(|part| part.parse().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

/// Starts the other CPUs; they wait for work.
pub fn other_cpus(console: &Console) {
    for address in cpu::start_others(idle) {
        console.say(&format!("PROCESSOR {address:02X} could not be started"));
    }
}

/// A CPU without work waits; an external call ends the wait.
fn idle(_cpu: usize) -> ! {
    loop {
        interruption::wait();
    }
}
