//! The shadow against the guest's own tables.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use simulate::{Key as StorageKey, NotThere};

use super::*;

/// Storage, for the guest and for the tables.
pub struct Arena {
    bytes: RefCell<Vec<u8>>,
    free: BTreeMap<u64, Vec<u64>>,
    next: u64,
    end: u64,
}

impl Arena {
    pub fn new(size: usize) -> Self {
        Self {
            bytes: RefCell::new(vec![0; size]),
            free: BTreeMap::new(),
            next: 0,
            end: size as u64,
        }
    }

    pub fn put(&self, address: u64, value: u64) {
        self.write(address, &value.to_be_bytes()).unwrap();
    }

    fn get(&self, address: u64) -> u64 {
        (self as &dyn Storage).doubleword(address).unwrap()
    }
}

impl Storage for Arena {
    fn size(&self) -> u64 {
        self.end
    }
    fn read(&self, absolute: u64, to: &mut [u8]) -> Result<(), NotThere> {
        let start = absolute as usize;
        let bytes = self.bytes.borrow();
        to.copy_from_slice(bytes.get(start..start + to.len()).ok_or(NotThere)?);
        Ok(())
    }
    fn write(&self, absolute: u64, from: &[u8]) -> Result<(), NotThere> {
        let start = absolute as usize;
        let mut bytes = self.bytes.borrow_mut();
        bytes.get_mut(start..start + from.len()).ok_or(NotThere)?.copy_from_slice(from);
        Ok(())
    }
    fn swap_word(&self, _: u64, _: u32, _: u32) -> Result<u32, NotThere> {
        Err(NotThere)
    }
    fn swap_doubleword(&self, _: u64, _: u64, _: u64) -> Result<u64, NotThere> {
        Err(NotThere)
    }
    fn key(&self, _: u64) -> Result<StorageKey, NotThere> {
        Err(NotThere)
    }
    fn set_key(&self, _: u64, _: StorageKey) -> Result<(), NotThere> {
        Err(NotThere)
    }
    fn reset_reference(&self, _: u64) -> Result<StorageKey, NotThere> {
        Err(NotThere)
    }
}

impl Tables for Arena {
    fn allocate(&mut self, level: Level) -> Option<u64> {
        let bytes = level.entries() * 8;
        let table = match self.free.entry(bytes).or_default().pop() {
            Some(table) => table,
            None => {
                let table = self.next.next_multiple_of(bytes.max(0x1000));
                self.next = table + bytes;
                table
            }
        };
        if self.next > self.end {
            return None;
        }
        self.empty(table, level);
        Some(table)
    }
    fn free(&mut self, table: u64, level: Level) {
        self.free.entry(level.entries() * 8).or_default().push(table);
    }
    fn entry(&self, table: u64, index: u64) -> u64 {
        self.get(table + index * 8)
    }
    fn set(&mut self, table: u64, index: u64, entry: u64) {
        self.put(table + index * 8, entry);
    }
    fn empty(&mut self, table: u64, level: Level) {
        (0..level.entries()).for_each(|index| self.put(table + index * 8, invalid(level)));
    }
    fn invalidate_page(&mut self, table: u64, address: u64) {
        self.set(table, Level::Page.index(address), entry::PAGE_INVALID);
    }
    fn purge(&mut self) {}
}

const OPTIONS: Options = Options { large_frames: true, execution_protection: true };

/// A guest with two region third tables at 0 and 10000, two segment tables at 20000 and 30000,
/// and page tables at 40000, 40800, 41000, 41800.
struct Guest {
    storage: Arena,
    spaces: Spaces<Arena>,
}

/// What the guest does to its tables, and the purge that must follow.
#[derive(Clone, Debug)]
enum Step_ {
    Region { table: u64, index: u64, segment: u64, protected: bool },
    Segment { table: u64, index: u64, page: u64, bits: u64 },
    Page { table: u64, index: u64, entry: u64 },
    PurgeAll,
    Use { space: u64, address: u64 },
}

impl Guest {
    fn new() -> Self {
        let storage = Arena::new(0x4_2000);
        for (start, end, entry) in [(0, 0x2_0000, 0x24), (0x2_0000, 0x4_0000, 0x20)] {
            (start..end).step_by(8).for_each(|address| storage.put(address, entry));
        }
        (0x4_0000..0x4_2000).step_by(8).for_each(|address| storage.put(address, 0x400));
        Self { storage, spaces: Spaces::new(Arena::new(0x10_0000)) }
    }

    fn designation(space: u64) -> u64 {
        (space * 0x1_0000) | 0x7
    }

    fn does(&mut self, step: &Step_) {
        match *step {
            Step_::Region { table, index, segment, protected } => {
                let table = table * 0x1_0000;
                let bits = if protected { 0x207 } else { 0x7 };
                self.storage.put(table + index * 8, (0x2_0000 + segment * 0x1_0000) | bits);
                self.spaces.purge(Purge::Entries { table, first: index as u16, count: 1 });
            }
            Step_::Segment { table, index, page, bits } => {
                let table = 0x2_0000 + table * 0x1_0000;
                let origin = if bits & 0x400 != 0 { page << 20 } else { 0x4_0000 + page * 0x800 };
                self.storage.put(table + index * 8, origin | bits);
                self.spaces.purge(Purge::Entries { table, first: index as u16, count: 1 });
            }
            Step_::Page { table, index, entry } => {
                let table = 0x4_0000 + table * 0x800;
                self.storage.put(table + index * 8, entry);
                self.spaces.purge(Purge::Page { table, address: index << 12, local: false });
            }
            Step_::PurgeAll => self.spaces.purge(Purge::All),
            Step_::Use { space, address } => self.touches(space, address),
        }
    }

