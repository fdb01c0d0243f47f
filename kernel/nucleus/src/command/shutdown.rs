//! SHUTDOWN.

use crate::command::{Answer, Invocation};

/// Ends CP; there is no answer but its steps.
pub async fn shutdown(invocation: Invocation<'_>) -> Answer {
    match invocation.words().next() {
        None => crate::shutdown::run(invocation.console).await,
        Some(word) => Answer::invalid_option("SHU", word.text),
    }
}
