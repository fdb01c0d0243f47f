//! Statements about real devices.

use alloc::vec::Vec;

use crate::operands::{Operands, Taken};
use crate::{Console, RDevice, Statement};

/// `RDEVICE dev ... [EQID eqid] [TYPE type [options]]`, at least one of the two
pub fn rdevice(operands: &mut Operands<'_>) -> Taken<Statement> {
    let mut devices = Vec::from([operands.devices()?]);
    while operands.peek().is_some_and(|word| word != "EQID" && word != "TYPE") {
        devices.push(operands.devices()?);
    }
    let eqid = operands.skip_keyword("EQID").then(|| operands.name("an equivalence ID"));
    let eqid = eqid.transpose()?;
    // Without an EQID nothing but the type can follow.
    if eqid.is_none() || !operands.is_empty() {
        operands.keyword("TYPE")?;
        let kind = Some(operands.name("a device type such as OSA, FCP or HIPERS")?);
        let options = operands.remaining();
        return Ok(Statement::RDevice(RDevice { devices, eqid, kind, options }));
    }
    Ok(Statement::RDevice(RDevice { devices, eqid, kind: None, options: Vec::new() }))
}

/// `OPERATOR_CONSOLES {dev | SYSTEM_3270 | SYSTEM_CONSOLE} ...`
pub fn operator_consoles(operands: &mut Operands<'_>) -> Taken<Statement> {
    let mut consoles = Vec::new();
    while consoles.is_empty() || !operands.is_empty() {
        consoles.push(if operands.skip_keyword("SYSTEM_3270") {
            Console::System3270
        } else if operands.skip_keyword("SYSTEM_CONSOLE") {
            Console::SystemConsole
        } else {
            Console::Device(operands.device()?)
        });
    }
    Ok(Statement::OperatorConsoles(consoles))
}
