//! DETACH, DEFINE, REDEFINE, SET, TERMINAL: what changes the issuer's virtual machine.

use vm::command::{Effect, Outcome};
use vm::device::{Kind, VirtualDevice};
use vm::{VirtualMachine, command};

use crate::command::{Answer, Invocation};
use crate::links;
use crate::users::LoggedOn;

/// Changes the issuer's virtual machine and carries out what is left to do outside of it.
fn change(
    invocation: &Invocation<'_>,
    change: impl FnOnce(&mut VirtualMachine, &str) -> Outcome,
) -> Answer {
    let issuer = invocation.issuer;
    let Outcome { answer, effects } = change(&mut issuer.machine.lock(), invocation.operands);
    effects.into_iter().for_each(|effect| carry_out(issuer, effect));
    answer
}

fn carry_out(issuer: &LoggedOn, effect: Effect) {
    match effect {
        Effect::Removed(VirtualDevice { number, kind: Kind::Dasd(_), .. }) => {
            links::detached(issuer.name, number);
        }
        Effect::Renumbered { old, new } => links::renumbered(issuer.name, old, new),
        // No guest runs that could be told of its devices, CPUs and storage.
        Effect::Removed(_)
        | Effect::Added(_)
        | Effect::CpuAdded(_)
        | Effect::CpuRemoved(_)
        | Effect::Cleared => {}
    }
}

/// DETACH vdev, NIC, CPU.
pub async fn detach(invocation: Invocation<'_>) -> Answer {
    change(&invocation, command::detach)
}

/// DEFINE.
pub async fn define(invocation: Invocation<'_>) -> Answer {
    change(&invocation, command::define)
}

/// REDEFINE vdev [AS] vdev.
pub async fn redefine(invocation: Invocation<'_>) -> Answer {
    change(&invocation, command::redefine)
}

/// SET of what is the virtual machine's own.
pub async fn set(invocation: Invocation<'_>) -> Answer {
    change(&invocation, command::set)
}

/// TERMINAL.
pub async fn terminal(invocation: Invocation<'_>) -> Answer {
    change(&invocation, command::terminal)
}
