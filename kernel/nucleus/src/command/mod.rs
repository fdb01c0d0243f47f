//! The command processor: one table of commands, each command in a file of its own.

mod cp_disk;
mod devices;
mod disconnect;
mod force;
mod link;
mod logoff;
pub mod logon;
mod message;
mod online;
mod query;
mod set;
mod shutdown;
mod warning;
mod xautolog;

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::future::Future;
use core::pin::Pin;

use ::messages::message as text_of;
use machine::trace::put;
use syntax::{Keyword, Word, words};
use trace::Kind;
pub use vm::Answer;
use vm::settings::Switch;

use crate::users::LoggedOn;

/// A command line, and who entered it.
pub struct Invocation<'a> {
    /// What stands behind the command's name, from its first word on.
    pub operands: &'a str,
    /// Who entered it.
    pub issuer: &'a Arc<LoggedOn>,
}

impl<'a> Invocation<'a> {
    /// The operands as words.
    pub fn words(&self) -> impl Iterator<Item = Word<'a>> + use<'a> {
        words(self.operands)
    }

    /// What follows the first `count` words of the operands.
    pub fn after(&self, count: usize) -> &'a str {
        self.words().nth(count).map_or("", |word| word.rest(self.operands))
    }
}

/// A command or operand that may take its time.
type Running<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;
/// What carries a command out.
type Handler = for<'a> fn(Invocation<'a>) -> Running<'a>;

/// The privilege classes that a command or operand is for; none: whoever is logged on.
#[derive(Clone, Copy)]
struct Classes(&'static str);

const ANY: Classes = Classes("");

impl Classes {
    fn allow(self, user: &LoggedOn) -> bool {
        self.0.is_empty() || user.has_class(self.0)
    }
}

/// A command of the table.
struct Command {
    name: Keyword,
    classes: Classes,
    handler: Handler,
}

/// A row of the table: name, minimum abbreviation, IBM's classes, what carries it out.
macro_rules! command {
    ($name:literal, $minimum:literal, $classes:expr, $handler:path) => {
        Command {
            name: Keyword::new($name, $minimum),
            classes: $classes,
            handler: |invocation| Box::pin($handler(invocation)),
        }
    };
}

/// Every command, in the order in which abbreviations are tried.
const COMMANDS: &[Command] = &[
    command!("QUERY", 1, ANY, query::query),
    command!("MESSAGE", 1, ANY, message::message),
    command!("MSG", 3, ANY, message::message),
    command!("MSGNOH", 6, Classes("B"), message::without_header),
    command!("WARNING", 1, Classes("ABC"), warning::warning),
    command!("WNG", 3, Classes("ABC"), warning::warning),
    command!("CPACCESS", 5, Classes("A"), cp_disk::access),
    command!("CPRELEASE", 5, Classes("A"), cp_disk::release),
    command!("CPLISTFILE", 6, Classes("ABCE"), cp_disk::list_file),
    command!("CPTYPE", 6, Classes("ABCE"), cp_disk::type_file),
    command!("AUTOLOG", 6, Classes("AB"), xautolog::autolog),
    command!("XAUTOLOG", 7, Classes("ABG"), xautolog::xautolog),
    command!("FORCE", 5, Classes("A"), force::force),
    command!("LOGOFF", 3, ANY, logoff::logoff),
    command!("DISCONNECT", 6, ANY, disconnect::disconnect),
    command!("DEFINE", 3, ANY, devices::define),
    command!("DETACH", 3, ANY, devices::detach),
    command!("LINK", 4, Classes("G"), link::link),
    command!("ONLINE", 6, Classes("ABC"), online::online),
    command!("REDEFINE", 5, ANY, devices::redefine),
    command!("SET", 3, ANY, set::set),
    command!("TERMINAL", 4, Classes("G"), devices::terminal),
    command!("SHUTDOWN", 8, Classes("A"), shutdown::shutdown),
];

/// Carries out a command. One that is not for the issuer's classes is as unknown as one that
/// there is not.
pub async fn execute(line: &str, issuer: &Arc<LoggedOn>) -> Answer {
    let mut words = words(line);
    let Some(name) = words.next() else { return Answer::default() };
    let operands = words.next().map_or("", |word| word.rest(line));
    let known = |command: &&Command| command.name.matches(name.text);
    match COMMANDS.iter().find(known).filter(|command| command.classes.allow(issuer)) {
        Some(command) => {
            // The name alone: operands may be passwords.
            put(Kind::Command, 0, 0, trace::text(command.name.name.as_bytes()));
            (command.handler)(Invocation { operands, issuer }).await
        }
        None => text_of("CMD", 1, &[&name.text.to_ascii_uppercase()]).into(),
    }
}

/// The lines of an answer as SET EMSG and SET IMSG of the user want them.
pub fn shown(answer: &Answer, user: &LoggedOn) -> Vec<String> {
    let machine = user.machine.lock();
    answer.shown(machine.settings.emsg, machine.settings.imsg != Switch::Off)
}

/// The answer to an operand that is none of the command's.
fn invalid_option(module: &'static str, word: &str) -> Answer {
    text_of(module, 3, &[&word.to_ascii_uppercase()]).into()
}

/// `QUERY COMMANDS`: the names that the user may enter, in columns of twelve, six a line.
fn list(user: &LoggedOn) -> Answer {
    const COLUMNS: usize = 6;
    let allowed = COMMANDS.iter().filter(|command| command.classes.allow(user));
    let mut names: Vec<&str> = allowed.map(|command| command.name.name).collect();
    names.sort_unstable();
    let line = |names: &[&str]| {
        let columns: String = names.iter().map(|name| format!("{name:<12}")).collect();
        String::from(columns.trim_end())
    };
    Answer::text(names.chunks(COLUMNS).map(line))
}
