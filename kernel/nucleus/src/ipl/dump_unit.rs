//! The dump unit: space for the dump of an abend, on a spool volume of this system's own or, by
//! IPL parameter `DUMP=8299`, on a volume that is for dumps alone.

use alloc::format;
use alloc::string::ToString;

use core::ops::RangeInclusive;

use config::IplParameters;
use dump::Unit;
use formats::allocation::{Extent, Kind as Space};
use formats::dump::FIRST_PAGE;
use formats::geometry::BLOCKS_PER_CYLINDER;
use machine::storage;
use messages::message;

use super::cp_owned;
use crate::console::Console;
use crate::devices::{self, Kind};
use crate::volume::Attachment;
use crate::{spooling, system};

/// What a dump may hold beside twice the frames that CP uses now: this part of all.
const SHARE_OF_STORAGE: usize = 16;

/// Takes the largest SPOL extent of the volume that the IPL parameter names; the volumes are
/// attached.
pub async fn asked_for(console: &Console, parameters: &IplParameters) {
    let Some(asked) = parameters.dump_device else { return };
    match largest_extent(asked).await {
        Some(extent) => set(console, asked, extent.cylinders),
        None => console.tell(&message("DMP", 7307, &[&format!("{asked:04X}")])),
    }
}

async fn largest_extent(number: u16) -> Option<Extent> {
    let Kind::Dasd(volume) = devices::find(number)?.kind else { return None };
    if volume.attachment() != Attachment::Free {
        return None;
    }
    let map = volume.allocation().await.ok()?;
    let spol = map.extents().iter().filter(|extent| extent.kind == Space::Spol);
    spol.max_by_key(|extent| extent.length()).cloned()
}

/// Sets space aside on a spool volume, once spooling is initialised, unless there is a unit.
pub fn reserve(console: &Console) {
    let Some(spooling) = spooling::this().filter(|_| !dump::has_unit()) else { return };
    let pages = pages();
    let reserved = spooling.allocation.lock().reserve(pages);
    let place = reserved.and_then(|extent| {
        let volume = cp_owned::list().remove(&extent.slot)?.online?.volume;
        let first = extent.first / BLOCKS_PER_CYLINDER;
        Some((volume.number, first..=first + extent.blocks / BLOCKS_PER_CYLINDER - 1))
    });
    match place {
        Some((number, cylinders)) => set(console, number, cylinders),
        None => console.tell(&message("DMP", 7306, &[&pages.to_string()])),
    }
}

/// Pages that a dump may need.
fn pages() -> u32 {
    let usage = storage::usage();
    let pages = usage.nucleus + 2 * usage.allocated + usage.configured / SHARE_OF_STORAGE;
    FIRST_PAGE.saturating_add(u32::try_from(pages).unwrap_or(u32::MAX))
}

/// `DASD 8293 dump unit CP IPL pages 10189`
fn set(console: &Console, number: u16, cylinders: RangeInclusive<u32>) {
    let Some(device) = devices::find(number) else { return };
    let Some(sense_id) = device.sense_id else { return };
    let pages = (cylinders.end() - cylinders.start() + 1) * BLOCKS_PER_CYLINDER;
    let system = system::name().to_string();
    let subchannel = device.subchannel;
    dump::set_unit(Some(Unit { system, device: number, subchannel, sense_id, cylinders }));
    console.say(&format!("DASD {number:04X} dump unit CP IPL pages {pages}"));
}
