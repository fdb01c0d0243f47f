//! The dump unit: where an abend leaves its dump.

use alloc::string::String;
use core::ops::RangeInclusive;

use spin::Mutex;
use zarch::{SenseId, SubchannelId};

/// Cylinders of a volume that are set aside for a dump.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The system whose dump it will be.
    pub system: String,
    /// Number of the device.
    pub device: u16,
    /// Its subchannel.
    pub subchannel: SubchannelId,
    /// What it is: CP brings it up anew.
    pub sense_id: SenseId,
    /// First and last cylinder.
    pub cylinders: RangeInclusive<u32>,
}

static UNIT: Mutex<Option<Unit>> = Mutex::new(None);

/// Dumps go to `unit` from now on; to none, nowhere.
pub fn set_unit(unit: Option<Unit>) {
    *UNIT.lock() = unit;
}

/// Whether there is a dump unit.
pub fn has_unit() -> bool {
    UNIT.lock().is_some()
}

/// The dump unit; none where CP ended while it was set.
pub(crate) fn unit() -> Option<Unit> {
    UNIT.try_lock()?.clone()
}
