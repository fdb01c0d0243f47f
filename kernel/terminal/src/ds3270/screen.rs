//! The screen: output above, two rows of input below, the status in the corner.

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;

use formats::ebcdic;

use super::encode_address;
use crate::status::Status;
use crate::timestamp::broken;

/// Write, as channel command: what is not written stays.
const WRITE: u8 = 0x01;
/// Erase/Write, as channel command.
const ERASE_WRITE: u8 = 0x05;
/// Erase/Write Alternate, as channel command.
const ERASE_WRITE_ALTERNATE: u8 = 0x0D;
/// Write control character: reset, keyboard restore, reset modified data tags.
const WCC: u8 = 0xC3;
/// Write control character that leaves keyboard and modified data tags as they are.
const WCC_NOTHING: u8 = 0x40;
/// Set Buffer Address.
const SBA: u8 = 0x11;
/// Start Field.
const SF: u8 = 0x1D;
/// Insert Cursor.
const IC: u8 = 0x13;
/// Attribute: protected; the cursor skips it.
const PROTECTED: u8 = 0xF0;
/// Attribute: unprotected.
const INPUT: u8 = 0x40;
/// Attribute: unprotected and not displayed.
const HIDDEN: u8 = 0x4C;

const COLUMNS: usize = 80;
/// Column of the status, from 0: its attribute stands one before it.
const STATUS_COLUMN: usize = 60;
/// Characters of the status; after them the system name.
const STATUS_CHARACTERS: usize = 10;
/// Lines that wait for room at most; the oldest are given up beyond it.
const WAITING_LINES: usize = 1000;

/// Rows of the terminal, all with 80 columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Model 2: 24 rows.
    Model2,
    /// Model 4: 43 rows, by Erase/Write Alternate.
    Model4,
}

impl Size {
    const fn rows(self) -> usize {
        match self {
            Self::Model2 => 24,
            Self::Model4 => 43,
        }
    }

    const fn command(self) -> u8 {
        match self {
            Self::Model2 => ERASE_WRITE,
            Self::Model4 => ERASE_WRITE_ALTERNATE,
        }
    }
}

/// CP's line-mode screen of one terminal.
#[derive(Debug)]
pub struct Screen {
    size: Size,
    system: String,
    /// Lines on the screen, from the top.
    shown: Vec<String>,
    /// Lines that wait until the screen is cleared.
    waiting: VecDeque<String>,
    /// What the corner tells while the screen is not full.
    status: Status,
}

impl Screen {
    /// An empty screen of the system with this name.
    pub fn new(size: Size, system: &str) -> Self {
        let (shown, waiting) = (Vec::new(), VecDeque::new());
        let mut screen =
            Self { size, system: String::new(), shown, waiting, status: Status::Running };
        screen.name_system(system);
        screen
    }

    /// From now on the system has this name.
    pub fn name_system(&mut self, system: &str) {
        self.system = system.chars().take(8).collect();
    }

    /// Sets what the corner tells.
    pub fn set_status(&mut self, status: Status) {
        self.status = status;
    }

    /// Adds a line, cut at the columns; what has no room waits.
    pub fn say(&mut self, line: &str) {
        self.waiting.extend(broken(line, COLUMNS - 1));
        let surplus = self.waiting.len().saturating_sub(WAITING_LINES);
        self.waiting.drain(..surplus);
        self.fill();
    }

    /// CLEAR: the next lines, if any wait.
    pub fn clear(&mut self) {
        self.shown.clear();
        self.fill();
    }

