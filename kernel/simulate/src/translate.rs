//! Dynamic address translation by a guest's own tables (PoP, "Dynamic Address Translation").

use zarch::{AddressSpace, ProgramInterruption};

use crate::{Cpu, NotThere, Program, Storage, Teid};

/// Fields of an address-space-control element.
pub mod asce {
    /// Table origin.
    pub const ORIGIN: u64 = !0xFFF;
    /// P: low-address protection does not apply.
    pub const PRIVATE: u64 = 0x100;
    /// R: addresses of the space are real ones.
    pub const REAL: u64 = 0x20;
    /// DT, as a [`Level`](super::Level) of its table.
    pub const TYPE: u64 = 0x0C;
    /// TL: the table's length in units of 4 KiB, less one.
    pub const LENGTH: u64 = 0x03;
}

/// Fields of table entries.
pub mod entry {
    /// Origin of the next table, in region-table entries.
    pub const TABLE: u64 = !0xFFF;
    /// Origin of the page table, in segment-table entries.
    pub const PAGE_TABLE: u64 = !0x7FF;
    /// FC: a segment-table entry that names a frame of 1 MiB.
    pub const FORMAT: u64 = 0x400;
    /// A frame of 1 MiB.
    pub const LARGE_FRAME: u64 = !0xF_FFFF;
    /// P: DAT protection, in all entries.
    pub const PROTECTED: u64 = 0x200;
    /// IEP of a segment-table entry with FC, and of a page-table entry.
    pub const NO_EXECUTE: u64 = 0x100;
    /// I: invalid, in region- and segment-table entries.
    pub const INVALID: u64 = 0x20;
    /// TT: the level of its table.
    pub const TYPE: u64 = 0x0C;
    /// A page frame.
    pub const FRAME: u64 = !0xFFF;
    /// I: invalid, in page-table entries.
    pub const PAGE_INVALID: u64 = 0x400;
    /// Must be zero in page-table entries.
    pub const PAGE_ZERO: u64 = 0x800;
}

/// A level of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Page table: 256 entries.
    Page,
    /// Segment table, DT and TT 0.
    Segment,
    /// Region third table, DT and TT 1.
    RegionThird,
    /// Region second table, DT and TT 2.
    RegionSecond,
    /// Region first table, DT and TT 3.
    RegionFirst,
}

impl Level {
    /// The level of a DT or TT field.
    pub const fn of_field(field: u64) -> Self {
        match field >> 2 & 3 {
            0 => Self::Segment,
            1 => Self::RegionThird,
            2 => Self::RegionSecond,
            _ => Self::RegionFirst,
        }
    }

    /// The level beneath; that of pages has none.
    pub const fn beneath(self) -> Self {
        match self {
            Self::RegionFirst => Self::RegionSecond,
            Self::RegionSecond => Self::RegionThird,
            Self::RegionThird => Self::Segment,
            Self::Segment | Self::Page => Self::Page,
        }
    }

    /// The TT field of the level's entries.
    pub const fn field(self) -> u64 {
        match self {
            Self::Page | Self::Segment => 0,
            Self::RegionThird => 0x4,
            Self::RegionSecond => 0x8,
            Self::RegionFirst => 0xC,
        }
    }

    /// How far right the level's index stands in an address.
    pub const fn shift(self) -> u32 {
        match self {
            Self::Page => 12,
            Self::Segment => 20,
            Self::RegionThird => 31,
            Self::RegionSecond => 42,
            Self::RegionFirst => 53,
        }
    }

    /// Entries of a full table.
    pub const fn entries(self) -> u64 {
        if matches!(self, Self::Page) { 256 } else { 2048 }
    }

    /// The index of an address in the level's table.
    pub const fn index(self, address: u64) -> u64 {
        address >> self.shift() & (self.entries() - 1)
    }

