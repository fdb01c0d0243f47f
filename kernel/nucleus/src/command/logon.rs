//! LOGON userid [password] [HERE] [NOIPL] [BY userid] at a terminal.

use alloc::string::{String, ToString};
use alloc::sync::Arc;

use directory::{Name, Password, User};
use messages::{Message, message};
use syntax::{abbreviates, words};
use vm::users::Event;

use crate::console::Console;
use crate::session;
use crate::users::{self, LoggedOn};
use crate::{directory as online, time};

/// What the operands ask for.
struct Request {
    user: String,
    password: Option<String>,
    here: bool,
    by: Option<String>,
}

impl Request {
    fn parse(operands: &str) -> Result<Self, Message> {
        let mut words = words(operands);
        let user = words.next().ok_or_else(|| message("LGA", 20, &[]))?.text.to_ascii_uppercase();
        let mut request = Self { user, password: None, here: false, by: None };
        while let Some(word) = words.next() {
            let text = word.text.to_ascii_uppercase();
            match text.as_str() {
                "HERE" => request.here = true,
                "BY" => {
                    let by = words.next().ok_or_else(|| message("LGA", 20, &[]))?;
                    request.by = Some(by.text.to_ascii_uppercase());
                }
                option if abbreviates(option, "NOIPL", 3) => {}
                _ if request.password.is_none() => request.password = Some(text),
                _ => return Err(message("LGA", 3, &[&text])),
            }
        }
        Ok(request)
    }
}

/// Logs a user on at a console. Whoever is not let in learns nothing of why but that it was the
/// user id or the password.
pub async fn at(console: &'static Console, operands: &str) -> Result<Arc<LoggedOn>, Message> {
    let request = Request::parse(operands)?;
    let refused = || message("LGA", 50, &[]);
    let password = match request.password {
        Some(password) => password,
        None => console.ask_secret("Enter your password:").await.trim().to_ascii_uppercase(),
    };
    let user = users::admit("LGA", &request.user).await;
    let user = user.map_err(|problem| if problem.number == 53 { refused() } else { problem })?;
    if !is_let_in(&user, request.by.as_deref(), &password).await {
        return Err(refused());
    }
    let notice = users::logon(&user, console, request.here);
    let notice = notice.map_err(|refusal| refusal.message("LGA"))?;
    let machine = users::find(user.name).ok_or_else(refused)?;
    if notice.event == Event::Logon {
        session::greet(&machine).await;
    }
    machine.tell(&notice.told(&time::full(&time::now())));
    users::tell_operator(&notice.to_string());
    Ok(machine)
}

/// By the user's own password, or by that of a user who may log on to it.
async fn is_let_in(user: &User, by: Option<&str>, password: &str) -> bool {
    let Some(by) = by else {
        return user.password != Password::Lbyonly && user.opens_with(password);
    };
    let allowed = Name::new(by).is_some_and(|by| user.is_logged_on_by(by));
    match online::find(by).await {
        Ok(by) => allowed && by.opens_with(password),
        Err(_) => false,
    }
}
