//! FORCE userid [LOGOFF|DISCONNECT]: ends another user's session.

use directory::Name;
use messages::message;
use syntax::abbreviates;

use crate::command::{Answer, Invocation, invalid_option};
use crate::users;

/// Logs a user off, or takes the terminal away.
pub async fn force(invocation: Invocation<'_>) -> Answer {
    let mut words = invocation.words();
    let Some(word) = words.next() else { return message("FOR", 20, &[]).into() };
    let name = word.text.to_ascii_uppercase();
    let Some(machine) = Name::new(&name).and_then(users::find) else {
        return message("FOR", 45, &[&name]).into();
    };
    match words.next() {
        None => users::logoff(&machine, Some(invocation.issuer.name)),
        Some(how) if abbreviates(how.text, "LOGOFF", 3) => {
            users::logoff(&machine, Some(invocation.issuer.name));
        }
        Some(how) if abbreviates(how.text, "DISCONNECT", 6) => users::disconnect(&machine),
        Some(how) => return invalid_option("FOR", how.text),
    }
    Answer::default()
}
