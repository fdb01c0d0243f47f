//! The real devices: what each subchannel has, as SENSE ID told at IPL, and the volumes on them.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;

use drivers::dasd;
use drivers::subchannel::{self, Found, Subchannel};
use drivers::trouble;
use formats::label::Volid;
use messages::message;
use spin::Mutex;
use zarch::{SenseId, SubchannelId, virtio};

use crate::console::Console;
use crate::volume::Volume;

/// What kind of device it is, as commands name it.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A DASD with its volume.
    Dasd(Arc<Volume>),
    /// A virtio console device: its ports are terminals.
    Ports(SubchannelId),
    /// A device that CP has no driver for.
    Other,
}

/// A real device.
#[derive(Clone, Debug)]
pub struct RealDevice {
    /// What it is.
    pub kind: Kind,
    /// What it says of itself; none where it does not answer.
    pub sense_id: Option<SenseId>,
    /// Its subchannel.
    pub subchannel: SubchannelId,
}

static DEVICES: Mutex<BTreeMap<u16, RealDevice>> = Mutex::new(BTreeMap::new());

/// Asks every device what it is, and reads the label of each volume.
pub async fn sense_all(console: &Console) {
    for found in subchannel::scan() {
        let sense_id = match Subchannel::enable(found.id, size_of::<SenseId>()) {
            Ok(mut subchannel) => subchannel.sense_id().await.ok(),
            Err(_) => None,
        };
        let kind = match &sense_id {
            Some(id) if is_ports(id) => Kind::Ports(found.id),
            Some(sense_id) => mount(&found, sense_id, console).await,
            None => Kind::Other,
        };
        let device = RealDevice { kind, sense_id, subchannel: found.id };
        DEVICES.lock().insert(found.device_number, device);
    }
}

/// Whether it is a virtio console device, each port of which is a terminal or takes commands.
fn is_ports(id: &SenseId) -> bool {
    let control_unit = (id.control_unit_type.get(), id.control_unit_model);
    control_unit == (virtio::CONTROL_UNIT_TYPE, virtio::CONSOLE)
}

/// Brings a device up if it is a DASD. A volume whose label another one has already is told, since
/// nobody could name it.
async fn mount(found: &Found, sense_id: &SenseId, console: &Console) -> Kind {
    let number = found.device_number;
    let device = match dasd::bring_up(found.id, sense_id).await {
        None => return Kind::Other,
        Some(Ok(device)) => device,
        Some(Err(error)) => {
            console.say(&format!("DASD {number:04X} could not be brought online: {error}"));
            return Kind::Other;
        }
    };
    let volume = Volume::mount(number, device).await;
    if let Ok(volid) = volume.label
        && let Some(other) = find_volume(volid)
    {
        let (number, other) = (format!("{number:04X}"), format!("{:04X}", other.number));
        console.tell(&message("IIS", 954, &[&number, volid.as_str(), &other]));
    }
    Kind::Dasd(Arc::new(volume))
}

/// Tells the operator what devices could not do, for as long as CP runs.
pub async fn tell_troubles(console: &'static Console) {
    loop {
        let trouble = trouble::next().await;
        let (device, what) = (format!("{:04X}", trouble.device), trouble.to_string());
        console.tell(&message("ERP", 7201, &[&device, &what]));
    }
}

/// The volume of that label; of several the one with the lowest device number.
pub fn find_volume(volid: Volid) -> Option<Arc<Volume>> {
    volumes().into_values().find(|volume| volume.label == Ok(volid))
}

/// Every volume, by the number of its device.
pub fn volumes() -> BTreeMap<u16, Arc<Volume>> {
    let devices = DEVICES.lock();
    let volumes = devices.iter().filter_map(|(&number, device)| match &device.kind {
        Kind::Dasd(volume) => Some((number, volume.clone())),
        _ => None,
    });
    volumes.collect()
}

/// Every device, by its number.
pub fn all() -> BTreeMap<u16, RealDevice> {
    DEVICES.lock().clone()
}

/// The device with a number.
pub fn find(number: u16) -> Option<RealDevice> {
    DEVICES.lock().get(&number).cloned()
}
