//! An entry of the trace table.

use core::fmt;
use core::mem::{offset_of, size_of};

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::kind::{Kind, TEXT};

/// Bytes of an entry.
pub const ENTRY_BYTES: usize = 32;

/// When something happened, what, and its operands: [`Kind`] tells what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Entry {
    /// TOD clock; zero where the entry was never written.
    pub tod: U64,
    /// What happened, the code of a [`Kind`].
    pub code: U16,
    /// An operand of a halfword.
    pub half: U16,
    /// An operand of a word.
    pub word: U32,
    /// Operands of a doubleword.
    pub long: [U64; 2],
}

const _: () = {
    assert!(size_of::<Entry>() == ENTRY_BYTES);
    assert!(offset_of!(Entry, code) == 8);
    assert!(offset_of!(Entry, word) == 12);
    assert!(offset_of!(Entry, long) == 16);
};

impl Entry {
    /// An entry of its parts.
    pub fn new(tod: u64, kind: Kind, half: u16, word: u32, long: [u64; 2]) -> Self {
        Self {
            tod: U64::new(tod),
            code: U16::new(kind as u16),
            half: U16::new(half),
            word: U32::new(word),
            long: long.map(U64::new),
        }
    }

    /// What happened; none where no kind has its code.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_code(self.code.get())
    }
}

/// The doublewords of an entry that hold the beginning of a text.
pub fn text(bytes: &[u8]) -> [u64; 2] {
    let mut doublewords = [0; 16];
    doublewords.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    let [a, b] = <[U64; 2]>::read_from_bytes(&doublewords).unwrap_or_default();
    [a.get(), b.get()]
}

/// What a reader of a dump sees, without the time; numbers are hexadecimal.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(kind) = self.kind() else {
            return write!(f, "{:04X} {:04X} {} {:?}", self.code, self.half, self.word, self.long);
        };
        write!(f, "{:<4}", kind.mnemonic())?;
        if kind.operands() == TEXT {
            return write!(f, " {}", Text(self.long.as_bytes()));
        }
        let [a, b] = self.long.map(U64::get);
        let values = [(u64::from(self.half), 4), (self.word.get().into(), 8), (a, 16), (b, 16)];
        for (name, (value, width)) in kind.operands().into_iter().zip(values) {
            if !name.is_empty() {
                write!(f, " {name} {value:0width$X}")?;
            }
        }
        Ok(())
    }
}

/// Bytes of text up to the zeros that end it, with a point where one is none.
struct Text<'a>(&'a [u8]);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.0.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
        let shown = |byte: u8| if byte == b' ' || byte.is_ascii_graphic() { byte } else { b'.' };
        self.0[..end].iter().try_for_each(|&byte| write!(f, "{}", char::from(shown(byte))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees() {
        let start = Entry::new(1, Kind::Start, 2, 0x1_0003, [0x2000, 0xE420 << 48]);
        let shown =
            "SSCH CC 0002 subchannel 00010003 program 0000000000002000 CCW E420000000000000";
        assert_eq!(start.to_string(), shown);
        let command = Entry::new(1, Kind::Command, 0, 0, text(b"QUERY\x07 and some more"));
        assert_eq!(command.to_string(), "CMD  QUERY. and some ");
        assert_eq!(
            Entry::new(1, Kind::Io, 0, 0x1_0003, [0, 0]).to_string(),
            "I/O  subchannel 00010003"
        );
    }

    #[test]
    fn each_kind_has_a_code_of_its_own() {
        for &kind in Kind::ALL {
            assert_eq!(Entry::new(0, kind, 0, 0, [0, 0]).kind(), Some(kind));
            assert!((3..=4).contains(&kind.mnemonic().len()));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_entry_is_too_strange(bytes: [u8; 32]) {
            let _ = Entry::read_from_bytes(&bytes).unwrap().to_string();
        }
    }
}
