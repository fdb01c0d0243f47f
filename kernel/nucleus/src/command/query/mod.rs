//! QUERY: one table of operands, each group of them in a file of its own; formats as z/VM's.

mod alloc;
mod cp_disks;
mod cp_owned;
mod dasd;
mod links;
mod logged_on;
mod spool;
mod ssi;
mod storage;
mod system;
mod virtual_machine;

use ::alloc::boxed::Box;

use directory::Name;
use formats::label::Volid;
use messages::{message, message_variant};
use syntax::{Keyword, device_number};

use crate::command::{ANY, Answer, Classes, Handler, Invocation, invalid_option, list};
use crate::{devices, directory as online, users};

/// An operand of the table.
struct Operand {
    name: Keyword,
    classes: Classes,
    handler: Handler,
}

/// A row: name, minimum abbreviation, IBM's classes, what answers it with the operands behind it.
macro_rules! operand {
    ($name:literal, $minimum:literal, $classes:expr, $handler:path) => {
        Operand {
            name: Keyword::new($name, $minimum),
            classes: $classes,
            handler: |invocation| Box::pin($handler(invocation)),
        }
    };
}

/// Every operand, in the order in which abbreviations are tried.
const OPERANDS: &[Operand] = &[
    operand!("ALLOC", 2, Classes("D"), alloc::alloc),
    operand!("COMMANDS", 4, ANY, commands),
    operand!("CPDISKS", 3, ANY, cp_disks::cp_disks),
    operand!("CPLEVEL", 7, ANY, system::level),
    operand!("CPLOAD", 6, Classes("BE"), cp_disks::cp_load),
    operand!("CPOWNED", 5, Classes("BE"), cp_owned::cp_owned),
    operand!("CPUID", 3, Classes("G"), system::cpu_id),
    operand!("DASD", 2, Classes("B"), dasd::dasd),
    operand!("FILES", 1, ANY, spool::files),
    operand!("FRAMES", 2, Classes("ABE"), storage::frames),
    operand!("IPLPARMS", 3, ANY, system::ipl_parameters),
    operand!("LINKS", 1, ANY, links::links),
    operand!("LOGMSG", 3, ANY, spool::log_message),
    operand!("NAMES", 1, ANY, logged_on::names),
    operand!("PRIVCLASS", 4, ANY, logged_on::privilege_classes),
    operand!("PROCESSORS", 4, Classes("ABCE"), system::processors),
    operand!("SECUSER", 3, ANY, virtual_machine::secondary_user),
    operand!("SET", 3, ANY, virtual_machine::set),
    operand!("SIGNALS", 3, ANY, system::signals),
    operand!("SSI", 3, Classes("ABCE"), ssi::ssi),
    operand!("STORAGE", 2, Classes("BE"), storage::real),
    operand!("STORAGE", 2, Classes("G"), storage::of_virtual_machine),
    operand!("SYSTEM", 3, Classes("B"), dasd::system),
    operand!("TAPES", 2, ANY, system::tapes),
    operand!("TERMINAL", 4, ANY, virtual_machine::terminal),
    operand!("TIMEZONE", 5, ANY, system::time_zone),
    operand!("TIME", 1, ANY, system::time_of_day),
    operand!("USERID", 6, ANY, logged_on::userid),
    operand!("USERS", 1, ANY, logged_on::users),
    operand!("VIRTUAL", 1, ANY, virtual_machine::virtual_machine),
];

/// Answers an operand of the table, a device number, a volume label or a user id.
pub async fn query(invocation: Invocation<'_>) -> Answer {
    let Some(first) = invocation.words().next() else { return message("CQV", 26, &[]).into() };
    let Invocation { issuer, .. } = invocation;
    let known =
        |operand: &&Operand| operand.name.matches(first.text) && operand.classes.allow(issuer);
    match OPERANDS.iter().find(known) {
        Some(operand) => {
            (operand.handler)(Invocation { operands: invocation.after(1), issuer }).await
        }
        None => anything_else(first.text, &invocation).await,
    }
}

/// An operand that is no keyword is a device number, a volume's label or a user id.
async fn anything_else(word: &str, invocation: &Invocation<'_>) -> Answer {
    let word = word.to_ascii_uppercase();
    let extra = invocation.after(1);
    if !extra.is_empty() {
        return extra_option(extra);
    }
    if let Some(number) = device_number(&word).filter(|_| invocation.issuer.has_class("B")) {
        return match devices::find(number) {
            Some(device) => Answer::text(dasd::real_device(number, &device)),
            None => message("QDV", 40, &[&::alloc::format!("{number:04X}")]).into(),
        };
    }
    if let Some(volume) = Volid::new(&word).and_then(devices::find_volume)
        && invocation.issuer.has_class("B")
    {
        return Answer::text(dasd::volume(&volume));
    }
    match Name::new(&word) {
        Some(name) if users::find(name).is_some() || online::find(&word).await.is_ok() => {
            users::table(|users| users.query_user(name))
        }
        _ => invalid_option("CQV", &word),
    }
}

/// The answer to operands after one that takes none.
fn extra_option(operands: &str) -> Answer {
    let word = operands.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    message_variant("CQV", 3, 1, &[&word]).into()
}

/// An operand that takes none behind it.
fn alone(invocation: &Invocation<'_>, answer: impl FnOnce() -> Answer) -> Answer {
    if invocation.operands.is_empty() { answer() } else { extra_option(invocation.operands) }
}

async fn commands(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || list(invocation.issuer))
}
