//! MESSAGE userid text.

use alloc::format;

use messages::message as text_of;

use crate::command::{Answer, Invocation};
use crate::time;

/// Shows a line to a user. Only OPERATOR is logged on.
pub async fn message(invocation: Invocation<'_>) -> Answer {
    let mut words = invocation.words();
    let Some(user) = words.next() else {
        return Answer::message(&text_of("MFS", 20, &[]));
    };
    let Some(text) = words.next().map(|word| word.rest(invocation.operands)) else {
        return Answer::message(&text_of("MFS", 25, &[]));
    };
    let everybody = user.text == "*" || user.text.eq_ignore_ascii_case("ALL");
    if !everybody && !user.text.eq_ignore_ascii_case("OPERATOR") {
        return Answer::message(&text_of("MFS", 45, &[&user.text.to_ascii_uppercase()]));
    }
    let now = time::clock(&time::now());
    invocation.console.put(&format!("{now}  * MSG FROM OPERATOR: {text}"));
    Answer::default()
}
