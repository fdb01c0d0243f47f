//! The tables.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use simulate::translate::{self, Fault, Level, Options, Page, Step, asce, entry};
use simulate::{Purge, Storage};
use zarch::ProgramInterruption;

/// Where shadow tables are: in real storage that the CPUs' DAT looks at.
pub trait Tables {
    /// A table of a level with invalid entries only; none where storage is short.
    fn allocate(&mut self, level: Level) -> Option<u64>;
    /// The CPUs do not use the table any more.
    fn free(&mut self, table: u64, level: Level);
    /// An entry of a table.
    fn entry(&self, table: u64, index: u64) -> u64;
    /// Sets an entry that was invalid.
    fn set(&mut self, table: u64, index: u64, entry: u64);
    /// Makes all entries invalid; [`Tables::purge`] follows.
    fn empty(&mut self, table: u64, level: Level);
    /// Makes the page-table entry of `address` invalid, and CPUs forget it.
    fn invalidate_page(&mut self, table: u64, address: u64);
    /// CPUs forget all translations.
    fn purge(&mut self);
}

/// The real frames of the guest's absolute storage.
pub trait Frames {
    /// The frame that is the page at `absolute`; none where the machine has no frame for it.
    fn frame(&self, absolute: u64) -> Option<u64>;
}

/// An invalid entry, of each level.
pub const fn invalid(level: Level) -> u64 {
    match level {
        Level::Page => entry::PAGE_INVALID,
        _ => level.field() | entry::INVALID,
    }
}

/// What one of our tables is the shadow of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// The origin of the guest's table; of a table of real addresses the first of them.
    origin: u64,
    level: Level,
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// A table of the guest, reached with these offset and length fields, and protected by what
    /// stands above it.
    Table { offset: u8, length: u8, protected: bool },
    /// A frame of 1 MiB as 256 pages.
    LargeFrame { protected: bool, no_execute: bool },
    /// Addresses that are real ones.
    Real,
}

impl Key {
    fn of_asce(designation: u64) -> Self {
        if designation & asce::REAL != 0 {
            return Self { origin: 0, level: Level::RegionThird, source: Source::Real };
        }
        let length = (designation & asce::LENGTH) as u8;
        Self {
            origin: designation & asce::ORIGIN,
            level: Level::of_field(designation),
            source: Source::Table { offset: 0, length, protected: false },
        }
    }

    /// The table that the guest's entry of a step names, under a table with this key.
    fn beneath(self, step: Step, options: Options) -> Self {
        let above = matches!(self.source, Source::Table { protected: true, .. });
        let counts = options.large_frames || step.level == Level::Segment;
        let protected = above || counts && step.entry & entry::PROTECTED != 0;
        let level = step.level.beneath();
        if level != Level::Page {
            let (offset, length) = ((step.entry >> 6 & 3) as u8, (step.entry & 3) as u8);
            let source = Source::Table { offset, length, protected };
            return Self { origin: step.entry & entry::TABLE, level, source };
        }
        if options.large_frames && step.entry & entry::FORMAT != 0 {
            let no_execute = options.execution_protection && step.entry & entry::NO_EXECUTE != 0;
            let source = Source::LargeFrame { protected, no_execute };
            return Self { origin: step.entry & entry::LARGE_FRAME, level, source };
        }
        let source = Source::Table { offset: 0, length: 3, protected };
        Self { origin: step.entry & entry::PAGE_TABLE, level, source }
    }
}

/// A page that may be put into a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The address in the space.
    pub address: u64,
    /// The real frame.
    pub frame: u64,
    /// Whether it is protected from stores.
    pub protected: bool,
    /// Whether it is protected from execution.
    pub no_execute: bool,
}

/// How the guest's tables translate an address.
pub struct Translation {
    designation: u64,
    options: Options,
    steps: [Option<Step>; 5],
    /// Where the page is.
    pub page: Page,
}

impl Translation {
    /// Translates by the guest's tables.
    pub fn new(
        storage: &dyn Storage,
        designation: u64,
        address: u64,
        options: Options,
    ) -> Result<Self, Fault> {
        let (mut steps, mut count) = ([None; 5], 0);
        let page = translate::walk(storage, designation, address, options, |step| {
            steps[count] = Some(step);
            count += 1;
        })?;
        Ok(Self { designation, options, steps, page })
    }
}

/// There was no storage for a table: all of them were given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cleared;

/// The address spaces of one CPU of a guest.
pub struct Spaces<T: Tables> {
    tables: T,
    by_key: BTreeMap<Key, u64>,
    by_table: BTreeMap<u64, Key>,
    generation: u64,
}

impl<T: Tables> Spaces<T> {
    /// Spaces without anything in them.
    pub fn new(tables: T) -> Self {
        Self { tables, by_key: BTreeMap::new(), by_table: BTreeMap::new(), generation: 0 }
    }

    /// It changes when all that [`Self::space`] has answered is of no use any more.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The address-space-control element for the CPU, for one of the guest's.
    pub fn space(&mut self, designation: u64) -> Result<u64, Cleared> {
        let key = Key::of_asce(designation);
        let table = self.table(key)?;
        Ok(table | designation & asce::PRIVATE | key.level.field() | asce::LENGTH)
    }

    fn table(&mut self, key: Key) -> Result<u64, Cleared> {
        if let Some(&table) = self.by_key.get(&key) {
            return Ok(table);
        }
        let Some(table) = self.tables.allocate(key.level) else {
            self.clear();
            return Err(Cleared);
        };
        self.by_key.insert(key, table);
        self.by_table.insert(table, key);
        Ok(table)
    }

