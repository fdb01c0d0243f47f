//! XAUTOLOG and AUTOLOG: log a user on without a terminal.

use directory::User;
use messages::message;

use crate::command::{Answer, Invocation};
use crate::users;

/// XAUTOLOG userid: classes A and B any user, class G those whose entry names the issuer.
pub async fn xautolog(invocation: Invocation<'_>) -> Answer {
    let user = match named(&invocation).await {
        Ok(user) => user,
        Err(answer) => return answer,
    };
    let by = invocation.issuer;
    if !by.has_class("AB") && !user.is_autologged_by(by.name) {
        return message("CLS", 7029, &[user.name.as_str()]).into();
    }
    if let Err(problem) = users::autolog(&user, by.name) {
        return problem.into();
    }
    let mut answer = Answer::text(["Command accepted"]);
    if user.ipl().is_some() {
        answer.push(message("CLS", 6056, &[user.name.as_str()]));
    }
    answer
}

/// AUTOLOG userid [password]: as XAUTOLOG; the classes that have it need no password.
pub async fn autolog(invocation: Invocation<'_>) -> Answer {
    let user = match named(&invocation).await {
        Ok(user) => user,
        Err(answer) => return answer,
    };
    match users::autolog(&user, invocation.issuer.name) {
        Ok(()) => Answer::default(),
        Err(problem) => problem.into(),
    }
}

async fn named(invocation: &Invocation<'_>) -> Result<User, Answer> {
    let Some(word) = invocation.words().next() else {
        return Err(message("AUT", 20, &[]).into());
    };
    let name = word.text.to_ascii_uppercase();
    users::admit("AUT", &name).await.map_err(Answer::from)
}
