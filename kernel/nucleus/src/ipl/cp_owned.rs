//! The CP-owned list: volumes that hold CP's own data, by slot, and the volumes for users.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use config::SystemConfig;
use formats::allocation::{AllocationMap, Extent, Kind, Owner};
use formats::label::Volid;
use formats::pdr::Name;
use messages::message;
use spin::Mutex;

use crate::console::Console;
use crate::volume::{Attachment, Volume};
use crate::{devices, system};

/// A slot of the CP-owned list.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The label that SYSTEM CONFIG names.
    pub volid: String,
    /// The volume, once it is attached.
    pub online: Option<Online>,
}

/// A CP-owned volume that is attached.
#[derive(Clone, Debug)]
pub struct Online {
    pub volume: Arc<Volume>,
    /// What its cylinders are for.
    pub map: AllocationMap,
}

impl Online {
    /// Whether this system may allocate on it: it is the owner on the volume itself.
    pub fn is_own(&self) -> bool {
        self.map.owner == Owner { cluster: cluster(), system: Name::new(system::name()) }
    }
}

static SLOTS: Mutex<BTreeMap<u8, Slot>> = Mutex::new(BTreeMap::new());

/// This system's cluster, as it stands in the owner of a volume.
fn cluster() -> Option<Name> {
    system::config().ssi.as_ref().and_then(|ssi| Name::new(&ssi.name))
}

/// The CP-owned list in order of its slots.
pub fn list() -> BTreeMap<u8, Slot> {
    SLOTS.lock().clone()
}

/// Every extent of a kind on the volumes that are attached, with slot and volume.
pub fn extents(kind: Kind) -> Vec<(u8, Online, Extent)> {
    let mut found = Vec::new();
    for (slot, entry) in list() {
        let Some(online) = entry.online else { continue };
        let of_kind = online.map.extents().iter().filter(|extent| extent.kind == kind).cloned();
        let of_kind: Vec<Extent> = of_kind.collect();
        found.extend(of_kind.into_iter().map(|extent| (slot, online.clone(), extent)));
    }
    found
}

/// Attaches the volumes of the CP-owned list and those for users. A volume that is not there, or
/// is somebody else's, is told and left out.
pub async fn attach(console: &Console, config: &SystemConfig) {
    for (&slot, volid) in &config.cp_owned {
        let online = match find(volid) {
            Some(volume) => bring_online(console, volume).await,
            None => {
                console.tell(&message("IIS", 7003, &[volid]));
                None
            }
        };
        SLOTS.lock().insert(slot, Slot { volid: volid.clone(), online });
    }
    for volume in devices::volumes().into_values() {
        if volume.attachment() == Attachment::Free && config.is_user_volume(volume.volid()) {
            volume.attach_to(Attachment::System);
        }
    }
}

fn find(volid: &str) -> Option<Arc<Volume>> {
    devices::find_volume(Volid::new(volid)?)
}

async fn bring_online(console: &Console, volume: Arc<Volume>) -> Option<Online> {
    let device = format!("{:04X}", volume.number);
    let map = match volume.allocation().await {
        Ok(map) => map,
        Err(fault) => {
            let (why, expected) = (fault.to_string(), "a map written by CPFMTXA");
            let what = "The allocation map";
            console.tell(&message("RDA", 7006, &[what, volume.volid(), &why, expected]));
            return None;
        }
    };
    if volume.cylinders() < map.cylinders() {
        let (has, needs) = (volume.cylinders().to_string(), map.cylinders().to_string());
        console.tell(&message("RDA", 7007, &[volume.volid(), &has, &needs]));
        return None;
    }
    if map.owner.cluster != cluster() {
        let owner = map.owner.to_string();
        console.tell(&message("RDA", 6629, &[&device, volume.volid(), &owner]));
        return None;
    }
    volume.attach_to(Attachment::CpOwned);
    Some(Online { volume, map })
}
