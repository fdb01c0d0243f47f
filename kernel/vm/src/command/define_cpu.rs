//! DEFINE CPU.

use alloc::format;
use alloc::vec::Vec;

use messages::Message;
use syntax::device_range;

use super::{Effect, Outcome};
use crate::Line;
use crate::cpus::CpuType;
use crate::machine::VirtualMachine;
use crate::operands::Operands;

/// Highest CPU address.
const HIGHEST: u16 = 0x3F;

/// `CPU nn nn-nn ... [TYPE type]`
pub(super) fn cpu(machine: &mut VirtualMachine, operands: &str) -> Result<Outcome, Message> {
    let mut operands = Operands::new(operands, "CPU");
    let addresses = addresses(&mut operands)?;
    let kind = match operands.take("TYPE", 4) {
        true => Some(operands.parse(CpuType::new)?),
        false => None,
    };
    operands.end()?;
    let mut outcome = Outcome::default();
    for address in addresses {
        let exists = machine.cpus.get(address).is_some();
        if machine.cpus.define(address, kind) {
            outcome.answer.push(Line::Done(format!("CPU {address:02X} defined")));
            outcome.effects.push(Effect::CpuAdded(address));
            continue;
        }
        let (address, most) = (format!("{address:02X}"), format!("{}", machine.cpus.maximum()));
        outcome.answer.push(match exists {
            true => operands.message(7044, &[&address]),
            false => operands.message(7045, &[&address, &most]),
        });
    }
    Ok(outcome)
}

/// CPU addresses and ranges of them, up to the end or a word that is none.
pub(super) fn addresses(operands: &mut Operands) -> Result<Vec<u8>, Message> {
    let mut addresses = Vec::new();
    while let Some(word) = operands.peek() {
        let range = device_range(word).filter(|range| range.last <= HIGHEST);
        match range {
            Some(range) => addresses.extend(range.iter().map(|address| address as u8)),
            None if addresses.is_empty() => return Err(operands.invalid_operand(word)),
            None => return Ok(addresses),
        }
        operands.optional();
    }
    if addresses.is_empty() { Err(operands.message(26, &[])) } else { Ok(addresses) }
}
