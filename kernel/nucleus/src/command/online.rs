//! ONLINE DIRECTORY: the directory that DIRECTXA has compiled anew on the volumes comes on line, as
//! by z/VM's DIAGNOSE X'3C'.

use syntax::abbreviates;

use crate::command::{Answer, Invocation, invalid_option};
use crate::directory;

/// Brings the newest directory on line; the one before it stays where there is no whole one.
pub async fn online(invocation: Invocation<'_>) -> Answer {
    match invocation.words().next() {
        Some(word) if !abbreviates(word.text, "DIRECTORY", 3) => {
            return invalid_option("DRC", word.text);
        }
        _ => {}
    }
    match directory::read().await {
        Ok(line) => Answer::text([line]),
        Err(problems) => {
            let mut answer = Answer::default();
            problems.into_iter().for_each(|problem| answer.push(problem));
            answer
        }
    }
}
