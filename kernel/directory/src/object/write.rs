//! From a directory to the object directory's bytes.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use zerocopy::IntoBytes;

use super::layout::{Header, IndexEntry, Key, RecordPointer};
use super::{CompileError, ENTRIES, Preamble, RECORD_BYTES};
use crate::entry::{Directory, Entry, Kind};
use crate::name::Name;
use crate::password::Salt;

/// Makes the object directory of `directory` for `cluster` (a system without one: its own name).
pub fn compile(directory: &Directory, cluster: Name) -> Result<Vec<u8>, CompileError> {
    let mut entries: Vec<&Entry> = directory.entries.iter().collect();
    if entries.len() > ENTRIES {
        return Err(CompileError::TooManyEntries);
    }
    entries.sort_by_key(|entry| key(entry));
    let preamble =
        Preamble { residence: directory.residence.clone(), globals: directory.globals.clone() };
    let preamble = encode(&preamble).ok_or(CompileError::PreambleTooLarge)?;

    let owners = owners(directory);
    let mut object = vec![0; IndexEntry::offset(entries.len())];
    let header = Header::new(entries.len(), cluster, append(&mut object, &preamble));
    object[..size_of::<Header>()].copy_from_slice(header.as_bytes());
    for (number, entry) in entries.into_iter().enumerate() {
        let owner = owners.get(&entry.name).copied().unwrap_or(entry.name);
        let sealed = entry.sealed(Salt::new(owner, cluster));
        let record = encode(&sealed).ok_or(CompileError::EntryTooLarge(entry.name))?;
        let index = IndexEntry::new(key(entry), append(&mut object, &record));
        object[IndexEntry::offset(number)..IndexEntry::offset(number + 1)]
            .copy_from_slice(index.as_bytes());
    }
    Ok(object)
}

fn key(entry: &Entry) -> Key {
    Key { is_user: entry.kind != Kind::Profile, name: entry.name }
}

/// The identity of each SUBCONFIG: its minidisks' passwords are those of that user id.
fn owners(directory: &Directory) -> BTreeMap<Name, Name> {
    let built = |entry: &Entry| {
        let identity = entry.name;
        entry.subconfigs().map(move |subconfig| (subconfig, identity)).collect::<Vec<_>>()
    };
    directory.entries.iter().flat_map(built).collect()
}

fn encode(record: &impl serde::Serialize) -> Option<Vec<u8>> {
    postcard::to_allocvec(record).ok().filter(|record| record.len() <= RECORD_BYTES)
}

fn append(object: &mut Vec<u8>, record: &[u8]) -> RecordPointer {
    let pointer = RecordPointer::new(object.len(), record);
    object.extend_from_slice(record);
    pointer
}
