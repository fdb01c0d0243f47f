//! The object directory read page by page, one user at a time.

use alloc::vec;
use alloc::vec::Vec;

use formats::block::{BLOCK_BYTES, Block, BlockDevice};
use serde::de::DeserializeOwned;
use zerocopy::FromBytes;

use super::layout::{Header, IndexEntry, Key, RecordPointer};
use super::{FindError, Preamble};
use crate::entry::{Directory, Entry, Kind};
use crate::name::Name;
use crate::user::User;

/// An object directory: on a volume
/// ([`ActiveCopy`](formats::drct::ActiveCopy)) or in storage ([`ObjectBytes`](super::ObjectBytes)).
pub struct ObjectDirectory<D> {
    pages: D,
    header: Header,
}

impl<D: BlockDevice> ObjectDirectory<D> {
    /// Reads the header.
    pub async fn open(pages: D) -> Result<Self, FindError> {
        let mut first = [0; size_of::<Header>()];
        read(&pages, 0, &mut first).await?;
        Ok(Self { header: Header::read(&first)?, pages })
    }

    /// The pages that it is read from.
    pub fn pages(&self) -> &D {
        &self.pages
    }

    /// The cluster that it was compiled for.
    pub fn cluster(&self) -> Name {
        self.header.cluster()
    }

    /// How many profiles, users, identities and subconfigurations it has.
    pub fn entries(&self) -> u32 {
        self.header.entries()
    }

    /// The DIRECTORY and global statements.
    pub async fn preamble(&self) -> Result<Preamble, FindError> {
        self.record(self.header.preamble, FindError::PreambleDamaged).await
    }

    /// The virtual machine of USER or IDENTITY `name` as it is on member `system`: its own
    /// statements, those of its profile, and those of the SUBCONFIG built for that member.
    ///
    /// None where the directory has no such user.
    pub async fn find(&self, name: Name, system: Name) -> Result<Option<User>, FindError> {
        let Some(entry) = self.entry(Key { is_user: true, name }).await? else { return Ok(None) };
        if entry.kind.logon().is_none() {
            return Ok(None);
        }
        let profile = match entry.profile() {
            Some(name) => Some(self.required(Key { is_user: false, name }).await?),
            None => None,
        };
        let subconfig = match entry.subconfig_on(system) {
            Some(name) => Some(self.required(Key { is_user: true, name }).await?),
            None => None,
        };
        Ok(User::merge(entry, profile, subconfig, self.cluster()))
    }

    /// The users and identities by name; index entries that are damaged are left out.
    pub async fn users(&self) -> Result<Vec<Name>, FindError> {
        let mut users = Vec::new();
        for index in self.index().await?.0 {
            let entry: Entry = match self.record_of(&index).await {
                Ok(entry) => entry,
                Err(FindError::EntryDamaged(_)) => continue,
                Err(error) => return Err(error),
            };
            if matches!(entry.kind, Kind::User(_) | Kind::Identity(_)) {
                users.push(entry.name);
            }
        }
        Ok(users)
    }

    /// The whole directory, profiles first and then by name, and what of it is damaged.
    ///
    /// Shown as text it is a source again, with its passwords masked: DIRECTXA's `--list`.
    pub async fn list(&self) -> Result<(Directory, Vec<FindError>), FindError> {
        let Preamble { residence, globals } = self.preamble().await?;
        let (index, damaged) = self.index().await?;
        let mut faults = Vec::new();
        if damaged > 0 {
            faults.push(FindError::IndexDamaged(damaged));
        }
        let mut entries = Vec::new();
        for index in index {
            match self.record_of(&index).await {
                Ok(entry) => entries.push(entry),
                Err(fault @ FindError::EntryDamaged(_)) => faults.push(fault),
                Err(error) => return Err(error),
            }
        }
        Ok((Directory { residence, globals, entries }, faults))
    }

    /// An entry that another one names: compiled with it, so only damage can have taken it.
    async fn required(&self, key: Key) -> Result<Entry, FindError> {
        self.entry(key).await?.ok_or(FindError::EntryDamaged(key.name))
    }

    async fn entry(&self, key: Key) -> Result<Option<Entry>, FindError> {
        match self.search(key).await? {
            Some(index) => self.record_of(&index).await.map(Some),
            None => Ok(None),
        }
    }

    /// Binary search; where that meets damage, every index entry that is whole.
    async fn search(&self, key: Key) -> Result<Option<IndexEntry>, FindError> {
        let (mut low, mut high) = (0, self.entries());
        while low < high {
            let middle = low + (high - low) / 2;
            let index = self.index_entry(middle).await?;
            if !index.is_whole() {
                return self.search_all(key).await;
            }
            match index.key().cmp(&key) {
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Equal => return Ok(Some(index)),
                core::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    async fn search_all(&self, key: Key) -> Result<Option<IndexEntry>, FindError> {
        let (index, damaged) = self.index().await?;
        let found = index.into_iter().find(|index| index.key() == key);
        if found.is_none() && damaged > 0 {
            return Err(FindError::IndexDamaged(damaged));
        }
        Ok(found)
    }

    /// The index entries that are whole, and how many are not.
    async fn index(&self) -> Result<(Vec<IndexEntry>, u32), FindError> {
        let mut index = Vec::new();
        let mut damaged = 0;
        for number in 0..self.entries() {
            let entry = self.index_entry(number).await?;
            if entry.is_whole() { index.push(entry) } else { damaged += 1 }
        }
        Ok((index, damaged))
    }

    async fn index_entry(&self, number: u32) -> Result<IndexEntry, FindError> {
        let mut bytes = [0; size_of::<IndexEntry>()];
        read(&self.pages, IndexEntry::offset(number as usize), &mut bytes).await?;
        IndexEntry::read_from_bytes(&bytes).map_err(|_| FindError::HeaderDamaged)
    }

    async fn record_of(&self, index: &IndexEntry) -> Result<Entry, FindError> {
        let name = index.key().name;
        let entry: Entry = self.record(index.record, FindError::EntryDamaged(name)).await?;
        if entry.name == name { Ok(entry) } else { Err(FindError::EntryDamaged(name)) }
    }

    /// The record at `pointer`; `damaged` if it is not one.
    async fn record<T: DeserializeOwned>(
        &self,
        pointer: RecordPointer,
        damaged: FindError,
    ) -> Result<T, FindError> {
        let length = pointer.length().ok_or(damaged)?;
        let mut bytes = vec![0; length];
        read(&self.pages, pointer.offset.get() as usize, &mut bytes).await?;
        if !pointer.agrees(&bytes) {
            return Err(damaged);
        }
        postcard::from_bytes(&bytes).map_err(|_| damaged)
    }
}

/// Reads bytes that may begin and end within pages.
async fn read(pages: &impl BlockDevice, offset: usize, bytes: &mut [u8]) -> Result<(), FindError> {
    let mut done = 0;
    while done < bytes.len() {
        let page = ((offset + done) / BLOCK_BYTES) as u32;
        let start = (offset + done) % BLOCK_BYTES;
        let length = (bytes.len() - done).min(BLOCK_BYTES - start);
        let mut block: Block = [0; BLOCK_BYTES];
        pages.read(page, &mut block).await.map_err(|error| FindError::Io { page, error })?;
        bytes[done..done + length].copy_from_slice(&block[start..start + length]);
        done += length;
    }
    Ok(())
}
