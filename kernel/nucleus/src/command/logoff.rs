//! LOGOFF: the issuer's session ends.

use crate::command::{Answer, Invocation};
use crate::users;

/// Logs the issuer off.
pub async fn logoff(invocation: Invocation<'_>) -> Answer {
    users::logoff(invocation.issuer, None);
    Answer::default()
}
