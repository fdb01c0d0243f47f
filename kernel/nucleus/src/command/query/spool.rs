//! QUERY FILES and LOGMSG.

use alloc::format;

use directory::Name;

use crate::command::query::alone;
use crate::command::{Answer, Invocation, invalid_option};
use crate::{spooling, users};

/// QUERY FILES [userid|ALL]: of another user for class D.
pub async fn files(invocation: Invocation<'_>) -> Answer {
    let issuer = invocation.issuer;
    let owner = match invocation.words().next() {
        None => Some(issuer.name),
        Some(word) if !issuer.has_class("D") => return invalid_option("CQU", word.text),
        Some(word) if word.text.eq_ignore_ascii_case("ALL") => None,
        Some(word) => match Name::new(&word.text.to_ascii_uppercase()) {
            Some(name) => Some(name),
            None => return invalid_option("CQU", word.text),
        },
    };
    match users::files(owner).await {
        Some(line) => Answer::text([line]),
        None => Answer::text(["FILES:   NO RDR,   NO PRT,   NO PUN"]),
    }
}

/// QUERY LOGMSG.
pub async fn log_message(invocation: Invocation<'_>) -> Answer {
    let lines = match spooling::this() {
        Some(spooling) => spooling.look(|state| state.log_message().to_vec()).await,
        None => <_>::default(),
    };
    alone(&invocation, || match lines.is_empty() {
        true => Answer::text(["There is no logmsg data"]),
        false => Answer::text(lines.iter().map(|line| format!("{line}"))),
    })
}
