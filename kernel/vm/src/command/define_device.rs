//! DEFINE of consoles, unit-record devices, network cards and virtual disks.

use alloc::format;
use core::ops::RangeInclusive;

use directory::Scope;
use directory::statement::minidisk::{DiskType, VDISK_BLOCKS};
use directory::statement::unit::Unit;
use messages::Message;
use syntax::Keyword;

use super::define::{MODULE, target};
use super::{Effect, Outcome};
use crate::Answer;
use crate::device::{Dasd, Kind, NicKind};
use crate::extent::{Extent, Granted, Volume};
use crate::machine::VirtualMachine;
use crate::operands::Operands;
use crate::terminal::ConsoleMode;

/// How many devices a network card may have.
const NIC_DEVICES: RangeInclusive<u16> = 3..=3072;
/// The spool class of a console.
const CONSOLE_CLASS: char = 'T';

/// `CONSOLE [AS] vdev [3215|3270]`
pub(super) fn console(machine: &mut VirtualMachine, operands: &str) -> Result<Outcome, Message> {
    let mut operands = Operands::new(operands, MODULE);
    let number = target(&mut operands)?;
    let mode = match operands.peek() {
        Some(_) => {
            operands.choice(&[("3215", ConsoleMode::Line), ("3270", ConsoleMode::Display)])?
        }
        None => ConsoleMode::Line,
    };
    operands.end()?;
    let defined = machine.define_console(number, mode, CONSOLE_CLASS);
    defined.map_err(|refusal| refusal.message(MODULE))?;
    Ok(defined_line("CONS", number))
}

/// What READER, PUNCH and PRINTER and their models stand for.
const UNIT_RECORD: [(Keyword, Unit, &str); 17] = [
    (Keyword::new("READER", 1), Unit::Reader, "2540"),
    (Keyword::new("RDR", 3), Unit::Reader, "2540"),
    (Keyword::new("2501", 4), Unit::Reader, "2501"),
    (Keyword::new("3505", 4), Unit::Reader, "3505"),
    (Keyword::new("PUNCH", 2), Unit::Punch, "2540"),
    (Keyword::new("PCH", 3), Unit::Punch, "2540"),
    (Keyword::new("3525", 4), Unit::Punch, "3525"),
    (Keyword::new("PRINTER", 1), Unit::Printer, "1403"),
    (Keyword::new("PRT", 3), Unit::Printer, "1403"),
    (Keyword::new("1403", 4), Unit::Printer, "1403"),
    (Keyword::new("3203", 4), Unit::Printer, "3203"),
    (Keyword::new("3211", 4), Unit::Printer, "3211"),
    (Keyword::new("3262", 4), Unit::Printer, "3262"),
    (Keyword::new("3289", 4), Unit::Printer, "3289"),
    (Keyword::new("3800", 4), Unit::Printer, "3800"),
    (Keyword::new("4245", 4), Unit::Printer, "4245"),
    (Keyword::new("4248", 4), Unit::Printer, "4248"),
];

/// Takes the name of a unit-record device: `READER`, `1403`, `2540 PUNCH`.
pub(super) fn take_unit(operands: &mut Operands) -> Option<(Unit, &'static str)> {
    let mut ahead = operands.ahead();
    let cards = ahead.take("2540", 4);
    // Where cards are meant, P is PUNCH.
    let word = if cards && ahead.take("PUNCH", 1) { "PUNCH" } else { ahead.optional()? };
    let &(_, unit, model) = UNIT_RECORD.iter().find(|(keyword, ..)| keyword.matches(word))?;
    if cards && model != "2540" {
        return None;
    }
    *operands = ahead;
    Some((unit, model))
}

/// `READER [AS] vdev`, and the like.
pub(super) fn unit(
    machine: &mut VirtualMachine,
    (unit, model): (Unit, &str),
    mut operands: Operands,
) -> Result<Outcome, Message> {
    let number = target(&mut operands)?;
    operands.end()?;
    let kind = machine.unit_record(unit, model, None);
    let class = match unit {
        Unit::Reader => "RDR",
        Unit::Punch => "PUN",
        Unit::Printer => "PRT",
    };
    machine.define(number, kind).map_err(|refusal| refusal.message(MODULE))?;
    Ok(defined_line(class, number))
}

/// `NIC vdev [TYPE] QDIO|HIPERSOCKETS [DEVICES n] [CHPID xx]`
pub(super) fn nic(machine: &mut VirtualMachine, operands: &str) -> Result<Outcome, Message> {
    let mut operands = Operands::new(operands, MODULE);
    let base = operands.device()?;
    let (mut kind, mut devices, mut chpid) = (NicKind::Qdio, None, None);
    while operands.peek().is_some() {
        if operands.take("QDIO", 4) {
            kind = NicKind::Qdio;
        } else if operands.take("HIPERSOCKETS", 5) {
            kind = NicKind::HiperSockets;
        } else if operands.take("DEVICES", 3) {
            let count = |word: &str| word.parse().ok().filter(|n| NIC_DEVICES.contains(n));
            devices = Some(operands.parse(count)?);
        } else if operands.take("CHPID", 5) {
            chpid = Some(operands.parse(|word| u8::from_str_radix(word, 16).ok())?);
        } else if !operands.take("TYPE", 4) {
            return Err(operands.end().err().unwrap_or_else(|| operands.message(26, &[])));
        }
    }
    machine.define_nic(base, kind, devices, chpid).map_err(|refusal| refusal.message(MODULE))?;
    let last = machine.nics.get(&base).map_or(base, |nic| base + (nic.devices - 1));
    let line = format!("NIC {base:04X} is created; devices {base:04X}-{last:04X} defined");
    let effects = (base..=last).map(Effect::Added).collect();
    Ok(Outcome { answer: Answer::done([line]), effects })
}

/// `VFB-512 [AS] vdev [BLK] n`: a virtual disk of the user's own, which nobody can link.
pub(super) fn virtual_disk(
    machine: &mut VirtualMachine,
    operands: &str,
) -> Result<Outcome, Message> {
    let mut operands = Operands::new(operands, MODULE);
    let number = target(&mut operands)?;
    operands.take("BLK", 3);
    let blocks = |word: &str| word.parse().ok().filter(|n| (1..=VDISK_BLOCKS).contains(n));
    let length = operands.parse(blocks)?;
    operands.end()?;
    let owner = (machine.user, number);
    let dasd = Dasd {
        kind: DiskType::Fb512,
        extent: Extent { volume: Volume::Storage(owner.0, owner.1), start: 0, length },
        real: None,
        temporary: true,
        granted: Granted::ReadWrite,
        owner,
        scope: Scope::Local,
        virtual_reserve: false,
    };
    machine.define(number, Kind::Dasd(dasd)).map_err(|refusal| refusal.message(MODULE))?;
    Ok(defined_line("DASD", number))
}

fn defined_line(class: &str, number: u16) -> Outcome {
    Outcome::done(format!("{class:<4} {number:04X} DEFINED"), Effect::Added(number))
}
