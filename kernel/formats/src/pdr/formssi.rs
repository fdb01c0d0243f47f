//! What FORMSSI does with a PDR: CREATE, DISPLAY, UNLOCK.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{format, vec};
use core::fmt;

use super::{
    ClaimRecord, DoorRecord, Fault, HEADER_BLOCK, Header, Lock, Name, Pdr, SlotRecord, Update, read,
};
use crate::block::{BlockDevice, IoError};

/// Why FORMSSI could not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormssiError {
    /// The header cannot be used.
    Header(Fault),
    /// A block could not be written.
    Write {
        /// Number of the block.
        block: u32,
        /// What the volume said.
        error: IoError,
    },
}

impl fmt::Display for FormssiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(fault) => fault.fmt(f),
            Self::Write { block, error: IoError::ReadOnly } => {
                write!(f, "block {block}: the volume is read-only")
            }
            Self::Write { block, .. } => write!(f, "block {block}: it cannot be written"),
        }
    }
}

/// FORMSSI CREATE: a PDR for cluster `ssi_name` with `slots` and all members down.
///
/// `slots` are at most [`SLOTS`](super::SLOTS). The PDR stays locked until its last block is
/// written. What an earlier PDR said is gone: that its
/// members are down is for the caller to ask. `now` is TOD, and not 0.
pub async fn create(
    device: &impl BlockDevice,
    ssi_name: Name,
    slots: &[Option<Name>],
    now: u64,
) -> Result<(), FormssiError> {
    let mut header = Header {
        ssi_name,
        generation: now,
        lock: Lock::Formssi,
        timeouts: true,
        slots: slots.to_vec(),
    };
    write(device, Update::Header(header.clone())).await?;
    for (slot, name) in (1..).zip(slots) {
        // An AVAILABLE slot gets no record, and one that an earlier PDR left there does not count.
        if let Some(name) = *name {
            let generation = now;
            write(device, Update::Slot(SlotRecord::never_ipled(now, slot, name))).await?;
            write(device, Update::Claim(ClaimRecord { generation, slot, number: 0 })).await?;
            let door = DoorRecord { generation, slot, incarnation: 0, open: true };
            write(device, Update::Door(door)).await?;
        }
    }
    header.lock = Lock::Unlocked;
    write(device, Update::Header(header)).await
}

/// FORMSSI UNLOCK: members may use a PDR that an interrupted utility left locked.
pub async fn unlock(device: &impl BlockDevice) -> Result<(), FormssiError> {
    let block = read(device, HEADER_BLOCK).await.map_err(FormssiError::Header)?;
    let mut header = Header::from_block(&block).map_err(FormssiError::Header)?;
    header.lock = Lock::Unlocked;
    write(device, Update::Header(header)).await
}

async fn write(device: &impl BlockDevice, update: Update) -> Result<(), FormssiError> {
    let block = update.number();
    update.write(device).await.map_err(|error| FormssiError::Write { block, error })
}

/// FORMSSI DISPLAY: message 6618I and the lines of 6619I, without their identifiers.
///
/// `device` and `label` name the volume; `date` shows a TOD as `mm/dd/yy hh:mm:ss`.
pub fn display(
    pdr: &Pdr,
    device: &str,
    label: &str,
    date: impl Fn(u64) -> String,
) -> Result<Vec<String>, Fault> {
    let header = pdr.header.as_ref().map_err(|fault| *fault)?;
    let ssi = header.ssi_name;
    let lock = match header.lock {
        Lock::Unlocked => "Unlocked",
        Lock::Formssi => "Locked by FORMSSI",
    };
    let timeouts = if header.timeouts { "enabled" } else { "disabled" };
    let mut lines = vec![
        format!("Persistent Data Record on device {device} (label {label}) is for {ssi}"),
        format!("PDR state: {lock}"),
        format!("time stamp: {}", date(header.generation)),
        format!("cross-system timeouts: {timeouts}"),
    ];
    for ((slot, name), record) in (1..).zip(&header.slots).zip(&pdr.slots) {
        let Some(name) = name else { continue };
        lines.push(format!("PDR slot {slot} system: {name}"));
        match record {
            Ok(record) => {
                lines.push(format!("state: {}", record.state.word()));
                lines.push(format!("time stamp: {}", date(record.heartbeat)));
                lines.push(format!("last change: {}", date(record.last_change)));
            }
            Err(fault) => lines.push(format!("state: not readable, {fault}")),
        }
    }
    Ok(lines)
}
