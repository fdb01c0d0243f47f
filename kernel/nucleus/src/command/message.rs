//! MESSAGE userid text.

use alloc::format;

use crate::command::{Answer, Invocation};
use crate::time;

/// Shows a line to a user. Only OPERATOR is logged on.
pub async fn message(invocation: Invocation<'_>) -> Answer {
    let mut words = invocation.words();
    let Some(user) = words.next() else {
        return Answer::error("MFS", 20, "Userid missing or invalid");
    };
    let Some(text) = words.next().map(|word| word.rest(invocation.operands)) else {
        return Answer::error("MFS", 25, "Data missing or invalid");
    };
    let everybody = user.text == "*" || user.text.eq_ignore_ascii_case("ALL");
    if !everybody && !user.text.eq_ignore_ascii_case("OPERATOR") {
        let user = user.text.to_ascii_uppercase();
        return Answer::error("MFS", 45, &format!("{user} not logged on"));
    }
    let now = time::clock(&time::now());
    invocation.console.put(&format!("{now}  * MSG FROM OPERATOR: {text}"));
    Answer::default()
}