    /// What an invalid or missing entry of the level gives.
    pub const fn exception(self) -> ProgramInterruption {
        match self {
            Self::Page => ProgramInterruption::PAGE_TRANSLATION,
            Self::Segment => ProgramInterruption::SEGMENT_TRANSLATION,
            Self::RegionThird => ProgramInterruption::REGION_THIRD_TRANSLATION,
            Self::RegionSecond => ProgramInterruption::REGION_SECOND_TRANSLATION,
            Self::RegionFirst => ProgramInterruption::REGION_FIRST_TRANSLATION,
        }
    }
}

/// Where a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The real address of the frame.
    pub real: u64,
    /// Whether it is protected from stores.
    pub protected: bool,
    /// Whether it is protected from execution.
    pub no_execute: bool,
}

/// A step of a translation: the entry at `index` of the table of `level` at `table`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Absolute address of the table.
    pub table: u64,
    /// Its level.
    pub level: Level,
    /// Which entry.
    pub index: u64,
    /// The entry.
    pub entry: u64,
}

/// Why a translation ends without a page: an exception that has the address, or one that has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault(pub ProgramInterruption);

impl From<NotThere> for Fault {
    fn from(_: NotThere) -> Self {
        Self(ProgramInterruption::ADDRESSING)
    }
}

impl Fault {
    /// The program interruption of an access.
    pub fn program(self, address: u64, store: bool, space: AddressSpace) -> Program {
        match self.0.has_teid() {
            true => Program::access(self.0, Teid::new(address, store, space)),
            false => Program::new(self.0),
        }
    }
}

/// What control register 0 installs of DAT's options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// EDAT: frames of 1 MiB, and protection of whole regions (bit 40).
    pub large_frames: bool,
    /// Instruction-execution protection (bit 43).
    pub execution_protection: bool,
}

impl Options {
    /// Those of a CPU.
    pub fn of(cpu: &Cpu) -> Self {
        Self { large_frames: cpu.cr0_bit(40), execution_protection: cpu.cr0_bit(43) }
    }
}

/// Translates `address` by the space that `asce` designates; `seen` is shown every step.
pub fn walk(
    storage: &dyn Storage,
    asce: u64,
    address: u64,
    options: Options,
    mut seen: impl FnMut(Step),
) -> Result<Page, Fault> {
    if asce & asce::REAL != 0 {
        return Ok(Page { real: address & !0xFFF, protected: false, no_execute: false });
    }
    let mut level = Level::of_field(asce);
    if level < Level::RegionFirst && address >> (level.shift() + 11) != 0 {
        return Err(Fault(ProgramInterruption::ASCE_TYPE));
    }
    let (mut table, mut offset, mut length) = (asce & asce::ORIGIN, 0, asce & asce::LENGTH);
    let mut protected = false;
    loop {
        let index = level.index(address);
        // A table has 512 entries for each unit of its length, from its offset on.
        if !(offset..=length).contains(&(index >> 9)) {
            return Err(Fault(level.exception()));
        }
        let entry = storage.doubleword(table.wrapping_add(index * 8))?;
        seen(Step { table, level, index, entry });
        if entry & entry::INVALID != 0 {
            return Err(Fault(level.exception()));
        }
        if entry & entry::TYPE != level.field() {
            return Err(Fault(ProgramInterruption::TRANSLATION_SPECIFICATION));
        }
        let has_protection = level == Level::Segment || options.large_frames;
        protected |= has_protection && entry & entry::PROTECTED != 0;
        if level == Level::Segment {
            return page(storage, entry, address, options, protected, seen);
        }
        level = level.beneath();
        (table, offset, length) = (entry & entry::TABLE, entry >> 6 & 3, entry & asce::LENGTH);
    }
}

