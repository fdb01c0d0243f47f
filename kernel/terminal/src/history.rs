//! The lines that were typed before.

use alloc::collections::VecDeque;
use alloc::string::String;

/// Lines that are kept.
const LINES: usize = 50;

/// Lines typed before, oldest first, and which of them is shown.
#[derive(Debug, Default)]
pub(crate) struct History {
    lines: VecDeque<String>,
    /// How many lines back; 0 is the line that is being typed.
    back: usize,
    /// The line that was being typed when the walk began.
    unfinished: String,
}

impl History {
    /// Keeps a finished line and goes back to its end.
    pub(crate) fn keep(&mut self, line: &str) {
        self.back = 0;
        if line.is_empty() || self.lines.back().is_some_and(|last| last == line) {
            return;
        }
        if self.lines.len() == LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(line.into());
    }

    /// Goes back to its end without keeping anything.
    pub(crate) fn leave(&mut self) {
        self.back = 0;
    }

    /// The line before the one shown, `current` being what is on the line now.
    pub(crate) fn older(&mut self, current: &str) -> Option<&str> {
        if self.back == self.lines.len() {
            return None;
        }
        if self.back == 0 {
            self.unfinished = current.into();
        }
        self.back += 1;
        Some(&self.lines[self.lines.len() - self.back])
    }

    /// The line after the one shown, at the end the unfinished one.
    pub(crate) fn newer(&mut self) -> Option<&str> {
        self.back = self.back.checked_sub(1)?;
        match self.back {
            0 => Some(&self.unfinished),
            back => Some(&self.lines[self.lines.len() - back]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_walk_is_bounded_at_both_ends() {
        let mut history = History::default();
        for number in 0..LINES + 5 {
            history.keep(&number.to_string());
        }
        assert_eq!(history.newer(), None);
        for number in (5..LINES + 5).rev() {
            assert_eq!(history.older("typed").unwrap(), number.to_string());
        }
        assert_eq!(history.older("x"), None);
        for number in 6..LINES + 5 {
            assert_eq!(history.newer().unwrap(), number.to_string());
        }
        assert_eq!(history.newer(), Some("typed"));
        assert_eq!(history.newer(), None);
    }
}
