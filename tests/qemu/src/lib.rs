//! Drives whole members as their operators do: by `cargo xtask ipl` and its console.
#![forbid(unsafe_code)]

pub mod debian;
mod member;

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

pub use member::Member;

/// How long a member may take from IPL to the end of its SHUTDOWN.
const DEADLINE: Duration = Duration::from_secs(300);

/// What a member's operator saw.
#[derive(Debug)]
pub struct Session {
    /// The console's text.
    pub console: String,
    /// Whether the member ended by an orderly SHUTDOWN.
    pub orderly: bool,
}

impl Session {
    /// IPLs a member in QEMU from volumes that are installed for it alone, types `input` at its
    /// console, and shuts it down.
    pub fn run(name: &str, input: &[u8]) -> Result<Self> {
        Self::run_on("qemu", name, input)
    }

    /// The same on a machine of choice: `qemu` or `hercules`.
    pub fn run_on(machine: &str, name: &str, input: &[u8]) -> Result<Self> {
        let volumes = tempfile::tempdir()?;
        let volumes = volumes.path().to_string_lossy();
        let options = ["--machine", machine, "--volumes", &volumes].map(String::from);
        Self::run_with(name, &options, input)
    }

    /// The same with more options of `cargo xtask ipl`.
    pub fn run_with(name: &str, options: &[String], input: &[u8]) -> Result<Self> {
        let mut child = Command::new("cargo")
            .args(["xtask", "ipl", "--member", name, "--batch"])
            .args(options)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cargo xtask does not start")?;
        let mut stdin = child.stdin.take().context("the child has a pipe")?;
        let input = input.to_vec();
        let typist = thread::spawn(move || stdin.write_all(&input));
        let console = console_text(&mut child)?;
        let orderly = child.wait()?.success();
        // A member that ends before it has read everything closes the pipe: no failure.
        let _ = typist.join();
        Ok(Self { console, orderly })
    }

    /// The lines that follow the echo of `command`, up to and without `Ready`.
    pub fn answer(&self, command: &str) -> Result<Vec<&str>> {
        let mut lines = self.console.lines().skip_while(|line| line.trim() != command);
        lines.next().with_context(|| format!("{command} was not typed:\n{}", self.console))?;
        Ok(lines.take_while(|line| !line.starts_with("Ready")).collect())
    }

    /// The return code that `command` ended with.
    pub fn return_code(&self, command: &str) -> Result<u32> {
        let mut lines = self.console.lines().skip_while(|line| line.trim() != command);
        let ready = lines.find(|line| line.starts_with("Ready")).context("no Ready")?;
        match ready.strip_prefix("Ready(") {
            Some(code) => Ok(code.split(')').next().unwrap_or_default().parse()?),
            None => Ok(0),
        }
    }

    /// Fails unless the texts stand in the console's text one after the other.
    pub fn expect(&self, texts: &[&str]) -> Result<()> {
        let mut rest = self.console.as_str();
        for text in texts {
            let Some((_, after)) = rest.split_once(text) else {
                bail!("expected {text:?} in:\n{rest}");
            };
            rest = after;
        }
        Ok(())
    }
}

/// Everything that the child writes; kills it at the deadline.
fn console_text(child: &mut Child) -> Result<String> {
    let mut stdout = child.stdout.take().context("the child has a pipe")?;
    let (done, end) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let result = stdout.read_to_end(&mut bytes).map(|_| bytes);
        let _ = done.send(result);
    });
    match end.recv_timeout(DEADLINE) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes?).into_owned()),
        Err(RecvTimeoutError::Timeout) => {
            child.kill()?;
            bail!("the member did not end within {} s", DEADLINE.as_secs());
        }
        Err(RecvTimeoutError::Disconnected) => bail!("the console's reader died"),
    }
}
