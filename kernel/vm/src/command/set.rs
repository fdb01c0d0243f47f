//! SET: what a user sets for the own virtual machine.

use directory::Name;
use messages::{Emsg, Message};
use syntax::Keyword;

use super::{Outcome, load_device, privclass};
use crate::Answer;
use crate::machine::VirtualMachine;
use crate::operands::Operands;
use crate::settings::{Svc76, Switch, Timer};

/// What sets, given what stands behind the operand.
type Setter = fn(&mut VirtualMachine, &mut Operands) -> Result<Answer, Message>;

/// Every operand, with its minimum abbreviation.
const OPERANDS: [(Keyword, Setter); 22] = [
    (Keyword::new("370ACCOMMODATION", 6), |m, o| put(&mut m.settings.accommodation_370, on(o))),
    (Keyword::new("ACNT", 4), |m, o| put(&mut m.settings.acnt, on(o))),
    (Keyword::new("AUTOPOLL", 5), |m, o| put(&mut m.settings.autopoll, on(o))),
    (Keyword::new("CONCEAL", 4), |m, o| put(&mut m.settings.conceal, on(o))),
    (Keyword::new("CPCONIO", 7), |m, o| put(&mut m.settings.cpconio, o.choice(&CONIO))),
    (Keyword::new("EMSG", 4), |m, o| put(&mut m.settings.emsg, o.choice(&EMSG))),
    (Keyword::new("IMSG", 4), |m, o| put(&mut m.settings.imsg, o.choice(&SWITCH))),
    (Keyword::new("IOASSIST", 3), |m, o| put(&mut m.settings.ioassist, on(o))),
    (Keyword::new("LINEDIT", 6), |m, o| put(&mut m.settings.linedit, on(o))),
    (Keyword::new("MIH", 3), |m, o| put(&mut m.settings.mih, on(o))),
    (Keyword::new("MSG", 3), |m, o| put(&mut m.settings.msg, o.choice(&SWITCH))),
    (Keyword::new("NOPDATA", 7), |m, o| put(&mut m.settings.nopdata, on(o))),
    (Keyword::new("OBSERVER", 8), |m, o| put(&mut m.observer, watcher(o))),
    (Keyword::new("PAGEX", 5), |m, o| put(&mut m.settings.pagex, on(o))),
    (Keyword::new("PRIVCLASS", 4), privclass::set),
    (Keyword::new("RUN", 3), |m, o| put(&mut m.settings.run, on(o))),
    (Keyword::new("SECUSER", 7), |m, o| put(&mut m.secondary, watcher(o))),
    (Keyword::new("SMSG", 2), |m, o| put(&mut m.settings.smsg, o.choice(&SWITCH))),
    (Keyword::new("SVC76", 5), |m, o| put(&mut m.settings.svc76, o.choice(&SVC76))),
    (Keyword::new("TIMER", 5), |m, o| put(&mut m.settings.timer, o.choice(&TIMER))),
    (Keyword::new("VMCONIO", 4), |m, o| put(&mut m.settings.vmconio, o.choice(&CONIO))),
    (Keyword::new("WNG", 3), |m, o| put(&mut m.settings.wng, o.choice(&SWITCH))),
];

const SWITCH: [(&str, Switch); 3] =
    [("ON", Switch::On), ("OFF", Switch::Off), ("IUCV", Switch::Iucv)];
const CONIO: [(&str, Switch); 2] = [("OFF", Switch::Off), ("IUCV", Switch::Iucv)];
const EMSG: [(&str, Emsg); 5] = [
    ("ON", Emsg::On),
    ("OFF", Emsg::Off),
    ("CODE", Emsg::Code),
    ("TEXT", Emsg::Text),
    ("IUCV", Emsg::Iucv),
];
const SVC76: [(&str, Svc76); 2] = [("CP", Svc76::Cp), ("VM", Svc76::Vm)];
const TIMER: [(&str, Timer); 3] = [("ON", Timer::On), ("OFF", Timer::Off), ("REAL", Timer::Real)];

/// `SET operand value`. Most answer nothing.
pub fn set(machine: &mut VirtualMachine, operands: &str) -> Outcome {
    let mut operands = Operands::new(operands, "CFS");
    set_one(machine, &mut operands).map(Outcome::from).into()
}

fn set_one(machine: &mut VirtualMachine, operands: &mut Operands) -> Result<Answer, Message> {
    if operands.take("LOADDEV", 5) {
        return load_device::set(machine, operands);
    }
    let first = operands.word()?;
    let known = OPERANDS.iter().find(|(keyword, _)| keyword.matches(first));
    let (_, setter) = known.ok_or_else(|| operands.invalid_option(first))?;
    // Nothing is set where more stands behind the value.
    let mut behind = operands.ahead();
    behind.take("*", 1);
    behind.optional();
    behind.end()?;
    setter(machine, operands)
}

fn put<T>(setting: &mut T, value: Result<T, Message>) -> Result<Answer, Message> {
    *setting = value?;
    Ok(Answer::default())
}

/// ON or OFF.
pub(super) fn on(operands: &mut Operands) -> Result<bool, Message> {
    operands.choice(&[("ON", true), ("OFF", false)])
}

/// A user id, or OFF for nobody.
fn watcher(operands: &mut Operands) -> Result<Option<Name>, Message> {
    if operands.take("OFF", 3) {
        return Ok(None);
    }
    let word = operands.optional().and_then(Name::new);
    word.map(Some).ok_or_else(|| operands.message(20, &[]))
}
