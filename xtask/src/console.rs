//! One more terminal of a member that is up.

use std::io::{Cursor, IsTerminal, Read, Result as IoResult};

use anyhow::Result;
use terminal::face::HANG_UP;

use crate::ports::{Port, TERMINALS};
use crate::symbols::{Namer, Symbols};
use crate::terminal::{AtEnd, RawTerminal, converse, type_lines};

/// Connects this terminal, or types piped lines as CP asks for them, until CP hangs up.
pub fn run(member: &str) -> Result<()> {
    let port = Port::connect(member, &TERMINALS, false)?;
    let stream = Cursor::new(port.greeting).chain(port.stream.try_clone()?);
    let output = UntilHangUp { stream, hung_up: false };
    let namer = Namer::new(Symbols::default());
    if !std::io::stdin().is_terminal() {
        return type_lines(&port.stream, output, AtEnd::Leave, namer);
    }
    eprintln!("Leave by LOGOFF or DISCONNECT, or press Ctrl-A and x.");
    let _raw = RawTerminal::enter();
    converse(&port.stream, output, namer)
}

/// A stream that ends where CP hangs up, since a port's connection can be closed by this side only.
struct UntilHangUp<R> {
    stream: R,
    hung_up: bool,
}

impl<R: Read> Read for UntilHangUp<R> {
    fn read(&mut self, bytes: &mut [u8]) -> IoResult<usize> {
        if self.hung_up {
            return Ok(0);
        }
        let length = self.stream.read(bytes)?;
        let end = bytes[..length].iter().position(|&byte| byte == HANG_UP);
        self.hung_up = end.is_some();
        Ok(end.unwrap_or(length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_ends_with_the_marker() -> IoResult<()> {
        let stream: &[u8] = b"LOGOFF AT 21:48:27\r\n\x04for somebody else";
        let mut text = String::new();
        UntilHangUp { stream, hung_up: false }.read_to_string(&mut text)?;
        assert_eq!(text, "LOGOFF AT 21:48:27\r\n");
        Ok(())
    }
}
