//! Statements about volumes.

use alloc::string::String;

use crate::operands::{Operands, Taken};
use crate::{Statement, SystemArea, SystemResidence, VolumeList};

/// Highest cylinder of an extended address volume.
const MAX_CYLINDER: u32 = 0x0FFF_FFFF;

/// `CP_OWNED SLOT n {volid [OWN | SHARED] [RDEV dev] | RESERVED}`
pub fn cp_owned(operands: &mut Operands<'_>) -> Taken<Statement> {
    operands.keyword("SLOT")?;
    let slot = operands.number(1..=255, "a slot")? as u8;
    if operands.skip_keyword("RESERVED") {
        return Ok(Statement::CpOwned { slot, volid: None, device: None });
    }
    let volid = Some(operands.volid()?);
    // Taken, but it changes nothing: the ownership stamp on the volume decides.
    if !operands.skip_keyword("OWN") {
        operands.skip_keyword("SHARED");
    }
    let device = operands.skip_keyword("RDEV").then(|| operands.device()).transpose()?;
    Ok(Statement::CpOwned { slot, volid, device })
}

/// `SYSTEM_RESIDENCE CHECKPOINT area WARMSTART area`
pub fn system_residence(operands: &mut Operands<'_>) -> Taken<Statement> {
    operands.keyword("CHECKPOINT")?;
    let checkpoint = area(operands)?;
    operands.keyword("WARMSTART")?;
    let warmstart = area(operands)?;
    Ok(Statement::SystemResidence(SystemResidence { checkpoint, warmstart }))
}

/// `VOLID volid FROM CYL n FOR n`
fn area(operands: &mut Operands<'_>) -> Taken<SystemArea> {
    operands.keyword("VOLID")?;
    let volid = operands.volid()?;
    operands.keyword("FROM")?;
    operands.keyword("CYL")?;
    let from = operands.number(0..=MAX_CYLINDER, "a cylinder")?;
    operands.keyword("FOR")?;
    let cylinders = operands.number(1..=MAX_CYLINDER, "a number of cylinders")?;
    Ok(SystemArea { volid, from, cylinders })
}

pub fn user_volume_exclude(operands: &mut Operands<'_>) -> Taken<Statement> {
    user_volume(operands, VolumeList::Exclude, Operands::volid_pattern)
}

pub fn user_volume_include(operands: &mut Operands<'_>) -> Taken<Statement> {
    user_volume(operands, VolumeList::Include, Operands::volid_pattern)
}

pub fn user_volume_list(operands: &mut Operands<'_>) -> Taken<Statement> {
    user_volume(operands, VolumeList::List, Operands::volid)
}

fn user_volume<'a>(
    operands: &mut Operands<'a>,
    list: VolumeList,
    volid: fn(&mut Operands<'a>) -> Taken<String>,
) -> Taken<Statement> {
    Ok(Statement::UserVolume { list, volids: operands.list(&[], volid)? })
}

/// `USER_VOLUME_RDEV volid RDEV dev`
pub fn user_volume_rdev(operands: &mut Operands<'_>) -> Taken<Statement> {
    let volid = operands.volid()?;
    operands.keyword("RDEV")?;
    Ok(Statement::UserVolumeRdev { volid, device: operands.device()? })
}

/// `ENFORCE_BY_VOLID {ON | OFF}`
pub fn enforce_by_volid(operands: &mut Operands<'_>) -> Taken<Statement> {
    let on = operands.one_of(&[("ON", true), ("OFF", false)], "ON or OFF")?;
    Ok(Statement::EnforceByVolid(on))
}
