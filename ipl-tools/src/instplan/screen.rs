//! A panel as it looks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::Planning;
use super::panel::{Field, Panel};

/// Columns that a panel needs.
pub const COLUMNS: u16 = 80;
/// Rows that a panel needs.
pub const ROWS: u16 = 24;

const MESSAGE_ROW: u16 = ROWS - 2;
const KEYS: &str = "F1 = HELP    F3 = EXIT    F5 = PROCESS    TAB = NEXT FIELD";
const HELP_KEYS: &str = "PRESS ANY KEY TO GO BACK TO THE PANEL";

/// Draws the panel that is up, or its help.
pub fn draw(planning: &Planning, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < COLUMNS || area.height < ROWS {
        let text = format!(
            "THE TERMINAL HAS {} BY {} CHARACTERS; {COLUMNS} BY {ROWS} ARE NEEDED",
            area.width, area.height
        );
        put(frame.buffer_mut(), 0, 0, &text, Style::new());
        return;
    }
    let panel = planning.panel();
    let buffer = frame.buffer_mut();
    let title = (COLUMNS - panel.title.chars().count() as u16) / 2;
    put(buffer, 0, title, &panel.title, Style::new().add_modifier(Modifier::BOLD));
    if let Some(help) = planning.help() {
        for (row, line) in (2..).zip(help.lines()) {
            put(buffer, row, 0, line, Style::new());
        }
        put(buffer, ROWS - 1, 0, HELP_KEYS, Style::new().fg(Color::Cyan));
        return;
    }
    draw_panel(panel, buffer);
    if let Some((row, column)) = panel.cursor() {
        frame.set_cursor_position((column, row));
    }
}

fn draw_panel(panel: &Panel, buffer: &mut Buffer) {
    for text in &panel.texts {
        put(buffer, text.row, text.column, &text.text, Style::new());
    }
    for Field { row, column, width, value, .. } in &panel.fields {
        let width = usize::from(*width);
        put(buffer, *row, *column, &format!("{value:_<width$}"), Style::new().fg(Color::Green));
    }
    let warning = Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD);
    put(buffer, MESSAGE_ROW, 0, &panel.message, warning);
    put(buffer, ROWS - 1, 0, KEYS, Style::new().fg(Color::Cyan));
}

/// A text at its place; what is beyond the right edge is left out.
fn put(buffer: &mut Buffer, row: u16, column: u16, text: &str, style: Style) {
    let area = buffer.area;
    if row < area.height && column < area.width {
        let room = usize::from(area.width - column);
        buffer.set_stringn(area.x + column, area.y + row, text, room, style);
    }
}
