//! What terminals send.

use terminal::command_line::{LINE_END, commands};
use terminal::ds3270::{Size, decode_address, parse};
use terminal::face::{Face, Mode};
use terminal::line_editor::{LINE_CHARACTERS, LineEditor, Typed};

fn short(line: &Typed) -> bool {
    !matches!(line, Typed::Line(text) if text.chars().count() > LINE_CHARACTERS)
}

/// The first byte is how many the terminal sends at a time.
pub fn line_editor(input: &[u8]) {
    let (&at_a_time, bytes) = input.split_first().unwrap_or((&0, &[]));
    let mut editor = LineEditor::new();
    for (number, piece) in bytes.chunks(usize::from(at_a_time).max(1)).enumerate() {
        assert!(editor.type_bytes(piece).lines.iter().all(short));
        if number % 5 == 4 {
            editor.interrupt_with("HCPPLM1698I The mode of the SSI cluster is IN-FLUX");
        }
    }
}

pub fn command_line(input: &[u8]) {
    let line = String::from_utf8_lossy(input);
    for command in commands(&line, Some(LINE_END)).chain(commands(&line, None)) {
        assert!(!command.is_empty() && !command.starts_with('*'));
    }
}

pub fn ds3270(input: &[u8]) {
    let _ = parse(input);
    if let Some(&address) = input.first_chunk::<2>() {
        let _ = decode_address(address);
    }
}

/// The first byte is the terminal's kind; each piece of the rest is a transmission.
pub fn face(input: &[u8]) {
    let (&kind, bytes) = input.split_first().unwrap_or((&0, &[]));
    let modes = [Mode::Ascii, Mode::Line, Mode::Screen(Size::Model2), Mode::Screen(Size::Model4)];
    let mut face = Face::new(modes[usize::from(kind) % modes.len()], "LTICVM2");
    for piece in bytes.split(|&byte| byte == 0xFE) {
        let reaction = face.typed(piece);
        assert!(reaction.lines.iter().all(short));
        for line in reaction.lines {
            if let Typed::Line(line) = line {
                face.put(&line);
            }
        }
    }
}

pub fn line_seeds() -> Vec<Vec<u8>> {
    let lines: [&[u8]; 5] = [
        b"\x01q names\r",
        b"\x05cp q time#q ssi\r\n\x1b[A\x1b[D\x7f\r",
        b"\x03msg operator \xc3\xa4\xe2\x82\xac\x15\x0b\x17\x0c\r",
        b"\x02\x7d\x5b\x60\x11\x5b\x60\x98\x40\xa2\xa2\x89",
        b"\x01\xa2\xa2\x89\xfe\xa3",
    ];
    lines.map(<[u8]>::to_vec).into()
}

pub fn screen_seeds() -> Vec<Vec<u8>> {
    let transmissions: [&[u8]; 4] = [
        b"\x7d\x5b\x60\x11\x5b\x60\x98\x40\xa2\xa2\x89",
        b"\x6d",
        b"\x7d\x40\x40\x11\x40\x40\x11\xc1\x50\x81\x82",
        b"\xf1\x00\x00\x11\x01\x02\x81",
    ];
    transmissions.map(<[u8]>::to_vec).into()
}
