//! SET: the system's settings, by class; the rest is the virtual machine's own.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use formats::checkpoint::Change;
use formats::pdr::Name;
use messages::message;
use ssi::Command as SsiCommand;
use syntax::Keyword;

use crate::command::{Answer, Classes, Handler, Invocation, devices, invalid_option};
use crate::{cluster, spooling, users};

/// An operand of the system's.
struct Operand {
    name: Keyword,
    classes: Classes,
    handler: Handler,
}

/// Every operand of the system's, in the order in which abbreviations are tried.
const OPERANDS: &[Operand] = &[
    Operand {
        name: Keyword::new("LOGMSG", 3),
        classes: Classes("B"),
        handler: |invocation| Box::pin(log_message(invocation)),
    },
    Operand {
        name: Keyword::new("MAXUSERS", 4),
        classes: Classes("AC"),
        handler: |invocation| Box::pin(maximum_users(invocation)),
    },
    Operand {
        name: Keyword::new("SSI", 3),
        classes: Classes("AB"),
        handler: |invocation| Box::pin(ssi(invocation)),
    },
];

/// SET operand value.
pub async fn set(invocation: Invocation<'_>) -> Answer {
    let Some(first) = invocation.words().next() else { return message("SET", 26, &[]).into() };
    let Invocation { issuer, .. } = invocation;
    let known =
        |operand: &&Operand| operand.name.matches(first.text) && operand.classes.allow(issuer);
    match OPERANDS.iter().find(known) {
        Some(operand) => {
            (operand.handler)(Invocation { operands: invocation.after(1), issuer }).await
        }
        None => devices::set(invocation).await,
    }
}

/// SET LOGMSG text: one line; without text none.
async fn log_message(invocation: Invocation<'_>) -> Answer {
    let Some(spooling) = spooling::this() else { return message("SET", 7024, &[]).into() };
    let text = invocation.operands.trim_end();
    let lines: Vec<String> = if text.is_empty() { Vec::new() } else { Vec::from([text.into()]) };
    match spooling.accept(Change::LogMessage(lines)).await {
        Ok(()) => Answer::default(),
        Err(_) => message("SET", 7034, &[]).into(),
    }
}

/// SET MAXUSERS nnnnn|NOLIMIT.
async fn maximum_users(invocation: Invocation<'_>) -> Answer {
    let Some(word) = invocation.words().next() else { return message("SET", 26, &[]).into() };
    let maximum = match word.text {
        word if word.eq_ignore_ascii_case("NOLIMIT") => None,
        word => match word.parse::<usize>() {
            Ok(maximum) if maximum > 0 => Some(maximum),
            _ => return invalid_option("SET", word),
        },
    };
    users::table(|users| users.set_maximum(maximum));
    Answer::default()
}

/// SET SSI sysid DOWN: somebody has looked, and that machine is stopped.
/// SET SSI NOWAIT: this member waits for the others no longer.
async fn ssi(invocation: Invocation<'_>) -> Answer {
    let Some(cluster) = cluster::this() else {
        return Answer::text(["This system is not a member of an SSI cluster."]);
    };
    let words: Vec<String> =
        invocation.words().map(|word| word.text.to_ascii_uppercase()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["NOWAIT"] => cluster.command(SsiCommand::StopWaiting),
        [name, "DOWN"] => match Name::new(name) {
            Some(name) => cluster.command(SsiCommand::SetSsiDown(name)),
            None => return invalid_option("SET", name),
        },
        [] | [_] => return message("SET", 26, &[]).into(),
        [_, word, ..] => return invalid_option("SET", &word.to_string()),
    }
    Answer::default()
}
