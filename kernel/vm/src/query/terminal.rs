//! QUERY TERMINAL.

use alloc::format;
use alloc::string::String;

use super::set::on_off;
use crate::Answer;
use crate::machine::VirtualMachine;
use crate::terminal::{BreakKey, Tab};

impl VirtualMachine {
    /// QUERY TERMINAL: four lines. Linux takes what stands behind `CONMODE`.
    pub fn query_terminal(&self) -> Answer {
        let own = &self.terminal;
        let (line_end, line_delete) = (edit(own.line_end), edit(own.line_delete));
        let (character_delete, escape) = (edit(own.character_delete), edit(own.escape));
        let tab = match own.tab {
            Tab::On => "ON".into(),
            Tab::Off => "OFF".into(),
            Tab::Character(character) => String::from(character),
        };
        let key = match own.break_key {
            BreakKey::Pa1 => "PA1".into(),
            BreakKey::Pf(number) => format!("PF{number:02}"),
            BreakKey::None => "NONE".into(),
        };
        let mode = if own.attention_to_guest { "VM" } else { "CP" };
        let break_in = if own.break_in { "IMMED" } else { "GUESTCTL" };
        let (attention, apl) = (on_off(own.attention), on_off(own.apl));
        let (text, highlight) = (on_off(own.text), on_off(own.highlight));
        let (saved, auto_cr) = (on_off(own.screen_save), on_off(own.auto_cr));
        let (hold, stamp) = (on_off(own.hold), on_off(own.timestamp));
        let (size, console, system) = (own.line_size, own.console_mode, on_off(own.system_3270));
        let (alarm, clear) = own.more;
        Answer::text([
            format!(
                "LINEND {line_end}, LINEDEL {line_delete}, CHARDEL {character_delete}, \
                 ESCAPE {escape}, TABCHAR {tab}"
            ),
            format!(
                "LINESIZE {size:03}, ATTN {attention}, APL {apl}, TEXT {text}, MODE {mode}, \
                 HILIGHT {highlight}"
            ),
            format!("CONMODE {console}, BREAKIN {break_in:<6}, BRKKEY {key:<4}, SCRNSAVE {saved}"),
            format!(
                "AUTOCR {auto_cr:<3}, MORE {alarm:03} {clear:03}, HOLD {hold:<3}, \
                 TIMESTAMP {stamp}, SYS3270 {system}"
            ),
        ])
    }
}

/// An editing character with a blank behind it, or OFF.
fn edit(character: Option<char>) -> String {
    character.map_or_else(|| "OFF".into(), |character| format!("{character} "))
}
