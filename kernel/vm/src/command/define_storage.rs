//! DEFINE STORAGE.

use alloc::format;

use directory::statement::size::StorageSize;
use messages::Message;

use super::{CLEARED, Effect, Outcome};
use crate::Answer;
use crate::machine::VirtualMachine;
use crate::operands::Operands;
use crate::storage::Storage;

/// Storage is given in megabytes.
const MEGABYTE: u64 = 1 << 20;

/// `STORAGE [AS] size [STANDBY size] [RESERVED size]`, at least one of them. What stands by or is
/// reserved and not given is none.
pub(super) fn storage(machine: &mut VirtualMachine, operands: &str) -> Result<Outcome, Message> {
    let mut operands = Operands::new(operands, "DST");
    let mut storage = Storage { standby: 0, reserved: 0, ..machine.storage };
    if operands.peek().is_none() {
        return Err(operands.message(26, &[]));
    }
    while operands.peek().is_some() {
        if operands.take("STANDBY", 5) {
            storage.standby = operands.parse(size)?;
        } else if operands.take("RESERVED", 3) {
            storage.reserved = operands.parse(size)?;
        } else {
            operands.take("AS", 2);
            let bytes = operands.parse(|word| size(word).filter(|&bytes| bytes > 0))?;
            storage.configured = StorageSize(bytes);
        }
    }
    let all = [storage.configured.0, storage.standby, storage.reserved];
    let all = all.into_iter().fold(0, u64::saturating_add);
    if all > storage.maximum.0 {
        let (all, maximum) = (StorageSize(all), storage.maximum);
        let (all, maximum) = (format!("{all}"), format!("{maximum}"));
        return Err(operands.message(7043, &[&all, &maximum]));
    }
    machine.storage = storage;
    let answer = Answer::done([storage.brief().as_str(), CLEARED]);
    Ok(Outcome { answer, effects: [Effect::Cleared].into() })
}

/// A size in whole megabytes, rounded up; it may be nothing: `0`, `0M`.
fn size(word: &str) -> Option<u64> {
    let unit = word.trim_start_matches('0');
    let units = ["", "K", "M", "G", "T", "P"];
    if unit.len() < word.len() && units.iter().any(|own| unit.eq_ignore_ascii_case(own)) {
        return Some(0);
    }
    StorageSize::new(word)?.0.checked_next_multiple_of(MEGABYTE)
}
