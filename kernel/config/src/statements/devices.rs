//! Statements about real devices.

use alloc::vec::Vec;

use crate::operands::{Operands, Taken};
use crate::{Console, DeviceSetting, RDevice, Setting, Statement};

/// `RDEVICE dev ... [EQID eqid] [TYPE type [options]]`, at least one of the two
pub fn rdevice(operands: &mut Operands<'_>) -> Taken<Statement> {
    let devices = operands.list(&["EQID", "TYPE"], Operands::devices)?;
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
    operands.list(&[], console).map(Statement::OperatorConsoles)
}

/// `EMERGENCY_MESSAGE_CONSOLES {dev | SYSTEM_CONSOLE} ...`
pub fn emergency_consoles(operands: &mut Operands<'_>) -> Taken<Statement> {
    operands.list(&[], console).map(Statement::EmergencyConsoles)
}

fn console(operands: &mut Operands<'_>) -> Taken<Console> {
    if operands.skip_keyword("SYSTEM_3270") {
        Ok(Console::System3270)
    } else if operands.skip_keyword("SYSTEM_CONSOLE") {
        Ok(Console::SystemConsole)
    } else {
        operands.device().map(Console::Device)
    }
}

const SETTINGS: [(&str, Setting); 14] = [
    ("ACCEPTED", Setting::Accepted),
    ("NOTACCEPTED", Setting::NotAccepted),
    ("DYNAMIC_I/O", Setting::DynamicIo),
    ("NOTDYNAMIC_I/O", Setting::NotDynamicIo),
    ("INITIALIZED", Setting::Initialized),
    ("NOTINITIALIZED", Setting::NotInitialized),
    ("OFFLINE_AT_IPL", Setting::OfflineAtIpl),
    ("ONLINE_AT_IPL", Setting::OnlineAtIpl),
    ("SENSED", Setting::Sensed),
    ("NOTSENSED", Setting::NotSensed),
    ("SHARED", Setting::Shared),
    ("NOTSHARED", Setting::NotShared),
    ("THROTTLED", Setting::Throttled),
    ("NOTTHROTTLED", Setting::NotThrottled),
];

/// `DEVICES setting dev ... setting dev ...`; of two settings of a device the later one holds.
pub fn devices(operands: &mut Operands<'_>) -> Taken<Statement> {
    let words = SETTINGS.map(|(word, _)| word);
    let settings = operands.list(&[], |operands| {
        let expected = "a setting such as ONLINE_AT_IPL or SENSED";
        let setting = operands.one_of(&SETTINGS, expected)?;
        let devices = operands.list(&words, Operands::devices)?;
        Ok(DeviceSetting { setting, devices })
    })?;
    Ok(Statement::Devices(settings))
}
