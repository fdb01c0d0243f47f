//! QUERY VIRTUAL, SET, TERMINAL, SECUSER: the issuer's own virtual machine.

use crate::command::query::alone;
use crate::command::{Answer, Invocation};
use crate::users;

/// QUERY VIRTUAL, with all its operands.
pub async fn virtual_machine(invocation: Invocation<'_>) -> Answer {
    let issuer = invocation.issuer;
    let terminal = users::terminal_of(issuer);
    issuer.machine.lock().query_virtual(invocation.operands, terminal)
}

/// QUERY SET.
pub async fn set(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || invocation.issuer.machine.lock().query_set())
}

/// QUERY TERMINAL.
pub async fn terminal(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || invocation.issuer.machine.lock().query_terminal())
}

/// QUERY SECUSER.
pub async fn secondary_user(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || invocation.issuer.machine.lock().query_secuser())
}
