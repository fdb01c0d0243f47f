//! DISCONNECT: the virtual machine stays, the terminal goes.

use crate::command::{Answer, Invocation};
use crate::users;

/// Disconnects the issuer.
pub async fn disconnect(invocation: Invocation<'_>) -> Answer {
    users::disconnect(invocation.issuer);
    Answer::default()
}
