//! DETACH of virtual devices, network cards and CPUs.

use alloc::format;
use alloc::vec::Vec;

use messages::Message;
use syntax::{DeviceRange, device_range};

use super::{CLEARED, Effect, Outcome, define_cpu};
use crate::device::{Kind, VirtualDevice};
use crate::machine::VirtualMachine;
use crate::operands::Operands;
use crate::{Answer, Line};

/// Most device numbers of a range: each that has no device is a line.
const NUMBERS: usize = 4096;

/// `DETACH vdev vdev-vdev ...`, `DETACH NIC vdev`, `DETACH CPU nn ...`, `DETACH CPU ALL`.
pub fn detach(machine: &mut VirtualMachine, operands: &str) -> Outcome {
    let mut operands = Operands::new(operands, "DTV");
    if operands.take("NIC", 3) {
        return nic(machine, operands).into();
    }
    if operands.take("CPU", 3) {
        return cpus(machine, Operands::new(operands.rest(), "CPU")).into();
    }
    devices(machine, operands).into()
}

fn devices(machine: &mut VirtualMachine, mut operands: Operands) -> Result<Outcome, Message> {
    let range = |word| device_range(word).filter(|range| range.iter().len() <= NUMBERS);
    let mut ranges = Vec::new();
    while let Some(word) = operands.optional() {
        ranges.push(range(word).ok_or_else(|| operands.message(22, &[]))?);
    }
    if ranges.is_empty() {
        return Err(operands.message(22, &[]));
    }
    let mut outcome = Outcome::default();
    for range in ranges {
        detach_range(machine, range, &operands, &mut outcome);
    }
    Ok(outcome)
}

/// Detaches what there is. Devices side by side are one line, each number without a device one
/// message.
fn detach_range(
    machine: &mut VirtualMachine,
    range: DeviceRange,
    operands: &Operands,
    outcome: &mut Outcome,
) {
    let mut run: Vec<VirtualDevice> = Vec::new();
    for number in range.iter() {
        let refusal = match machine.devices.get(number).map(|device| &device.kind) {
            None => operands.no_device(number),
            // A card goes with all its devices, by DETACH NIC.
            Some(Kind::Nic(_)) => operands.message(6, &[&format!("{number:04X}")]),
            Some(_) => {
                run.extend(machine.devices.remove(number));
                continue;
            }
        };
        flush(&mut run, outcome);
        outcome.answer.push(refusal);
    }
    flush(&mut run, outcome);
}

/// `DASD 0300 DETACHED` of one device, `0190-0191 DETACHED` of several.
fn flush(run: &mut Vec<VirtualDevice>, outcome: &mut Outcome) {
    let line = match run.as_slice() {
        [] => return,
        [one] => format!("{:<4} {:04X} DETACHED", one.class().word(), one.number),
        [first, .., last] => format!("{:04X}-{:04X} DETACHED", first.number, last.number),
    };
    outcome.answer.push(Line::Done(line));
    outcome.effects.extend(run.drain(..).map(Effect::Removed));
}

fn nic(machine: &mut VirtualMachine, mut operands: Operands) -> Result<Outcome, Message> {
    let base = operands.device()?;
    operands.end()?;
    let nic = machine.nics.remove(&base).ok_or_else(|| operands.no_device(base))?;
    let last = base.saturating_add(nic.devices.saturating_sub(1));
    let removed = (base..=last).filter_map(|number| machine.devices.remove(number));
    let effects = removed.map(Effect::Removed).collect();
    let line = format!("NIC {base:04X} is destroyed; devices {base:04X}-{last:04X} removed");
    Ok(Outcome { answer: Answer::done([line]), effects })
}

/// A virtual machine with fewer CPUs begins anew.
fn cpus(machine: &mut VirtualMachine, mut operands: Operands) -> Result<Outcome, Message> {
    let base = machine.cpus.base();
    let addresses: Vec<u8> = if operands.take("ALL", 3) {
        operands.end()?;
        machine.cpus.iter().map(|(address, _)| address).filter(|&a| a != base).collect()
    } else {
        let addresses = define_cpu::addresses(&mut operands)?;
        operands.end()?;
        addresses
    };
    let mut outcome = Outcome::default();
    if addresses.is_empty() || addresses.contains(&base) {
        outcome.answer.push(operands.message(1456, &[&format!("{base:02X}")]));
    }
    for address in addresses.into_iter().filter(|&address| address != base) {
        match machine.cpus.remove(address) {
            Some(_) => {
                outcome.answer.push(Line::Done(format!("CPU {address:02X} detached")));
                outcome.effects.push(Effect::CpuRemoved(address));
            }
            None => outcome.answer.push(operands.message(7046, &[&format!("{address:02X}")])),
        }
    }
    if !outcome.effects.is_empty() {
        outcome.answer.push(Line::Done(CLEARED.into()));
        outcome.effects.push(Effect::Cleared);
    }
    Ok(outcome)
}
