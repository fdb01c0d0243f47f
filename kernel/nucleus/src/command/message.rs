//! MESSAGE and MSGNOH: a line for another user.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use directory::Name;
use messages::{message as text_of, message_variant};
use vm::settings::Switch;

use crate::command::{Answer, Invocation};
use crate::time;
use crate::users::{self, LoggedOn};

/// MESSAGE userid|*|ALL|OPERATOR text. What the operator sends has the time before it.
pub async fn message(invocation: Invocation<'_>) -> Answer {
    send(&invocation, |sender, receiver, text| {
        let stamped = sender.is_operator() && !receiver.is_operator();
        let time = if stamped { time::clock(&time::now()) + "  " } else { String::new() };
        format!("{time}* MSG FROM {:<8}: {text}", sender.name)
    })
}

/// MSGNOH userid|*|ALL text: no header before it.
pub async fn without_header(invocation: Invocation<'_>) -> Answer {
    send(&invocation, |_, _, text| text.into())
}

/// Shows a line to whom the first operand names; a user who does not see it is told to the sender.
fn send(
    invocation: &Invocation<'_>,
    line: impl Fn(&LoggedOn, &LoggedOn, &str) -> String,
) -> Answer {
    let (to, text) = match recipients(invocation, "AB") {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let mut answer = Answer::default();
    let alone = to.len() == 1;
    for user in to {
        let name = user.name.as_str();
        if user.machine.lock().settings.msg == Switch::Off {
            answer.push(message_variant("MFS", 57, 1, &[name, "MSG"]));
        } else if !user.tell(&line(invocation.issuer, &user, text)) && alone {
            answer.push(text_of("MFS", 57, &[name]));
        }
    }
    answer
}

/// Who is meant, and the text: `*` is the sender; ALL is for the classes named.
pub fn recipients<'a>(
    invocation: &Invocation<'a>,
    all_is_for: &str,
) -> Result<(Vec<Arc<LoggedOn>>, &'a str), Answer> {
    let issuer = invocation.issuer;
    let Some(user) = invocation.words().next() else { return Err(text_of("MFS", 20, &[]).into()) };
    let text = invocation.after(1);
    if text.is_empty() {
        return Err(text_of("MFS", 33, &[]).into());
    }
    let word = user.text.to_ascii_uppercase();
    let to = match word.as_str() {
        "*" => Vec::from([issuer.clone()]),
        "ALL" if issuer.has_class(all_is_for) => users::all(),
        "OPERATOR" | "OP" => users::find(users::operator_name()).into_iter().collect(),
        name => Name::new(name).and_then(users::find).into_iter().collect(),
    };
    if to.is_empty() { Err(text_of("MFS", 45, &[&word]).into()) } else { Ok((to, text)) }
}
