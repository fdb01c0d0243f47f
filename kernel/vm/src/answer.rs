//! What a command answers, before SET EMSG and SET IMSG have their say.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use messages::{Emsg, Message, Severity};

/// A line of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// What was asked for.
    Text(String),
    /// That something was done (`DASD 0190 DETACHED`): SET IMSG OFF suppresses it.
    Done(String),
    /// A message: SET EMSG says how much of it is shown.
    Message(Message),
}

/// A command's answer: its lines in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The lines.
    pub lines: Vec<Line>,
}

impl Answer {
    /// Lines of text.
    pub fn text<T: ToString>(lines: impl IntoIterator<Item = T>) -> Self {
        Self { lines: lines.into_iter().map(|line| Line::Text(line.to_string())).collect() }
    }

    /// Lines that say what was done.
    pub fn done<T: ToString>(lines: impl IntoIterator<Item = T>) -> Self {
        Self { lines: lines.into_iter().map(|line| Line::Done(line.to_string())).collect() }
    }

    /// Adds a line.
    pub fn push(&mut self, line: impl Into<Line>) {
        self.lines.push(line.into());
    }

    /// The command's return code: the number of its last message that is no information, 0
    /// without one.
    pub fn return_code(&self) -> u16 {
        self.messages().map(Message::return_code).rfind(|&code| code != 0).unwrap_or(0)
    }

    /// Whether the command was refused, wholly or in part.
    pub fn failed(&self) -> bool {
        self.messages().any(|message| message.severity == Severity::E)
    }

    /// The lines as a user sees them.
    pub fn shown(&self, emsg: Emsg, imsg: bool) -> Vec<String> {
        let shown = |line: &Line| match line {
            Line::Text(text) => Some(text.clone()),
            Line::Done(text) => imsg.then(|| text.clone()),
            Line::Message(message) => message.rendered(emsg),
        };
        self.lines.iter().filter_map(shown).collect()
    }

    fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.lines.iter().filter_map(|line| match line {
            Line::Message(message) => Some(message),
            _ => None,
        })
    }
}

impl From<Message> for Line {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Message> for Answer {
    fn from(message: Message) -> Self {
        Self { lines: Vec::from([Line::Message(message)]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use messages::message;

    #[test]
    fn settings_choose_what_is_shown_and_never_the_return_code() {
        let mut answer = Answer::done(["0190-0191 DETACHED"]);
        answer.push(message("DTV", 40, &["0192"]));
        answer.push(message("CLS", 6056, &["EREP"]));
        assert_eq!(answer.return_code(), 40);
        assert!(answer.failed() && !Answer::text(["STORAGE = 1G"]).failed());
        assert_eq!(
            answer.shown(Emsg::On, true)[..2],
            ["0190-0191 DETACHED", "HCPDTV040E Device 0192 does not exist"]
        );
        assert_eq!(answer.shown(Emsg::Code, false), ["HCPDTV040E", "HCPCLS6056I"]);
        assert!(answer.shown(Emsg::Off, false).is_empty());
    }
}
