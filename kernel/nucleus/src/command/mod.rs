//! The command processor: one table of commands, each command in a file of its own.

mod msg;
mod query;
mod shutdown;

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use core::future::Future;
use core::pin::Pin;

use messages::{Message, message};
use syntax::{Keyword, Word, words};

use crate::console::Console;

/// What a command answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Lines of text.
    pub text: String,
    /// 0, or the number of the error message.
    pub return_code: u16,
}

impl Answer {
    /// Lines of a command that did what it was asked to.
    pub fn lines(text: impl ToString) -> Self {
        Self { text: text.to_string(), return_code: 0 }
    }

    /// The answer that is one message.
    pub fn message(message: &Message) -> Self {
        Self { text: message.to_string(), return_code: message.return_code() }
    }

    /// The answer to an operand that is none of the command's.
    pub fn invalid_option(module: &'static str, word: &str) -> Self {
        Self::message(&message(module, 3, &[&word.to_ascii_uppercase()]))
    }
}

/// A command line, and where it came from.
pub struct Invocation<'a> {
    /// What stands behind the command's name, from its first word on.
    pub operands: &'a str,
    /// The console that it was typed at.
    pub console: &'static Console,
}

impl<'a> Invocation<'a> {
    /// The operands as words.
    pub fn words(&self) -> impl Iterator<Item = Word<'a>> + use<'a> {
        words(self.operands)
    }
}

/// What carries a command out.
type Handler = for<'a> fn(Invocation<'a>) -> Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// A command of the table.
struct Command {
    name: Keyword,
    /// IBM's privilege classes of it.
    classes: &'static str,
    handler: Handler,
}

/// Every command, in the order in which abbreviations are tried.
const COMMANDS: [Command; 4] = [
    Command {
        name: Keyword::new("QUERY", 1),
        classes: "ABCDEFG",
        handler: |invocation| Box::pin(query::query(invocation)),
    },
    Command {
        name: Keyword::new("MESSAGE", 1),
        classes: "ABCDEFG",
        handler: |invocation| Box::pin(msg::message(invocation)),
    },
    Command {
        name: Keyword::new("MSG", 3),
        classes: "ABCDEFG",
        handler: |invocation| Box::pin(msg::message(invocation)),
    },
    Command {
        name: Keyword::new("SHUTDOWN", 8),
        classes: "A",
        handler: |invocation| Box::pin(shutdown::shutdown(invocation)),
    },
];

/// Carries out a command of OPERATOR.
pub async fn execute(line: &str, console: &'static Console) -> Answer {
    let mut words = words(line);
    let Some(name) = words.next() else { return Answer::default() };
    let operands = words.next().map_or("", |word| word.rest(line));
    match COMMANDS.iter().find(|command| command.name.matches(name.text)) {
        Some(command) => (command.handler)(Invocation { operands, console }).await,
        None => Answer::message(&message("CMD", 1, &[&name.text.to_ascii_uppercase()])),
    }
}

/// `QUERY COMMANDS`: the names in columns of twelve, six a line.
fn list() -> Answer {
    const COLUMNS: usize = 6;
    let mut names: alloc::vec::Vec<&str> = COMMANDS
        .iter()
        .filter(|command| !command.classes.is_empty())
        .map(|command| command.name.name)
        .collect();
    names.sort_unstable();
    let mut text = String::new();
    for line in names.chunks(COLUMNS) {
        line.iter().for_each(|name| text.push_str(&format!("{name:<12}")));
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    Answer::lines(text)
}
