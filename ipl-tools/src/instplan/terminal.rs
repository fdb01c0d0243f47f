//! The terminal that the panels are on: keys in, panels out.

use anyhow::{Context, Result};
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::panel::Key;
use super::{Outcome, Planning, draw};

/// The terminal in full-screen mode, until it is dropped.
pub struct Screen(DefaultTerminal);

impl Screen {
    /// Clears the terminal and goes into full-screen mode.
    pub fn open() -> Result<Self> {
        ratatui::try_init().map(Self).context("the terminal has no full-screen mode")
    }

    /// Shows panels until something else is to be done.
    pub fn run(&mut self, planning: &mut Planning) -> Result<Outcome> {
        loop {
            self.0.draw(|frame| draw(planning, frame))?;
            let Event::Key(pressed) = event::read()? else { continue };
            let Some(key) = key(pressed) else { continue };
            match planning.key(key) {
                Outcome::Panel => {}
                outcome => return Ok(outcome),
            }
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        ratatui::restore();
    }
}

/// What a key of the terminal means; Ctrl-C and Escape leave as F3 does.
fn key(pressed: KeyEvent) -> Option<Key> {
    if pressed.kind == KeyEventKind::Release {
        return None;
    }
    let control = pressed.modifiers.contains(KeyModifiers::CONTROL);
    Some(match pressed.code {
        KeyCode::Char('c') if control => Key::Quit,
        KeyCode::Char(_) if control => return None,
        KeyCode::Char(character) => Key::Char(character),
        KeyCode::F(1) => Key::Help,
        KeyCode::F(3) | KeyCode::Esc => Key::Quit,
        KeyCode::F(5) => Key::Process,
        KeyCode::Tab | KeyCode::Enter => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        _ => return None,
    })
}
