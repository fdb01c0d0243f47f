//! The structures on volumes: a good image of each, and all that is done with a damaged one.

use std::fmt::Debug;
use std::sync::OnceLock;

use directory::{Name, ObjectBytes, ObjectDirectory};
use embassy_futures::block_on;
use formats::allocation::{ALLOCATION_BLOCK, AllocationMap};
use formats::block::{BLOCK_BYTES, Block, BlockDevice};
use formats::checkpoint::{Change, Checkpoint, State};
use formats::drct::ActiveCopy;
use formats::dump::Dump;
use formats::edf::{FileSystem, RecordFormat};
use formats::pdr::{self, MemberView};
use formats::spool::allocation::Allocation;
use formats::spool::{Extent, data};
use formats::{ipl, label, warmstart};

use crate::images::{self, DRCT, NOW, TOD};
use crate::{Target, Volume};

/// A structure on a volume.
#[derive(Clone, Copy)]
pub struct Structure {
    /// Its name as a target.
    pub name: &'static str,
    /// A good one.
    pub image: fn() -> Volume,
    /// What it says, or what is wrong with it.
    pub read: fn(&Volume) -> Result<String, String>,
    /// Whether a check guards every bit of it: then damage is told or changes nothing.
    pub checked: bool,
}

/// Every structure.
pub const STRUCTURES: [Structure; 11] = [
    Structure { name: "label", image: images::volume_label, read: volume_label, checked: false },
    Structure { name: "allocation", image: images::allocation, read: allocation, checked: true },
    Structure { name: "ipl-text", image: images::ipl_text, read: ipl_text, checked: true },
    Structure {
        name: "pdr",
        image: images::persistent_data_record,
        read: persistent_data_record,
        checked: true,
    },
    // The last change may be lost: damage of it looks like a write that was torn.
    Structure { name: "checkpoint", image: images::checkpoint, read: checkpoint, checked: false },
    Structure { name: "warm-start", image: images::warm_start, read: warm_start, checked: true },
    Structure { name: "spool-page", image: images::spool_page, read: spool_page, checked: true },
    Structure { name: "drct", image: images::directory_area, read: directory_area, checked: true },
    Structure {
        name: "object-directory",
        image: images::object_directory,
        read: object_directory,
        checked: true,
    },
    // A CMS file system has no checks.
    Structure { name: "edf", image: images::minidisk, read: minidisk, checked: false },
    Structure { name: "dump", image: images::cp_dump, read: cp_dump, checked: false },
];

/// Structure `N` as a target: its image with the changes that the input asks for.
pub const fn target<const N: usize>() -> Target {
    Target { name: STRUCTURES[N].name, run: run::<N>, seeds: seeds::<N> }
}

fn run<const N: usize>(input: &[u8]) {
    // The image is made once; a volume cannot be shared, its blocks can.
    static IMAGES: [OnceLock<Vec<Block>>; STRUCTURES.len()] =
        [const { OnceLock::new() }; STRUCTURES.len()];
    let image = IMAGES[N].get_or_init(|| (STRUCTURES[N].image)().into_blocks());
    let volume = Volume::of(image.clone());
    volume.change(input);
    let _ = (STRUCTURES[N].read)(&volume);
}

fn seeds<const N: usize>() -> Vec<Vec<u8>> {
    let image = (STRUCTURES[N].image)();
    image.used().into_iter().map(|block| image.harmless_change(block)).collect()
}

fn told(error: impl Debug) -> String {
    format!("{error:?}")
}

fn volume_label(volume: &Volume) -> Result<String, String> {
    block_on(label::read(volume)).map(|volid| volid.to_string()).map_err(told)
}

fn allocation(volume: &Volume) -> Result<String, String> {
    let mut block = [0; BLOCK_BYTES];
    block_on(volume.read(ALLOCATION_BLOCK, &mut block)).map_err(told)?;
    let map = AllocationMap::from_block(&block).map_err(told)?;
    // What was read can be written again.
    assert_eq!(AllocationMap::from_block(&map.to_block()).as_ref(), Ok(&map));
    Ok(format!("{map:?}"))
}

fn ipl_text(volume: &Volume) -> Result<String, String> {
    block_on(ipl::read_text(volume)).map(|text| format!("{text:?}")).map_err(told)
}

