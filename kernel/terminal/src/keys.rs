//! Keys of a VT220 or xterm from the bytes that they send (ECMA-48, UTF-8).

/// A key that the line editor knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// A character that EBCDIC code page 1047 has.
    Character(char),
    Enter,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    /// Ctrl-U or Ctrl-C: the line is taken back.
    LineDelete,
    /// Ctrl-K: what stands from the cursor on is taken back.
    DeleteToEnd,
    /// Ctrl-W: the word before the cursor is taken back.
    DeleteWord,
    /// Ctrl-L.
    Redraw,
    /// Tab and what has no meaning on a line.
    Ignored,
    /// Bytes that are no text.
    NoText,
}

/// Where in a sequence of bytes the next one stands.
#[derive(Clone, Copy, Debug, Default)]
enum State {
    #[default]
    Ground,
    /// After CR: an LF belongs to it.
    AfterReturn,
    Escape,
    /// After CSI or SS3, with the first parameter.
    Control(u16),
    /// Bytes of a character still to come, and its bits up to here.
    Utf8(u8, u32),
}

/// Bytes in, keys out.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    state: State,
}

impl Decoder {
    /// The key that `byte` completes.
    pub(crate) fn key(&mut self, byte: u8) -> Option<Key> {
        let state = core::mem::take(&mut self.state);
        match (state, byte) {
            (State::AfterReturn, b'\n') => None,
            (State::Escape, b'[' | b'O') => self.goes_on(State::Control(0)),
            (State::Escape, _) => Some(Key::Ignored),
            (State::Control(number), b'0'..=b'9') => {
                let number = number.saturating_mul(10).saturating_add(u16::from(byte - b'0'));
                self.goes_on(State::Control(number))
            }
            (State::Control(number), b' '..=b'?') => self.goes_on(State::Control(number)),
            (State::Control(number), b'@'..=b'~') => Some(control_key(number, byte)),
            (State::Utf8(left, bits), 0x80..=0xBF) => self.continuation(left, bits, byte),
            (State::Utf8(..), _) => {
                self.ground(byte);
                Some(Key::NoText)
            }
            _ => self.ground(byte),
        }
    }

    fn goes_on(&mut self, state: State) -> Option<Key> {
        self.state = state;
        None
    }

    fn ground(&mut self, byte: u8) -> Option<Key> {
        Some(match byte {
            b' '..=b'~' => Key::Character(char::from(byte)),
            b'\r' => {
                self.state = State::AfterReturn;
                Key::Enter
            }
            b'\n' => Key::Enter,
            0x08 | 0x7F => Key::Backspace,
            0x1B => return self.goes_on(State::Escape),
            0x01 => Key::Home,
            0x05 => Key::End,
            0x03 | 0x15 => Key::LineDelete,
            0x0B => Key::DeleteToEnd,
            0x17 => Key::DeleteWord,
            0x0C => Key::Redraw,
            b'\t' => Key::Ignored,
            0xC2..=0xDF => return self.goes_on(State::Utf8(1, u32::from(byte & 0x1F))),
            0xE0..=0xEF => return self.goes_on(State::Utf8(2, u32::from(byte & 0x0F))),
            0xF0..=0xF4 => return self.goes_on(State::Utf8(3, u32::from(byte & 0x07))),
            _ => Key::NoText,
        })
    }

    fn continuation(&mut self, left: u8, bits: u32, byte: u8) -> Option<Key> {
        let bits = bits << 6 | u32::from(byte & 0x3F);
        if left > 1 {
            return self.goes_on(State::Utf8(left - 1, bits));
        }
        let latin =
            char::from_u32(bits).filter(|character| ('\u{A0}'..='\u{FF}').contains(character));
        Some(latin.map_or(Key::NoText, Key::Character))
    }
}

/// The key of a control sequence with its final byte.
const fn control_key(number: u16, last: u8) -> Key {
    match (last, number) {
        (b'A', _) => Key::Up,
        (b'B', _) => Key::Down,
        (b'C', _) => Key::Right,
        (b'D', _) => Key::Left,
        (b'H', _) | (b'~', 1 | 7) => Key::Home,
        (b'F', _) | (b'~', 4 | 8) => Key::End,
        (b'~', 3) => Key::Delete,
        _ => Key::Ignored,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut decoder = Decoder::default();
        bytes.iter().filter_map(|&byte| decoder.key(byte)).collect()
    }

    #[test]
    fn sequences_are_keys() {
        assert_eq!(
            keys(b"\x1B[A\x1BOB\x1B[3~\x1B[1;5C"),
            [Key::Up, Key::Down, Key::Delete, Key::Right]
        );
        assert_eq!(keys(b"\r\n\n\r"), [Key::Enter, Key::Enter, Key::Enter]);
        assert_eq!(keys("\u{E9}\u{20AC}".as_bytes()), [Key::Character('\u{E9}'), Key::NoText]);
        assert_eq!(keys(b"\xFF\x00"), [Key::NoText, Key::NoText]);
    }
}
