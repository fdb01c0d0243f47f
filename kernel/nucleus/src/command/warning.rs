//! WARNING userid|ALL|OPERATOR text: a message that interrupts.

use alloc::format;

use messages::message_variant;
use vm::settings::Switch;

use crate::command::message::recipients;
use crate::command::{Answer, Invocation};

/// Shows a line to whom the first operand names.
pub async fn warning(invocation: Invocation<'_>) -> Answer {
    let (to, text) = match recipients(&invocation, "ABC") {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let line = format!("* WNG FROM {:<8}: {text}", invocation.issuer.name);
    let mut answer = Answer::default();
    for user in to {
        if user.machine.lock().settings.wng != Switch::Off {
            user.tell(&line);
        } else {
            answer.push(message_variant("MFS", 57, 1, &[user.name.as_str(), "WNG"]));
        }
    }
    answer
}
