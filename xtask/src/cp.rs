//! Runs a CP command as OPERATOR on a member that is up.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use clap::Args;
use syntax::abbreviates;
use terminal::request::{Frames, Outcome, Reply, Request, encode};

use crate::ports::{COMMANDS, Port};

/// Exit status where CP could not be asked, and where its return code is no less.
const HIGHEST: u8 = 255;
/// Bytes of an answer at most.
const ANSWER_BYTES: usize = 64 << 20;

/// What `cargo xtask cp` takes.
#[derive(Args)]
pub struct Arguments {
    /// The member
    #[arg(long)]
    member: String,
    /// The command, as one argument or several
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

/// Prints the answer; the exit status is CP's return code, 255 at most.
pub fn run(arguments: &Arguments) -> ExitCode {
    match ask(&arguments.member, arguments.command.join(" ")) {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("Error: {error:#}");
            HIGHEST.into()
        }
    }
}

fn ask(member: &str, command: String) -> Result<u8> {
    let mut port = Port::connect(member, &COMMANDS, true)?;
    let is_shutdown =
        command.split(' ').next().is_some_and(|word| abbreviates(word, "SHUTDOWN", 8));
    let number = number();
    port.stream.write_all(&encode(&Request { number, command }))?;
    match answer(&mut port.stream, number).context("the connection was lost")? {
        Some(Outcome::Done { text, return_code }) => {
            text.lines().for_each(|line| println!("{line}"));
            Ok(u8::try_from(return_code).unwrap_or(HIGHEST))
        }
        Some(Outcome::ShutDown) if is_shutdown => Ok(0),
        Some(Outcome::ShutDown) => bail!("{member} was shut down before the command was complete"),
        None => bail!("{member} ended before it answered"),
    }
}

/// Waits for the reply to the request with this number: others were for clients that have gone.
fn answer(stream: &mut UnixStream, number: u64) -> Result<Option<Outcome>> {
    let mut frames = Frames::new(ANSWER_BYTES);
    let mut bytes = [0; 4096];
    loop {
        let length = stream.read(&mut bytes)?;
        if length == 0 {
            return Ok(None);
        }
        let ours = |reply| match reply {
            Reply::Outcome { number: theirs, outcome } if theirs == number => Some(outcome),
            _ => None,
        };
        if let Some(outcome) = frames.take(&bytes[..length]).into_iter().find_map(ours) {
            return Ok(Some(outcome));
        }
    }
}

/// A number that no other request of this member has.
fn number() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::from(std::process::id()) << 32 | u64::from(since_epoch.subsec_nanos())
}