    /// The CPU faults, and the page is put there.
    fn touches(&mut self, space: u64, address: u64) {
        let designation = Self::designation(space);
        let Ok(translation) = Translation::new(&self.storage, designation, address, OPTIONS) else {
            return;
        };
        let Page { real, protected, no_execute } = translation.page;
        let mapping = Mapping { address, frame: real + FRAMES, protected, no_execute };
        let _ = self.spaces.map(&translation, mapping);
    }

    /// What the shadow translates is what the guest's tables translate.
    fn agrees(&mut self, space: u64, address: u64) -> Result<bool, TestCaseError> {
        let designation = Self::designation(space);
        let Ok(real) = self.spaces.space(designation) else { return Ok(false) };
        let options = Options { large_frames: false, ..OPTIONS };
        let Ok(shadow) = translate::walk(&self.spaces.tables, real, address, options, |_| ())
        else {
            return Ok(false);
        };
        let own = translate::walk(&self.storage, designation, address, OPTIONS, |_| ());
        let own = own.map(|page| Page { real: page.real + FRAMES, ..page });
        prop_assert_eq!(Ok(shadow), own, "space {} address {:X}", space, address);
        Ok(true)
    }
}

/// Where frame 0 of the guest is.
const FRAMES: u64 = 1 << 40;

/// Addresses in the first two regions, segments and pages.
fn address() -> impl Strategy<Value = u64> {
    (0..2_u64, 0..2_u64, 0..3_u64).prop_map(|(r, s, p)| r << 31 | s << 20 | p << 12)
}

fn step() -> impl Strategy<Value = Step_> {
    let region = (0..2_u64, 0..2_u64, 0..2_u64, any::<bool>()).prop_map(
        |(table, index, segment, protected)| Step_::Region { table, index, segment, protected },
    );
    let bits = prop::sample::select(vec![0, 0x200, 0x20, 0x400, 0x700]);
    let segment = (0..2_u64, 0..2_u64, 0..4_u64, bits)
        .prop_map(|(table, index, page, bits)| Step_::Segment { table, index, page, bits });
    let entry = (0..8_u64, prop::sample::select(vec![0, 0x200, 0x100, 0x400]));
    let page = (0..4_u64, 0..3_u64, entry).prop_map(|(table, index, (frame, bits))| Step_::Page {
        table,
        index,
        entry: frame << 12 | bits,
    });
    let used = (0..2_u64, address()).prop_map(|(space, address)| Step_::Use { space, address });
    prop_oneof![2 => region, 3 => segment, 5 => page, 1 => Just(Step_::PurgeAll), 10 => used]
}

proptest! {
    #[test]
    fn the_shadow_never_says_what_the_guest_s_tables_do_not(
        steps in prop::collection::vec(step(), 1..80)
    ) {
        let mut guest = Guest::new();
        for step in &steps {
            guest.does(step);
            for (space, address) in (0..2).flat_map(|space| {
                [0, 0x1000, 0x10_0000, 0x10_2000, 1 << 31, 1 << 31 | 0x10_1000].map(|a| (space, a))
            }) {
                guest.agrees(space, address)?;
            }
        }
    }
}

#[test]
fn a_page_that_was_used_is_there() {
    let mut guest = Guest::new();
    let steps = [
        Step_::Region { table: 0, index: 1, segment: 1, protected: false },
        Step_::Segment { table: 1, index: 1, page: 2, bits: 0 },
        Step_::Page { table: 2, index: 2, entry: 0x5000 },
        Step_::Use { space: 0, address: 1 << 31 | 0x10_2000 },
    ];
    steps.iter().for_each(|step| guest.does(step));
    assert!(guest.agrees(0, 1 << 31 | 0x10_2000).unwrap());
    guest.spaces.revoke(0x5000 + FRAMES);
    assert!(!guest.agrees(0, 1 << 31 | 0x10_2000).unwrap());
}

#[test]
fn real_addresses_are_a_space_of_their_own() {
    let mut guest = Guest::new();
    let storage = Arena::new(0);
    let translation = Translation::new(&storage, asce::REAL, 0x12_3000, OPTIONS).unwrap();
    let mapping =
        Mapping { address: 0x12_3000, frame: 0x77_7000, protected: false, no_execute: true };
    guest.spaces.map(&translation, mapping).unwrap();
    let real = guest.spaces.space(asce::REAL).unwrap();
    let page = translate::walk(&guest.spaces.tables, real, 0x12_3456, OPTIONS, |_| ());
    assert_eq!(page, Ok(Page { real: 0x77_7000, protected: false, no_execute: true }));
}