fn persistent_data_record(volume: &Volume) -> Result<String, String> {
    let view = block_on(MemberView::read(volume, 4, 1));
    let _ = pdr::display(&view.pdr, "8290", "S1COM1", |tod| tod.to_string());
    let meaning = format!("{view:?}");
    let pdr = &view.pdr;
    let own = view.claim.is_ok() && view.door.is_ok();
    let whole = own && pdr.header.is_ok() && pdr.slots[..2].iter().all(Result::is_ok);
    let _ = block_on(pdr::unlock(volume));
    if whole { Ok(meaning) } else { Err(meaning) }
}

/// Takes the pages of all files, as CP does at IPL.
fn take_pages(state: &State) {
    let mut pages = Allocation::default();
    pages.add(Extent { slot: 10, first: 180, blocks: 1800 });
    for extent in state.files().flat_map(|file| &file.extents) {
        if pages.take(*extent).is_ok() {
            pages.release(*extent);
        }
    }
}

fn checkpoint(volume: &Volume) -> Result<String, String> {
    let mut checkpoint = block_on(Checkpoint::open(volume)).map_err(told)?;
    take_pages(checkpoint.state());
    let meaning = format!("{:?} {}", checkpoint.state(), checkpoint.is_damaged());
    if block_on(checkpoint.accept(Change::Purge(images::spool_file(2).id))).is_ok() {
        let after = checkpoint.state().clone();
        drop(checkpoint);
        let again = block_on(Checkpoint::open(volume)).expect("what was accepted");
        assert_eq!(*again.state(), after);
    }
    Ok(meaning)
}

fn warm_start(volume: &Volume) -> Result<String, String> {
    let (state, written) = block_on(warmstart::load(volume)).map_err(told)?;
    take_pages(&state);
    Ok(format!("{state:?} {written}"))
}

fn spool_page(volume: &Volume) -> Result<String, String> {
    let mut page = [0; BLOCK_BYTES];
    block_on(volume.read(0, &mut page)).map_err(told)?;
    data::records(&page, TOD, 0).map(|records| format!("{records:?}")).map_err(told)
}

fn directory_area(volume: &Volume) -> Result<String, String> {
    let active = block_on(ActiveCopy::open(volume, DRCT)).map_err(told)?;
    let object = block_on(active.read_all()).map_err(told)?;
    object_of(&object)
}

fn object_directory(volume: &Volume) -> Result<String, String> {
    object_of(&volume.clone().into_blocks().concat())
}

fn object_of(object: &[u8]) -> Result<String, String> {
    let directory = block_on(ObjectDirectory::open(ObjectBytes(object))).map_err(told)?;
    let system = Name::new("LTICVM9").ok_or("a name")?;
    let mut meaning = format!("{:?}", block_on(directory.preamble()).map_err(told)?);
    for user in block_on(directory.users()).map_err(told)? {
        let found = block_on(directory.find(user, system)).map_err(told)?;
        meaning += &format!("{found:?}");
    }
    let (list, faults) = block_on(directory.list()).map_err(told)?;
    if faults.is_empty() { Ok(meaning + &list.to_string()) } else { Err(told(faults)) }
}

fn minidisk(volume: &Volume) -> Result<String, String> {
    let mut files = block_on(FileSystem::open(volume)).map_err(told)?;
    let checked = block_on(files.check());
    let mut meaning = format!("{:?}", files.list());
    for entry in files.list() {
        meaning += &format!("{:?}", block_on(files.records(entry)));
    }
    let _ = block_on(files.write_file(images::file("NEW", RecordFormat::Variable), &[b"\xC1"]));
    let _ = block_on(files.erase(images::file("SYSTEM", RecordFormat::Variable).id, NOW));
    checked.map(|()| meaning).map_err(told)
}

fn cp_dump(volume: &Volume) -> Result<String, String> {
    let dump = block_on(Dump::open(volume)).map_err(told)?;
    let mut meaning = format!("{:?}", dump.header);
    for cpu in 0..dump.cpus() {
        meaning += &format!("{:?}", block_on(dump.cpu(cpu)).map_err(told)?);
    }
    for address in dump.header.addresses().take(16).chain([4096, u64::MAX]) {
        let _ = block_on(dump.page(address));
    }
    Ok(meaning)
}
