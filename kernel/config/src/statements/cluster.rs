//! Statements about the cluster and who its members are.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::operands::{Operands, Taken};
use crate::reader::Fault;
use crate::{
    IsLink, MAX_ISLINK_DEVICES, MAX_SSI_SLOT, RelocationDomain, Ssi, Statement, SystemIdentifier,
};

/// `SSI name PDR_VOLUME volid SLOT n member ...`
pub fn ssi(operands: &mut Operands<'_>) -> Taken<Statement> {
    let name = operands.name("the name of the cluster")?;
    operands.keyword("PDR_VOLUME")?;
    let pdr_volume = operands.volid()?;
    let mut slots: Vec<(u8, String)> = Vec::new();
    while slots.is_empty() || !operands.is_empty() {
        operands.keyword("SLOT")?;
        let slot_at = operands.at_next();
        let slot = operands.number(1..=MAX_SSI_SLOT.into(), "a slot")? as u8;
        let member_at = operands.at_next();
        let member = operands.name("the name of a member")?;
        if let Some((_, first)) = slots.iter().find(|(other, _)| *other == slot) {
            let problem = format!("slot {slot} already belongs to {first}");
            return Err(Fault::new(slot_at, problem, "a slot of its own for each member"));
        }
        if let Some((first, _)) = slots.iter().find(|(_, other)| *other == member) {
            let problem = format!("{member} already has slot {first}");
            return Err(Fault::new(member_at, problem, "each member once"));
        }
        slots.push((slot, member));
    }
    slots.sort();
    Ok(Statement::Ssi(Ssi { name, pdr_volume, slots }))
}

/// `SYSTEM_IDENTIFIER LPAR name system` or `SYSTEM_IDENTIFIER type cpuid system`
pub fn system_identifier(operands: &mut Operands<'_>) -> Taken<Statement> {
    let identifier = if operands.skip_keyword("LPAR") {
        let lpar_name = operands.pattern("the name of an LPAR")?;
        let system = operands.name("a system name")?;
        SystemIdentifier::Lpar { lpar_name, system }
    } else {
        let machine_type = operands.pattern("LPAR or a machine type")?;
        let cpu_id = operands.pattern("a CPU identification number")?;
        let system = operands.name("a system name")?;
        SystemIdentifier::Machine { machine_type, cpu_id, system }
    };
    Ok(Statement::SystemIdentifier(identifier))
}

pub fn system_identifier_default(operands: &mut Operands<'_>) -> Taken<Statement> {
    Ok(Statement::SystemIdentifierDefault(operands.name("a system name")?))
}

/// `ACTIVATE ISLINK dev ... [NODE member]`
pub fn activate_islink(operands: &mut Operands<'_>) -> Taken<Statement> {
    operands.keyword("ISLINK")?;
    let mut devices = Vec::new();
    while devices.is_empty() || operands.peek().is_some_and(|word| word != "NODE") {
        let at = operands.at_next();
        let device = operands.device()?;
        if devices.contains(&device) {
            let problem = format!("device {device:04X} is named twice");
            return Err(Fault::new(at, problem, "each device once"));
        }
        if devices.len() == MAX_ISLINK_DEVICES {
            let expected = format!("at most {MAX_ISLINK_DEVICES} devices");
            return Err(Fault::new(at, "the link has too many devices", expected));
        }
        devices.push(device);
    }
    let node = operands.skip_keyword("NODE").then(|| operands.name("the name of a member"));
    Ok(Statement::ActivateIsLink(IsLink { devices, node: node.transpose()? }))
}

/// `RELOCATION_DOMAIN name MEMBERS member ...`
pub fn relocation_domain(operands: &mut Operands<'_>) -> Taken<Statement> {
    let name = operands.name("the name of a relocation domain")?;
    if operands.peek() == Some("MEMBER") {
        operands.keyword("MEMBER")?;
    } else {
        operands.keyword("MEMBERS")?;
    }
    let mut members: Vec<String> = Vec::new();
    operands.list(&[], |operands| {
        let at = operands.at_next();
        let member = operands.name("the name of a member")?;
        if members.contains(&member) {
            return Err(Fault::new(at, format!("{member} is named twice"), "each member once"));
        }
        members.push(member);
        Ok(())
    })?;
    Ok(Statement::RelocationDomain(RelocationDomain { name, members }))
}
