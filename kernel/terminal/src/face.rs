//! How CP's lines look on a terminal, and how what is typed there becomes lines.

use alloc::string::String;
use alloc::vec::Vec;

use formats::ebcdic;

use crate::ds3270::{self, Aid, Screen, Size};
use crate::line_editor::{LINE_CHARACTERS, LineEditor, Typed};
use crate::status::Status;
use crate::timestamp::{LINE_SIZE, broken};

/// End of transmission, which no text has in it: CP hangs up on an ASCII terminal whose line it
/// cannot cut.
pub const HANG_UP: u8 = 0x04;

/// What a terminal takes and sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A stream of ASCII bytes in both directions.
    Ascii,
    /// Whole lines in EBCDIC; the terminal itself edits what is typed.
    Line,
    /// Whole screens: a channel command and its 3270 data stream out, Read Modified in.
    Screen(Size),
}

/// One terminal's face.
#[derive(Debug)]
pub struct Face {
    system: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Ascii(LineEditor),
    Line,
    Screen(Screen),
}

/// What the terminal's input led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reaction {
    /// Writes for the terminal, in order.
    pub output: Vec<Vec<u8>>,
    /// Lines that were finished, in order.
    pub lines: Vec<Typed>,
}

impl Face {
    /// The face of a terminal of the system with this name, with nothing on it.
    pub fn new(mode: Mode, system: &str) -> Self {
        let kind = match mode {
            Mode::Ascii => Kind::Ascii(LineEditor::new()),
            Mode::Line => Kind::Line,
            Mode::Screen(size) => Kind::Screen(Screen::new(size, system)),
        };
        Self { system: system.into(), kind }
    }

    /// From now on the system has this name.
    pub fn name_system(&mut self, system: &str) {
        self.system = system.into();
        if let Kind::Screen(screen) = &mut self.kind {
            screen.name_system(system);
        }
    }

    /// Whether what is typed is shown; line mode has no way to hide it.
    pub fn set_echo(&mut self, echoes: bool) {
        if let Kind::Ascii(editor) = &mut self.kind {
            editor.set_echo(echoes);
        }
    }

    /// The writes that show a line. One that is being typed stays as it is.
    pub fn put(&mut self, line: &str) -> Vec<Vec<u8>> {
        match &mut self.kind {
            Kind::Ascii(editor) => Vec::from([editor.interrupt_with(line)]),
            Kind::Line => {
                broken(line, LINE_SIZE).iter().map(|part| ebcdic::to_ebcdic(part)).collect()
            }
            Kind::Screen(screen) => {
                screen.say(line);
                Vec::from([screen.update()])
            }
        }
    }

    /// The writes that tell the status; line mode has no place for it.
    pub fn show_status(&mut self, status: Status) -> Vec<Vec<u8>> {
        match &mut self.kind {
            Kind::Ascii(_) => Vec::from([status.title(&self.system).into_bytes()]),
            Kind::Line => Vec::new(),
            Kind::Screen(screen) => {
                screen.set_status(status);
                Vec::from([screen.update()])
            }
        }
    }

    /// Takes what the terminal sent.
    pub fn typed(&mut self, bytes: &[u8]) -> Reaction {
        match &mut self.kind {
            Kind::Ascii(editor) => {
                let output = editor.type_bytes(bytes);
                Reaction { output: Vec::from([output.echo]), lines: output.lines }
            }
            Kind::Line => {
                let line = whole_line(ebcdic::to_text(bytes));
                Reaction { output: Vec::new(), lines: Vec::from([line]) }
            }
            Kind::Screen(screen) => transmitted(screen, bytes),
        }
    }
}

/// A line that came whole.
fn whole_line(line: String) -> Typed {
    if line.chars().count() > LINE_CHARACTERS { Typed::TooLong } else { Typed::Line(line) }
}

