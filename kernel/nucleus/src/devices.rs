//! The real devices: what each subchannel has, as SENSE ID told at IPL.

use alloc::collections::BTreeMap;

use drivers::subchannel::{self, Subchannel};
use spin::Mutex;
use zarch::{SenseId, virtio};

/// What kind of device it is, as commands name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A volume: a 3390, or a virtio block device that shows one.
    Dasd,
    /// Another virtio device.
    Virtio,
    /// A device that CP has no driver for.
    Other,
}

/// A real device.
#[derive(Clone, Copy, Debug)]
pub struct RealDevice {
    /// What it is.
    pub kind: Kind,
    /// What it says of itself; none where it does not answer.
    pub sense_id: Option<SenseId>,
}

static DEVICES: Mutex<BTreeMap<u16, RealDevice>> = Mutex::new(BTreeMap::new());

/// Asks every device what it is.
pub async fn sense_all() {
    for found in subchannel::scan() {
        let sense_id = match Subchannel::enable(found.id, size_of::<SenseId>()) {
            Ok(mut subchannel) => subchannel.sense_id().await.ok(),
            Err(_) => None,
        };
        let device = RealDevice { kind: kind(sense_id.as_ref()), sense_id };
        DEVICES.lock().insert(found.device_number, device);
    }
}

fn kind(sense_id: Option<&SenseId>) -> Kind {
    let Some(id) = sense_id else { return Kind::Other };
    match (id.control_unit_type.get(), id.control_unit_model, id.device_type.get()) {
        (virtio::CONTROL_UNIT_TYPE, virtio::BLOCK, _) | (_, _, 0x3390) => Kind::Dasd,
        (virtio::CONTROL_UNIT_TYPE, _, _) => Kind::Virtio,
        _ => Kind::Other,
    }
}

/// Every device of a kind, by number.
pub fn of_kind(kind: Kind) -> BTreeMap<u16, RealDevice> {
    let devices = DEVICES.lock();
    devices.iter().filter(|(_, device)| device.kind == kind).map(|(&n, &d)| (n, d)).collect()
}

/// The device with a number.
pub fn find(number: u16) -> Option<RealDevice> {
    DEVICES.lock().get(&number).copied()
}
