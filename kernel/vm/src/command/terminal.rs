//! TERMINAL.

use messages::Message;
use syntax::Keyword;

use super::Outcome;
use super::set::on;
use crate::machine::VirtualMachine;
use crate::operands::Operands;
use crate::terminal::{BreakKey, ConsoleMode, Tab, TerminalSettings};

/// What sets, given what stands behind the operand.
type Setter = fn(&mut TerminalSettings, &mut Operands) -> Result<(), Message>;

/// Every operand, with its minimum abbreviation.
const OPERANDS: [(Keyword, Setter); 20] = [
    (Keyword::new("APL", 3), |t, o| put(&mut t.apl, on(o))),
    (Keyword::new("ATTN", 2), |t, o| put(&mut t.attention, on(o))),
    (Keyword::new("AUTOCR", 4), |t, o| put(&mut t.auto_cr, on(o))),
    (Keyword::new("BREAKIN", 6), |t, o| put(&mut t.break_in, break_in(o))),
    (Keyword::new("BRKKEY", 3), |t, o| put(&mut t.break_key, break_key(o))),
    (Keyword::new("CHARDEL", 2), |t, o| put(&mut t.character_delete, edit(o, '@'))),
    (Keyword::new("CONMODE", 4), |t, o| put(&mut t.console_mode, o.choice(&CONSOLE_MODES))),
    (Keyword::new("ESCAPE", 3), |t, o| put(&mut t.escape, edit(o, '"'))),
    (Keyword::new("HILIGHT", 2), |t, o| put(&mut t.highlight, on(o))),
    (Keyword::new("HOLD", 4), |t, o| put(&mut t.hold, on(o))),
    (Keyword::new("LINEDEL", 6), |t, o| put(&mut t.line_delete, edit(o, '¢'))),
    (Keyword::new("LINEND", 5), |t, o| put(&mut t.line_end, edit(o, '#'))),
    (Keyword::new("LINESIZE", 5), |t, o| put(&mut t.line_size, line_size(o))),
    (Keyword::new("MODE", 4), |t, o| put(&mut t.attention_to_guest, o.choice(&MODES))),
    (Keyword::new("MORE", 4), |t, o| put(&mut t.more, more(o))),
    (Keyword::new("SCRNSAVE", 4), |t, o| put(&mut t.screen_save, on(o))),
    (Keyword::new("SYS3270", 7), |t, o| put(&mut t.system_3270, on(o))),
    (Keyword::new("TABCHAR", 3), |t, o| put(&mut t.tab, tab(o))),
    (Keyword::new("TEXT", 4), |t, o| put(&mut t.text, on(o))),
    (Keyword::new("TIMESTAMP", 4), |t, o| put(&mut t.timestamp, on(o))),
];

const CONSOLE_MODES: [(&str, ConsoleMode); 2] =
    [("3215", ConsoleMode::Line), ("3270", ConsoleMode::Display)];
const MODES: [(&str, bool); 2] = [("VM", true), ("CP", false)];
/// Highest program function key.
const KEYS: u8 = 24;

/// `TERMINAL operand value ...`. All are set, or none where one is wrong; it answers nothing.
pub fn terminal(machine: &mut VirtualMachine, operands: &str) -> Outcome {
    let mut operands = Operands::new(operands, "CFT");
    match changed(machine.terminal, &mut operands) {
        Ok(settings) => {
            machine.terminal = settings;
            Outcome::default()
        }
        Err(message) => Err(message).into(),
    }
}

fn changed(
    mut settings: TerminalSettings,
    operands: &mut Operands,
) -> Result<TerminalSettings, Message> {
    loop {
        let first = operands.word()?;
        let known = OPERANDS.iter().find(|(keyword, _)| keyword.matches(first));
        let (_, setter) = known.ok_or_else(|| operands.invalid_option(first))?;
        setter(&mut settings, operands)?;
        if operands.peek().is_none() {
            return Ok(settings);
        }
    }
}

fn put<T>(setting: &mut T, value: Result<T, Message>) -> Result<(), Message> {
    *setting = value?;
    Ok(())
}

/// ON for `usual`, OFF, or a character that no user id, number or keyword has.
fn edit(operands: &mut Operands, usual: char) -> Result<Option<char>, Message> {
    operands.parse(|word| match word {
        word if word.eq_ignore_ascii_case("ON") => Some(Some(usual)),
        word if word.eq_ignore_ascii_case("OFF") => Some(None),
        word => single(word).map(Some),
    })
}

fn tab(operands: &mut Operands) -> Result<Tab, Message> {
    operands.parse(|word| match word {
        word if word.eq_ignore_ascii_case("ON") => Some(Tab::On),
        word if word.eq_ignore_ascii_case("OFF") => Some(Tab::Off),
        word => single(word).map(Tab::Character),
    })
}

fn single(word: &str) -> Option<char> {
    let mut characters = word.chars();
    let first = characters.next().filter(|c| !c.is_alphanumeric() && !c.is_control())?;
    characters.next().is_none().then_some(first)
}

fn break_in(operands: &mut Operands) -> Result<bool, Message> {
    if operands.take("IMMED", 2) {
        return Ok(true);
    }
    if operands.take("GUESTCTL", 5) {
        return Ok(false);
    }
    let word = operands.word()?;
    Err(operands.invalid_option(word))
}

/// PA1, PF1 to PF24, or NONE.
fn break_key(operands: &mut Operands) -> Result<BreakKey, Message> {
    operands.parse(|word| {
        let word = word.to_ascii_uppercase();
        match word.as_str() {
            "PA1" => Some(BreakKey::Pa1),
            "NONE" => Some(BreakKey::None),
            key => {
                let number = key.strip_prefix("PF")?.parse().ok();
                number.filter(|number| (1..=KEYS).contains(number)).map(BreakKey::Pf)
            }
        }
    })
}

fn line_size(operands: &mut Operands) -> Result<u8, Message> {
    operands.parse(|word| word.parse().ok().filter(|&columns| columns > 0))
}

/// Seconds until the alarm, and from then on until the screen is cleared.
fn more(operands: &mut Operands) -> Result<(u8, u8), Message> {
    let seconds = |word: &str| word.parse().ok();
    Ok((operands.parse(seconds)?, operands.parse(seconds)?))
}