/// The last step: the page table of a segment-table entry, or its large frame.
fn page(
    storage: &dyn Storage,
    segment: u64,
    address: u64,
    options: Options,
    protected: bool,
    mut seen: impl FnMut(Step),
) -> Result<Page, Fault> {
    let no_execute = |entry: u64| options.execution_protection && entry & entry::NO_EXECUTE != 0;
    if options.large_frames && segment & entry::FORMAT != 0 {
        let real = segment & entry::LARGE_FRAME | address & !entry::LARGE_FRAME & !0xFFF;
        return Ok(Page { real, protected, no_execute: no_execute(segment) });
    }
    let (table, index) = (segment & entry::PAGE_TABLE, Level::Page.index(address));
    let entry = storage.doubleword(table + index * 8)?;
    seen(Step { table, level: Level::Page, index, entry });
    if entry & entry::PAGE_INVALID != 0 {
        return Err(Fault(ProgramInterruption::PAGE_TRANSLATION));
    }
    if entry & entry::PAGE_ZERO != 0 {
        return Err(Fault(ProgramInterruption::TRANSLATION_SPECIFICATION));
    }
    let protected = protected || entry & entry::PROTECTED != 0;
    Ok(Page { real: entry & entry::FRAME, protected, no_execute: no_execute(entry) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::Memory;

    const NONE: Options = Options { large_frames: false, execution_protection: false };

    /// A region third table at 10000, a segment table at 20000, a page table at 30000.
    fn tables() -> Memory {
        let memory = Memory::new(0x4_0000);
        memory.put(0x1_0000, 0x2_0007_u64);
        memory.put(0x2_0000 + 8 * 5, 0x3_0000_u64);
        memory.put(0x3_0000 + 8 * 7, 0x1234_5000_u64);
        memory.put(0x3_0000 + 8 * 8, 0x1234_5200_u64);
        memory.put(0x3_0000 + 8 * 9, 0x400_u64);
        memory.put(0x3_0000 + 8 * 10, 0x800_u64);
        memory.put(0x2_0000 + 8 * 6, 0x20_u64);
        memory
    }

    fn real(address: u64) -> Result<Page, Fault> {
        walk(&tables(), 0x1_0007, address, NONE, |_| ())
    }

    #[test]
    fn a_page_is_found_through_three_tables() {
        let page = Page { real: 0x1234_5000, protected: false, no_execute: false };
        assert_eq!(real(0x50_7123), Ok(page));
        assert_eq!(real(0x50_8000), Ok(Page { protected: true, ..page }));
    }

    #[test]
    fn each_step_has_its_exceptions() {
        let cases = [
            (0x50_9000, ProgramInterruption::PAGE_TRANSLATION),
            (0x50_A000, ProgramInterruption::TRANSLATION_SPECIFICATION),
            (0x60_0000, ProgramInterruption::SEGMENT_TRANSLATION),
            (1 << 42, ProgramInterruption::ASCE_TYPE),
            // An entry of zeros in a region third table says that it is of a segment table.
            (1 << 31, ProgramInterruption::TRANSLATION_SPECIFICATION),
        ];
        for (address, code) in cases {
            assert_eq!(real(address), Err(Fault(code)), "{address:X}");
        }
        let short = walk(&tables(), 0x1_0004, 512 << 31, NONE, |_| ());
        assert_eq!(short, Err(Fault(ProgramInterruption::REGION_THIRD_TRANSLATION)));
        let outside = walk(&tables(), 0x7FFF_0007, 0, NONE, |_| ());
        assert_eq!(outside, Err(Fault(ProgramInterruption::ADDRESSING)));
    }

    #[test]
    fn large_frames_are_for_those_who_install_them() {
        let memory = tables();
        memory.put(0x2_0000 + 8 * 6, 0x0560_0700_u64);
        let options = Options { large_frames: true, execution_protection: true };
        let page = walk(&memory, 0x1_0007, 0x6A_BCDE, options, |_| ());
        assert_eq!(page, Ok(Page { real: 0x56A_B000, protected: true, no_execute: true }));
    }

    proptest! {
        #[test]
        fn hostile_tables_end(asce: u64, address: u64, fill in proptest::collection::vec(any::<u64>(), 512)) {
            let memory = Memory::new(0x1000);
            for (n, entry) in (0..).zip(fill) {
                memory.put(n * 8, entry & 0xFFF);
            }
            let mut steps = 0;
            let _ = walk(&memory, asce & 0xFFF, address, NONE, |_| steps += 1);
            prop_assert!(steps <= 5);
        }
    }
}