/// What a key of a 3270 does: ENTER finishes the input field, CLEAR shows the next lines.
fn transmitted(screen: &mut Screen, bytes: &[u8]) -> Reaction {
    let mut lines = Vec::new();
    if let Ok(inbound) = ds3270::parse(bytes) {
        match inbound.aid {
            Aid::Enter => {
                let at_input = |field: &&ds3270::Field| field.address == screen.input_address();
                let field = inbound.fields.iter().find(at_input);
                let line = field.map_or_else(String::new, |field| field.text.clone());
                if !line.is_empty() {
                    screen.say(&line);
                }
                lines.push(whole_line(line));
            }
            Aid::Clear => screen.clear(),
            Aid::Pf(number) => screen.say(&alloc::format!("* PF{number:02} UNDEFINED")),
            Aid::Pa(_) => {}
        }
    }
    Reaction { output: Vec::from([screen.render()]), lines }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ds3270::encode_address;

    const SCREEN: Mode = Mode::Screen(Size::Model2);

    fn transmission(aid: u8, text: &str) -> Vec<u8> {
        let mut bytes = vec![aid];
        bytes.extend(encode_address(1761));
        bytes.push(0x11);
        bytes.extend(encode_address(1761));
        bytes.extend(ebcdic::to_ebcdic(text));
        bytes
    }

    #[test]
    fn a_line_is_the_same_on_every_terminal() {
        let typed = [
            (Mode::Ascii, b"q time\r".to_vec()),
            (Mode::Line, ebcdic::to_ebcdic("q time")),
            (SCREEN, transmission(0x7D, "q time")),
        ];
        for (mode, bytes) in typed {
            let mut face = Face::new(mode, "LTICVM2");
            assert_eq!(face.typed(&bytes).lines, [Typed::Line("q time".into())], "{mode:?}");
        }
    }

    #[test]
    fn lines_look_as_the_terminal_has_them() {
        let mut ascii = Face::new(Mode::Ascii, "LTICVM2");
        assert_eq!(ascii.put("Ready;"), [b"Ready;\r\n"]);
        assert_eq!(ascii.show_status(Status::CpRead), [b"\x1B]0;LTICVM2 CP READ\x07"]);
        let mut line = Face::new(Mode::Line, "LTICVM2");
        assert_eq!(line.put("Ready;"), [ebcdic::to_ebcdic("Ready;")]);
        assert_eq!(line.put(&"x".repeat(80)).len(), 2);
        assert!(line.show_status(Status::CpRead).is_empty());
        let mut screen = Face::new(SCREEN, "LTICVM2");
        assert_eq!(screen.put("Ready;")[0][0], 0x01, "WRITE leaves what is being typed");
    }

    #[test]
    fn keys_of_a_3270_unlock_the_keyboard_again() {
        let mut face = Face::new(SCREEN, "LTICVM2");
        for bytes in [transmission(0x7D, ""), vec![0x6D], vec![0x6C], vec![0xF6], vec![0xFF]] {
            let reaction = face.typed(&bytes);
            assert_eq!(reaction.output[0][..2], [0x05, 0xC3], "ERASE/WRITE with keyboard restore");
        }
        assert_eq!(face.typed(&[0x7D, 0x40, 0x40]).lines, [Typed::Line(String::new())]);
    }

    #[test]
    fn a_line_that_is_too_long_is_taken_nowhere() {
        let long = "q".repeat(10_000);
        let typed = [
            (Mode::Ascii, (long.clone() + "\r").into_bytes()),
            (Mode::Line, ebcdic::to_ebcdic(&long)),
            (SCREEN, transmission(0x7D, &long)),
        ];
        for (mode, bytes) in typed {
            assert_eq!(
                Face::new(mode, "LTICVM2").typed(&bytes).lines,
                [Typed::TooLong],
                "{mode:?}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_harm(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            for mode in [Mode::Ascii, Mode::Line, SCREEN] {
                let mut face = Face::new(mode, "LTICVM2");
                for line in face.typed(&bytes).lines {
                    if let Typed::Line(line) = line {
                        proptest::prop_assert!(line.chars().count() <= LINE_CHARACTERS);
                        face.put(&line);
                    }
                }
            }
        }
    }
}
