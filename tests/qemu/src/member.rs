//! A member that is up: what happens to it while it runs.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// How long a text may take to come, or a member to end.
const DEADLINE: Duration = Duration::from_secs(300);
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A member in QEMU with its operator's console. It ends with this value.
#[derive(Debug)]
pub struct Member {
    name: String,
    child: Child,
    keyboard: ChildStdin,
    console: Receiver<Vec<u8>>,
    text: String,
    /// How much of the text was waited for.
    seen: usize,
}

impl Member {
    /// IPLs a member with these options of `cargo xtask ipl`.
    pub fn ipl(name: &str, options: &[String]) -> Result<Self> {
        let mut child = Command::new("cargo")
            .args(["xtask", "ipl", "--member", name])
            .args(options)
            .current_dir(ROOT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cargo xtask does not start")?;
        let keyboard = child.stdin.take().context("the child has a pipe")?;
        let mut output = child.stdout.take().context("the child has a pipe")?;
        let (came, console) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = output.read(&mut bytes) {
                if came.send(bytes[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        let (name, text) = (name.to_string(), String::new());
        Ok(Self { name, child, keyboard, console, text, seen: 0 })
    }

    /// Types a line when CP next asks for one.
    pub fn type_line(&mut self, line: &str) -> Result<()> {
        Ok(writeln!(self.keyboard, "{line}")?)
    }

    /// Waits until `text` comes, after whatever was waited for last.
    pub fn await_text(&mut self, text: &str) -> Result<()> {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(place) = self.text[self.seen..].find(text) {
                self.seen += place + text.len();
                return Ok(());
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.console.recv_timeout(left) {
                Ok(bytes) => self.text.push_str(&String::from_utf8_lossy(&bytes)),
                Err(_) => bail!("{text:?} did not come:\n{}", &self.text[self.seen..]),
            }
        }
    }

    /// Whether `text` ever came.
    pub fn said(&self, text: &str) -> bool {
        self.text.contains(text)
    }

    /// Gives QEMU a command of its machine protocol.
    pub fn qmp(&self, command: &str) -> Result<()> {
        let path = Path::new(ROOT).join("target/run").join(&self.name).join("qmp");
        let socket = UnixStream::connect(&path);
        let mut socket = socket.with_context(|| format!("{}", path.display()))?;
        socket.set_read_timeout(Some(DEADLINE))?;
        let mut lines = BufReader::new(socket.try_clone()?).lines();
        for command in [r#"{"execute":"qmp_capabilities"}"#, command] {
            writeln!(socket, "{command}")?;
            let is_answer = |line: &str| line.contains("\"return\"") || line.contains("\"error\"");
            let answer = lines.by_ref().map_while(Result::ok).find(|line| is_answer(line));
            let answer = answer.context("QEMU does not answer")?;
            ensure!(!answer.contains("\"error\""), "{command}: {answer}");
        }
        Ok(())
    }

    /// Waits for the member's end; answers the whole console and whether the end was orderly.
    pub fn end(mut self) -> Result<(String, bool)> {
        let deadline = Instant::now() + DEADLINE;
        while let Ok(bytes) =
            self.console.recv_timeout(deadline.saturating_duration_since(Instant::now()))
        {
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
        ensure!(Instant::now() < deadline, "the member does not end:\n{}", self.text);
        let orderly = self.child.wait()?.success();
        Ok((std::mem::take(&mut self.text), orderly))
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