    /// Gives back all tables.
    pub fn clear(&mut self) {
        for (key, table) in core::mem::take(&mut self.by_key) {
            self.tables.free(table, key.level);
        }
        self.by_table.clear();
        self.generation += 1;
        self.tables.purge();
    }

    /// Puts a page into the space that it was translated in.
    pub fn map(&mut self, translation: &Translation, mapping: Mapping) -> Result<(), Cleared> {
        let mut key = Key::of_asce(translation.designation);
        let mut table = self.table(key)?;
        if key.source == Source::Real {
            while key.level != Level::Page {
                let origin = mapping.address >> key.level.shift() << key.level.shift();
                key = Key { origin, level: key.level.beneath(), ..key };
                table = self.link(table, mapping.address, key)?;
            }
        } else {
            for &step in translation.steps.iter().flatten().filter(|s| s.level != Level::Page) {
                key = key.beneath(step, translation.options);
                table = self.link(table, mapping.address, key)?;
            }
        }
        let protected = if mapping.protected { entry::PROTECTED } else { 0 };
        let no_execute = if mapping.no_execute { entry::NO_EXECUTE } else { 0 };
        let page = mapping.frame | protected | no_execute;
        let index = Level::Page.index(mapping.address);
        let old = self.tables.entry(table, index);
        if old == page {
            return Ok(());
        }
        if old & entry::PAGE_INVALID == 0 {
            self.tables.invalidate_page(table, mapping.address);
        }
        self.tables.set(table, index, page);
        Ok(())
    }

    /// The table of `key`, named by the entry of `address` in a table above it.
    fn link(&mut self, above: u64, address: u64, key: Key) -> Result<u64, Cleared> {
        let table = self.table(key)?;
        let level = self.by_table.get(&above).ok_or(Cleared)?.level;
        let wanted = match key.level {
            Level::Page => table,
            _ => table | level.field() | asce::LENGTH,
        };
        let index = level.index(address);
        let old = self.tables.entry(above, index);
        if old != wanted {
            self.tables.set(above, index, wanted);
            if old & entry::INVALID == 0 {
                self.tables.purge();
            }
        }
        Ok(table)
    }

    /// Forgets translations.
    pub fn purge(&mut self, purge: Purge) {
        match purge {
            Purge::Page { table, address, .. } => self.purge_page(table, address),
            Purge::Entries { table, first, count } => {
                for shadow in self.shadows_of(table) {
                    self.purge_entries(shadow, u64::from(first), u64::from(count));
                }
                self.tables.purge();
            }
            Purge::Space { table } => {
                for shadow in self.shadows_of(table) {
                    self.empty(shadow);
                }
                self.tables.purge();
            }
            Purge::Cpu | Purge::All => {
                for (&table, key) in &self.by_table {
                    self.tables.empty(table, key.level);
                }
                self.tables.purge();
            }
        }
    }

    /// Our tables for a region or segment table of the guest.
    fn shadows_of(&self, origin: u64) -> Vec<u64> {
        let first = Key { origin, level: Level::Segment, source: SMALLEST };
        let all = self.by_key.range(first..).take_while(|(key, _)| key.origin == origin);
        let tables = all.filter(|(key, _)| matches!(key.source, Source::Table { .. }));
        tables.map(|(_, &table)| table).collect()
    }

    fn purge_page(&mut self, origin: u64, address: u64) {
        for protected in [false, true] {
            let source = Source::Table { offset: 0, length: 3, protected };
            let key = Key { origin, level: Level::Page, source };
            if let Some(&table) = self.by_key.get(&key)
                && self.tables.entry(table, Level::Page.index(address)) & entry::PAGE_INVALID == 0
            {
                self.tables.invalidate_page(table, address);
            }
        }
    }

    fn purge_entries(&mut self, table: u64, first: u64, count: u64) {
        let Some(level) = self.by_table.get(&table).map(|key| key.level) else { return };
        for index in first..(first + count).min(level.entries()) {
            self.empty_beneath(table, level, index);
        }
    }

    /// Empties a table and all beneath it.
    fn empty(&mut self, table: u64) {
        let Some(level) = self.by_table.get(&table).map(|key| key.level) else { return };
        if level != Level::Page {
            for index in 0..level.entries() {
                self.empty_beneath(table, level, index);
            }
        }
        self.tables.empty(table, level);
    }

    fn empty_beneath(&mut self, table: u64, level: Level, index: u64) {
        let old = self.tables.entry(table, index);
        if old & entry::INVALID == 0 {
            self.tables.set(table, index, invalid(level));
            let below = if level == Level::Segment { entry::PAGE_TABLE } else { entry::TABLE };
            self.empty(old & below);
        }
    }

    /// Takes a frame out of all spaces.
    pub fn revoke(&mut self, frame: u64) {
        let pages = self.by_table.iter().filter(|(_, key)| key.level == Level::Page);
        let mut found = false;
        for (&table, _) in pages {
            for index in 0..Level::Page.entries() {
                let page = self.tables.entry(table, index);
                if page & (entry::PAGE_INVALID | entry::FRAME) == frame {
                    self.tables.set(table, index, entry::PAGE_INVALID);
                    found = true;
                }
            }
        }
        if found {
            self.tables.purge();
        }
    }
}

/// Comes before all sources of an origin and level.
const SMALLEST: Source = Source::Table { offset: 0, length: 0, protected: false };

/// What an access to a page beyond the guest's storage gives.
pub const BEYOND_STORAGE: ProgramInterruption = ProgramInterruption::ADDRESSING;

#[cfg(test)]
pub mod tests;
