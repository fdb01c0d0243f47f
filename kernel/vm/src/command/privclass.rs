//! SET PRIVCLASS.

use directory::statement::logon::Classes;
use messages::Message;

use super::Outcome;
use crate::Answer;
use crate::machine::VirtualMachine;
use crate::operands::Operands;

/// SET PRIVCLASS of another user, `operands` standing behind the user id.
pub fn set_privclass(machine: &mut VirtualMachine, operands: &str) -> Outcome {
    let mut operands = Operands::new(operands, "CFS");
    let answer = set(machine, &mut operands).and_then(|answer| operands.end().map(|()| answer));
    answer.map(Outcome::from).into()
}

/// `PRIVCLASS [*] [=|+|-]classes` or `RESET`: classes that the directory gives are put in force or
/// out of it; at least one stays.
pub(super) fn set(
    machine: &mut VirtualMachine,
    operands: &mut Operands,
) -> Result<Answer, Message> {
    operands.take("*", 1);
    let (own, now) = (machine.directory_classes, machine.classes);
    let word = operands.word()?;
    let classes = if word.eq_ignore_ascii_case("RESET") {
        Some(own)
    } else if let Some(more) = word.strip_prefix('+') {
        Classes::new(more).map(|more| Classes(now.0 | more.0))
    } else if let Some(less) = word.strip_prefix('-') {
        Classes::new(less).map(|less| Classes(now.0 & !less.0))
    } else {
        Classes::new(word.strip_prefix('=').unwrap_or(word))
    };
    let allowed = classes.filter(|classes| classes.0 != 0 && classes.0 & !own.0 == 0);
    machine.classes = allowed.ok_or_else(|| operands.message(28, &[]))?;
    Ok(machine.query_privclas())
}
