//! SHUTDOWN.

use messages::message;

use crate::command::{Answer, Invocation, invalid_option};
use crate::users;

/// Ends CP; there is no answer but its steps, at the operator's console.
pub async fn shutdown(invocation: Invocation<'_>) -> Answer {
    if let Some(word) = invocation.words().next() {
        return invalid_option("SHU", word.text);
    }
    let operator = users::find(users::operator_name()).and_then(|operator| operator.console());
    match operator.or_else(|| invocation.issuer.console()) {
        Some(console) => crate::shutdown::run(console).await,
        None => message("SHU", 45, &[users::operator_name().as_str()]).into(),
    }
}
