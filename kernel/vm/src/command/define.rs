//! DEFINE and REDEFINE: one table of what is defined.

use alloc::format;

use messages::Message;
use syntax::{Keyword, device_number};

use super::{Effect, Outcome, define_cpu, define_device, define_storage};
use crate::device::Kind;
use crate::machine::{NotDefined, VirtualMachine};
use crate::operands::Operands;

/// The module of DEFINE's messages.
pub(super) const MODULE: &str = "DEF";

/// What defines, given what stands behind the operand.
type Definer = fn(&mut VirtualMachine, &str) -> Result<Outcome, Message>;

/// Every operand, with its minimum abbreviation.
const OPERANDS: [(Keyword, Definer); 5] = [
    (Keyword::new("CONSOLE", 3), define_device::console),
    (Keyword::new("CPU", 3), define_cpu::cpu),
    (Keyword::new("NIC", 3), define_device::nic),
    (Keyword::new("STORAGE", 4), define_storage::storage),
    (Keyword::new("VFB-512", 7), define_device::virtual_disk),
];

/// DEFINE.
pub fn define(machine: &mut VirtualMachine, operands: &str) -> Outcome {
    let mut words = Operands::new(operands, MODULE);
    if let Some(unit) = define_device::take_unit(&mut words) {
        return define_device::unit(machine, unit, words).into();
    }
    let Some(first) = words.optional() else { return Err(words.message(26, &[])).into() };
    let known = OPERANDS.iter().find(|(keyword, _)| keyword.matches(first));
    match known {
        Some((_, definer)) => definer(machine, words.rest()).into(),
        None if device_number(first).is_some() => redefine(machine, operands),
        None => Err(words.invalid_operand(first)).into(),
    }
}

/// `REDEFINE vdev [AS] vdev`, and the same with DEFINE.
pub fn redefine(machine: &mut VirtualMachine, operands: &str) -> Outcome {
    renumber(machine, Operands::new(operands, MODULE)).into()
}

fn renumber(machine: &mut VirtualMachine, mut operands: Operands) -> Result<Outcome, Message> {
    let old = operands.device()?;
    let new = target(&mut operands)?;
    operands.end()?;
    let device = machine.devices.get(old).ok_or_else(|| operands.no_device(old))?;
    if matches!(device.kind, Kind::Nic(_)) {
        return Err(NotDefined::Type(old).message(MODULE));
    }
    let class = device.class().word();
    if !machine.devices.renumber(old, new) {
        return Err(NotDefined::Exists(new).message(MODULE));
    }
    Ok(Outcome::done(format!("{class:<4} {new:04X} DEFINED"), Effect::Renumbered { old, new }))
}

/// `[AS] vdev`
pub(super) fn target(operands: &mut Operands) -> Result<u16, Message> {
    operands.take("AS", 2);
    operands.device()
}
