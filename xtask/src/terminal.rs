//! The operator's end of a console.
//!
//! CP tells the status that a 3270 shows in its lower right corner by the control sequence that
//! sets a terminal's title, `ESC ] 0 ; LTICVM2 CP READ BEL`: a person sees it as the title, and a
//! pipe is typed a line each time the status is CP READ.

use std::io::{BufRead, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use anyhow::Result;

use crate::symbols::Namer;

const ESCAPE: u8 = 0x1B;
const BELL: u8 = 0x07;
/// The status of a machine that asks for a line.
const ASKS: &str = "CP READ";
/// Ctrl-A, and what follows it to power off or to leave.
const PREFIX: u8 = 0x01;
const POWER_OFF: u8 = b'x';

/// Takes the titles out of a stream of console bytes.
#[derive(Default)]
struct Titles {
    pending: Vec<u8>,
}

impl Titles {
    /// Answers the text without titles, and the titles in their order.
    fn split(&mut self, bytes: &[u8]) -> (Vec<u8>, Vec<String>) {
        let (mut text, mut titles) = (Vec::new(), Vec::new());
        for &byte in bytes {
            match (self.pending.is_empty(), byte) {
                (true, ESCAPE) => self.pending.push(byte),
                (true, _) => text.push(byte),
                (false, BELL) => {
                    let title = self.pending.split_off(0);
                    titles.extend(
                        title
                            .strip_prefix(b"\x1B]0;")
                            .map(String::from_utf8_lossy)
                            .map(|title| title.into_owned()),
                    );
                }
                (false, _) => self.pending.push(byte),
            }
            let is_title = |pending: &[u8]| {
                let start = b"\x1B]0;";
                pending.iter().zip(start).all(|(a, b)| a == b)
            };
            if !is_title(&self.pending) {
                text.append(&mut self.pending);
            }
        }
        (text, titles)
    }
}

/// Types each of `lines` when the machine asks for one, and shows what it says meanwhile. A console
/// that closes is noticed by the machine's end.
pub fn answer(mut console: &UnixStream, lines: &[String], namer: &mut Namer) -> Result<()> {
    let mut titles = Titles::default();
    let mut bytes = [0; 4096];
    let mut stdout = std::io::stdout();
    for line in lines {
        let mut asked = false;
        while !asked {
            let length = console.read(&mut bytes)?;
            if length == 0 {
                return Ok(());
            }
            let (text, changes) = titles.split(&bytes[..length]);
            let text: Vec<u8> =
                namer.add(&text).into_iter().filter(|&byte| byte != b'\r').collect();
            stdout.write_all(&text)?;
            stdout.flush()?;
            asked = changes.iter().any(|title| title.ends_with(ASKS));
        }
        writeln!(console, "{line}")?;
    }
    Ok(())
}

/// Shows the console until it closes; tells each time CP asks for a line.
fn show(mut console: impl Read, asked: Sender<()>, mut namer: Namer) {
    let mut titles = Titles::default();
    let mut bytes = [0; 4096];
    let mut stdout = std::io::stdout();
    while let Ok(length @ 1..) = console.read(&mut bytes) {
        let (text, changes) = titles.split(&bytes[..length]);
        let text: Vec<u8> = namer.add(&text).into_iter().filter(|&byte| byte != b'\r').collect();
        let _ = stdout.write_all(&text).and_then(|()| stdout.flush());
        for _ in changes.iter().filter(|title| title.ends_with(ASKS)) {
            let _ = asked.send(());
        }
    }
}

/// What follows the last of the piped lines.
pub enum AtEnd {
    /// One more line; then the console's end is waited for.
    Type(&'static str),
    /// The console's end is waited for.
    Stay,
    /// The connection is closed when CP asks for another line.
    Leave,
}

/// Types the lines of standard input, each when CP asks for one, until the console ends, whoever
/// may still have lines for it. `output` is what the console says.
pub fn type_lines(console: &UnixStream, output: impl Read, end: AtEnd, namer: Namer) -> Result<()> {
    let (asked, asks) = channel();
    let keyboard = console.try_clone()?;
    thread::spawn(move || type_when_asked(&keyboard, &asks, end));
    show(output, asked, namer);
    Ok(())
}

fn type_when_asked(mut console: &UnixStream, asks: &Receiver<()>, end: AtEnd) {
    let lines = std::io::stdin().lock().lines().map_while(Result::ok);
    let last = match end {
        AtEnd::Type(line) => Some(line.to_string()),
        AtEnd::Stay | AtEnd::Leave => None,
    };
    for line in lines.chain(last) {
        if asks.recv().is_err() || writeln!(console, "{line}").is_err() {
            return;
        }
    }
    if matches!(end, AtEnd::Leave) {
        let _ = asks.recv();
        let _ = console.shutdown(std::net::Shutdown::Both);
    }
}

/// Passes bytes both ways between this terminal, which is in raw mode, and the console, whose
/// `output` ends with it.
pub fn converse(console: &UnixStream, mut output: impl Read, mut namer: Namer) -> Result<()> {
    let mut input = console.try_clone()?;
    thread::spawn(move || {
        let mut stdin = std::io::stdin();
        let (mut byte, mut prefixed) = ([0], false);
        while stdin.read_exact(&mut byte).is_ok() {
            match (prefixed, byte[0]) {
                (true, POWER_OFF) => {
                    let _ = input.shutdown(std::net::Shutdown::Both);
                    return;
                }
                (false, PREFIX) => prefixed = true,
                (_, byte) => {
                    prefixed = false;
                    let _ = input.write_all(&[byte]);
                }
            }
        }
    });
    let mut bytes = [0; 4096];
    let mut stdout = std::io::stdout();
    while let Ok(length @ 1..) = output.read(&mut bytes) {
        stdout.write_all(&namer.add(&bytes[..length]))?;
        stdout.flush()?;
    }
    Ok(())
}

/// The terminal in raw mode, until this is dropped: CP itself echoes and edits.
pub struct RawTerminal;

impl RawTerminal {
    /// Sets it.
    pub fn enter() -> Self {
        let _ = Command::new("stty").args(["raw", "-echo"]).status();
        Self
    }
}

impl Drop for RawTerminal {
    fn drop(&mut self) {
        let _ = Command::new("stty").arg("sane").status();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_taken_out_wherever_the_stream_is_cut() {
        let stream = b"Ready;\r\n\x1B]0;LTICVM2 CP READ\x07q time\x1B[Kx";
        for cut in 0..stream.len() {
            let mut titles = Titles::default();
            let (mut text, mut found) = titles.split(&stream[..cut]);
            let (more, others) = titles.split(&stream[cut..]);
            text.extend(more);
            found.extend(others);
            assert_eq!(text, b"Ready;\r\nq time\x1B[Kx");
            assert_eq!(found, ["LTICVM2 CP READ"]);
        }
    }
}