    /// Whether lines wait: the status is MORE... then.
    pub fn is_full(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Buffer address of the input field.
    pub fn input_address(&self) -> u16 {
        (self.output_rows() * COLUMNS + 1) as u16
    }

    /// The write that shows all of it with an empty input field, and unlocks the keyboard.
    pub fn render(&self) -> Vec<u8> {
        let mut stream = Vec::from([self.size.command(), WCC]);
        self.put_output(&mut stream);
        put_field(&mut stream, self.output_rows() * COLUMNS, INPUT, "");
        stream.push(IC);
        self.put_corner(&mut stream);
        stream
    }

    /// The write that shows the output and the status and leaves what is being typed. It holds all
    /// of them, so that the newest of several is enough.
    pub fn update(&self) -> Vec<u8> {
        let mut stream = Vec::from([WRITE, WCC_NOTHING]);
        self.put_output(&mut stream);
        self.put_corner(&mut stream);
        stream
    }

    fn put_output(&self, stream: &mut Vec<u8>) {
        for (row, line) in self.shown.iter().enumerate() {
            put_field(stream, row * COLUMNS, PROTECTED, line);
        }
        if self.shown.len() < self.output_rows() {
            put_field(stream, self.shown.len() * COLUMNS, PROTECTED, "");
        }
    }

    fn put_corner(&self, stream: &mut Vec<u8>) {
        let status = if self.is_full() { Status::More } else { self.status };
        let corner = (self.size.rows() - 1) * COLUMNS + STATUS_COLUMN - 1;
        let words = status.words();
        let text = alloc::format!("{words:<STATUS_CHARACTERS$}{:<8}", self.system);
        put_field(stream, corner, PROTECTED, &text);
    }

    fn output_rows(&self) -> usize {
        self.size.rows() - 2
    }

    fn fill(&mut self) {
        let room = self.output_rows() - self.shown.len();
        self.shown.extend(self.waiting.drain(..room.min(self.waiting.len())));
    }
}

/// The logo: a USERID field of eight characters that skips into PASSWORD.
pub fn logo(size: Size, system: &str, lines: &[&str]) -> Vec<u8> {
    let rows = size.rows();
    let mut stream = Vec::from([size.command(), WCC]);
    for (row, line) in lines.iter().take(rows - 7).enumerate() {
        put_field(&mut stream, row * COLUMNS, PROTECTED, line);
    }
    let at = |row: usize| row * COLUMNS;
    let ask = "Fill in your USERID and PASSWORD and press ENTER";
    put_field(&mut stream, at(rows - 6), PROTECTED, ask);
    put_field(&mut stream, at(rows - 5), PROTECTED, "USERID   ===>");
    put_field(&mut stream, at(rows - 5) + 15, INPUT, "");
    stream.push(IC);
    put_field(&mut stream, at(rows - 5) + 24, PROTECTED, "");
    put_field(&mut stream, at(rows - 4), PROTECTED, "PASSWORD ===>");
    put_field(&mut stream, at(rows - 4) + 15, HIDDEN, "");
    put_field(&mut stream, at(rows - 4) + 24, PROTECTED, "");
    put_field(&mut stream, at(rows - 3), PROTECTED, "COMMAND  ===>");
    put_field(&mut stream, at(rows - 3) + 15, INPUT, "");
    put_field(&mut stream, at(rows - 2), PROTECTED, "");
    let text = alloc::format!("{:<STATUS_CHARACTERS$}{system:<8.8}", Status::Running.words());
    put_field(&mut stream, at(rows - 1) + STATUS_COLUMN - 1, PROTECTED, &text);
    stream
}

/// A field: its attribute at buffer address `at`, its text behind it.
fn put_field(stream: &mut Vec<u8>, at: usize, attribute: u8, text: &str) {
    let [high, low] = encode_address(at as u16);
    stream.extend([SBA, high, low, SF, attribute]);
    let graphic = |byte| if matches!(byte, ebcdic::BLANK..=0xFE) { byte } else { ebcdic::BLANK };
    stream.extend(ebcdic::to_ebcdic(text).into_iter().take(COLUMNS - 1).map(graphic));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ds3270::decode_address;

    /// What a terminal would show: attributes are blanks.
    fn shown(stream: Vec<u8>) -> Vec<String> {
        let rows = if stream[0] == ERASE_WRITE { 24 } else { 43 };
        let (mut buffer, mut at) = (vec![ebcdic::BLANK; rows * COLUMNS], 0);
        let mut bytes = stream.into_iter().skip(2);
        while let Some(byte) = bytes.next() {
            match byte {
                SBA => {
                    let pair = [bytes.next().unwrap(), bytes.next().unwrap()];
                    at = usize::from(decode_address(pair).unwrap());
                }
                SF => {
                    bytes.next().unwrap();
                    at += 1;
                }
                IC => {}
                text => {
                    buffer[at] = text;
                    at += 1;
                }
            }
        }
        buffer.chunks(COLUMNS).map(ebcdic::to_text).collect()
    }

    #[test]
    fn the_status_stands_where_clients_look() {
        for (size, rows) in [(Size::Model2, 24), (Size::Model4, 43)] {
            let mut screen = Screen::new(size, "LTICVM2");
            screen.say("LOGON AT 11:10:59");
            screen.set_status(Status::CpRead);
            let rows_shown = shown(screen.render());
            assert_eq!(rows_shown.len(), rows);
            assert_eq!(rows_shown[0].trim(), "LOGON AT 11:10:59");
            assert_eq!(&rows_shown[rows - 1][60..67], "CP READ");
            assert_eq!(&rows_shown[rows - 1][70..78], "LTICVM2 ");
        }
    }

    #[test]
    fn a_full_screen_waits_for_clear() {
        let mut screen = Screen::new(Size::Model2, "LTICVM2");
        for number in 0..30 {
            screen.say(&number.to_string());
        }
        assert!(screen.is_full());
        let first = shown(screen.render());
        assert_eq!((first[0].trim(), first[21].trim()), ("0", "21"));
        assert_eq!(&first[23][60..67], "MORE...");
        screen.clear();
        let second = shown(screen.render());
        assert_eq!((second[0].trim(), second[7].trim()), ("22", "29"));
        assert!(!screen.is_full());
    }

    #[test]
    fn an_update_leaves_the_input_field() {
        let mut screen = Screen::new(Size::Model2, "LTICVM2");
        screen.say("one");
        let update = screen.update();
        assert_eq!(update[..2], [WRITE, WCC_NOTHING]);
        let orders = update.windows(3).filter(|window| window[0] == SBA);
        let addresses: Vec<u16> =
            orders.filter_map(|window| decode_address([window[1], window[2]])).collect();
        assert_eq!(addresses, [0, 80, 23 * 80 + 59]);
        assert!(!update.contains(&IC));
    }

    #[test]
    fn the_logo_asks_for_eight_characters_and_skips_on() {
        let stream = logo(Size::Model4, "LTICVM2", &["Atoll"]);
        let user = encode_address(38 * 80 + 15);
        let behind = encode_address(38 * 80 + 24);
        let field =
            [SBA, user[0], user[1], SF, INPUT, IC, SBA, behind[0], behind[1], SF, PROTECTED];
        assert!(stream.windows(field.len()).any(|window| window == field));
        let rows = shown(stream);
        assert_eq!(rows[37].trim(), "Fill in your USERID and PASSWORD and press ENTER");
        assert_eq!(&rows[42][60..67], "RUNNING");
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_said(lines in proptest::collection::vec("\\PC{0,200}", 0..40)) {
            let mut screen = Screen::new(Size::Model2, "LTICVM2");
            lines.iter().for_each(|line| screen.say(line));
            proptest::prop_assert_eq!(shown(screen.render()).len(), 24);
        }
    }
}
