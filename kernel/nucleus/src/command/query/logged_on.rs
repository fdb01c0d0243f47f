//! QUERY NAMES, USERS, USERID, PRIVCLASS.

use alloc::format;

use directory::Name;

use crate::command::query::{alone, extra_option};
use crate::command::{Answer, Invocation, invalid_option};
use crate::{system, users};

/// QUERY NAMES.
pub async fn names(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || users::table(|users| users.query_names()))
}

/// QUERY USERS [userid].
pub async fn users(invocation: Invocation<'_>) -> Answer {
    let mut words = invocation.words();
    match (words.next(), words.next()) {
        (None, _) => users::table(|users| users.query_users()),
        (Some(_), Some(extra)) => extra_option(extra.text),
        (Some(word), None) => match Name::new(&word.text.to_ascii_uppercase()) {
            Some(name) => users::table(|users| users.query_user(name)),
            None => invalid_option("CQU", word.text),
        },
    }
}

/// `MAINT    AT ZVMWSXX`.
pub async fn userid(invocation: Invocation<'_>) -> Answer {
    let name = invocation.issuer.name;
    alone(&invocation, || Answer::text([format!("{name:<8} AT {}", system::name())]))
}

/// QUERY PRIVCLASS: the classes in force, and those of the directory.
pub async fn privilege_classes(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || invocation.issuer.machine.lock().query_privclas())
}
