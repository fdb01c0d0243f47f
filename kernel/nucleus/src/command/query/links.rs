//! QUERY LINKS vdev.

use messages::message;
use syntax::device_number;

use crate::command::{Answer, Invocation};
use crate::links;

/// Everybody who has the minidisk that a device of the issuer is.
pub async fn links(invocation: Invocation<'_>) -> Answer {
    let word = invocation.words().next();
    let Some(device) = word.and_then(|word| device_number(word.text)) else {
        return message("QLK", 22, &[]).into();
    };
    match links::query(invocation.issuer, device) {
        Some(lines) => Answer::text(lines),
        None => message("QLK", 40, &[&alloc::format!("{device:04X}")]).into(),
    }
}
