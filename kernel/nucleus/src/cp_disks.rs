//! Minidisks that CP has accessed, by file mode: the parm disk from IPL on, as A.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use directory::Name;
use directory::statement::minidisk::{Mdisk, Space, Volume as Place};
use formats::allocation::Kind;
use formats::edf::{Entry, FileSystem};
use formats::label::Volid;
use formats::minidisk::Minidisk;
use messages::{Message, message};
use spin::Mutex;

use crate::ipl::banner;
use crate::ipl::parm_disk::ParmDisk;
use crate::volume::Volume;
use crate::{devices, directory as online};

/// A minidisk that CP reads files from.
pub struct CpDisk {
    /// Whose minidisk it is, and its device number there; none of a parm disk, which IPL knows by
    /// its place only.
    pub owner: Option<(Name, u16)>,
    /// The volume that it is on.
    pub volume: Arc<Volume>,
    /// First and last cylinder.
    pub cylinders: (u32, u32),
    /// Its files.
    pub files: FileSystem<Minidisk<Arc<Volume>>>,
}

static ACCESSED: Mutex<BTreeMap<char, Arc<CpDisk>>> = Mutex::new(BTreeMap::new());

/// The parm disk that the IPL went by, and its number.
static PARM_DISK: Mutex<Option<(usize, Arc<CpDisk>)>> = Mutex::new(None);

/// The IPL has read SYSTEM CONFIG from it: it is A.
pub fn access_parm_disk(disk: ParmDisk) {
    let ParmDisk { number, volume, cylinders, files } = disk;
    let disk = Arc::new(CpDisk { owner: None, volume, cylinders, files });
    *PARM_DISK.lock() = Some((number, disk.clone()));
    ACCESSED.lock().insert('A', disk);
}

/// Number of the parm disk that the IPL went by, and the disk; none where it went without one.
pub fn parm_disk() -> Option<(usize, Arc<CpDisk>)> {
    PARM_DISK.lock().clone()
}

/// Every disk by its file mode.
pub fn all() -> BTreeMap<char, Arc<CpDisk>> {
    ACCESSED.lock().clone()
}

/// CPRELEASE: whether there was one.
pub fn release(mode: char) -> bool {
    ACCESSED.lock().remove(&mode).is_some()
}

/// The first disk, in the order of modes, that has the file.
pub fn find(name: &str, kind: &str) -> Option<(Arc<CpDisk>, Entry)> {
    all().into_values().find_map(|disk| {
        let entry = disk.files.find(name, kind)?.clone();
        Some((disk, entry))
    })
}

/// CPACCESS: reads the minidisk of a user, as it is now, as `mode`.
pub async fn access(owner: &str, vdev: u16, mode: char) -> Result<(), Message> {
    let user = online::find(owner).await.map_err(|error| error.message("CPA", owner))?;
    let number = format!("{vdev:04X}");
    let missing = || message("CPA", 44, &[owner, &number]);
    let (_, mdisk) = user.mdisk(vdev).ok_or_else(missing)?;
    let (volume, cylinders) = place(mdisk).ok_or_else(missing)?;
    let minidisk = Minidisk::new(volume.clone(), cylinders.0..=cylinders.1).ok_or_else(missing)?;
    let files = FileSystem::open(minidisk).await.map_err(|fault| {
        let what = format!("Minidisk {owner} {number}");
        message(
            "CPA",
            7006,
            &[&what, volume.volid(), &format!("{fault}"), "a CMS minidisk of 4 KiB blocks"],
        )
    })?;
    let disk = CpDisk { owner: Some((user.name, vdev)), volume, cylinders, files };
    ACCESSED.lock().insert(mode, Arc::new(disk));
    Ok(())
}

/// Where a minidisk is on the volumes of this system.
fn place(mdisk: &Mdisk) -> Option<(Arc<Volume>, (u32, u32))> {
    let Space::Extent { start, size, volume } = mdisk.space else { return None };
    let volume = match volume {
        Place::Label(label) => devices::find_volume(Volid::new(label.as_str())?)?,
        Place::SystemResidence => system_residence()?,
    };
    let size = size.unwrap_or_else(|| volume.cylinders().saturating_sub(start));
    let last = start.checked_add(size)?.checked_sub(1)?;
    Some((volume, (start, last)))
}

/// The volume that this system was IPLed from; loaded by the host, the CP-owned volume that has
/// the directory.
pub fn system_residence() -> Option<Arc<Volume>> {
    if let Some(volume) = banner::volume() {
        return devices::find_volume(Volid::new(&volume)?);
    }
    let mut drct = crate::ipl::cp_owned::extents(Kind::Drct).into_iter();
    drct.next().map(|(_, online, _)| online.volume)
}

/// `A` to `Z`.
pub fn file_mode(word: &str) -> Option<char> {
    let mode = word.chars().next()?.to_ascii_uppercase();
    (word.len() == 1 && mode.is_ascii_uppercase()).then_some(mode)
}

/// The text of a file's records.
pub async fn read_text(disk: &CpDisk, entry: &Entry) -> Result<alloc::vec::Vec<String>, Message> {
    let records = disk.files.records(entry).await.map_err(|fault| {
        let what = format!("File {}", entry.id);
        message(
            "CPT",
            7006,
            &[&what, disk.volume.volid(), &format!("{fault}"), "records that can be read"],
        )
    })?;
    Ok(records.iter().map(|record| formats::ebcdic::to_text(record)).collect())
}
