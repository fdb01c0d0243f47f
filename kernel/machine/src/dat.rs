//! CP's own address space: virtual = real for all storage of the machine, text and constants
//! read-only, all else no-execute, a guard page beneath each stack.

use core::sync::atomic::{AtomicUsize, Ordering};

use zarch::{Asce, PageEntry, Region3Entry, SegmentEntry};

use crate::storage::{self, FRAME_BYTES, Frames};
use crate::{facility, lowcore, sclp};

/// Bytes that a segment-table entry maps.
const SEGMENT_BYTES: usize = 1 << 20;
/// Entries of a region-third or segment table, and its bytes.
const ENTRIES: usize = 2048;
const TABLE_BYTES: usize = ENTRIES * 8;
/// Entries of a page table, and its bytes.
const PAGES: usize = 256;
const PAGE_TABLE_BYTES: usize = PAGES * 8;

/// Where the page tables are, one after the other in the order of storage.
static PAGE_TABLES: AtomicUsize = AtomicUsize::new(0);
static REGION_TABLE: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" {
    safe static __text_start: u8;
    safe static __text_end: u8;
    safe static __rodata_end: u8;
    safe static __stack_guard: u8;
    safe static __abend_stack_guard: u8;
}

/// Builds the tables for all storage and turns DAT on for the IPL CPU.
pub(crate) fn enter() {
    let segments = sclp::storage_bytes().div_ceil(SEGMENT_BYTES);
    let mut page_tables = table(segments * PAGE_TABLE_BYTES);
    fill(&mut page_tables, segments * PAGES, |page| page_entry(page * FRAME_BYTES).into());
    let pages = page_tables.address();
    let regions = segments.div_ceil(ENTRIES);
    let mut segment_tables = table(regions * TABLE_BYTES);
    fill(&mut segment_tables, regions * ENTRIES, |segment| match segment < segments {
        true => SegmentEntry::of_table((pages + segment * PAGE_TABLE_BYTES) as u64).into(),
        false => SegmentEntry::new().with_invalid(true).into(),
    });
    let mut region_table = table(TABLE_BYTES);
    fill(&mut region_table, ENTRIES, |region| match region < regions {
        true => {
            Region3Entry::of_table((segment_tables.address() + region * TABLE_BYTES) as u64).into()
        }
        false => Region3Entry::new().with_invalid(true).into(),
    });
    PAGE_TABLES.store(pages, Ordering::Relaxed);
    REGION_TABLE.store(region_table.address(), Ordering::Relaxed);
    core::mem::forget((page_tables, segment_tables, region_table));
    turn_on();
}

fn table(bytes: usize) -> Frames {
    storage::allocate(bytes.div_ceil(FRAME_BYTES)).expect("storage holds its own tables")
}

fn fill(table: &mut Frames, entries: usize, entry: impl Fn(usize) -> u64) {
    for (n, bytes) in table.chunks_exact_mut(8).take(entries).enumerate() {
        bytes.copy_from_slice(&entry(n).to_be_bytes());
    }
}

/// How CP may use the page at `address`.
fn page_entry(address: usize) -> PageEntry {
    let text = &raw const __text_start as usize..&raw const __text_end as usize;
    let constants = text.end..&raw const __rodata_end as usize;
    let guards = [&raw const __stack_guard as usize, &raw const __abend_stack_guard as usize];
    let entry = PageEntry::of_frame(address as u64);
    let no_execute = facility::no_execute();
    match address {
        _ if guards.contains(&address) => entry.with_invalid(true),
        _ if text.contains(&address) => entry.with_protection(true),
        _ if constants.contains(&address) => {
            entry.with_protection(true).with_no_execute(no_execute)
        }
        _ => entry.with_no_execute(no_execute),
    }
}

/// Turns DAT on for this CPU, with CP's address space as primary, secondary and home.
pub(crate) fn turn_on() {
    let asce = Asce::region_third(REGION_TABLE.load(Ordering::Relaxed) as u64).into();
    lowcore::load_control::<1>(asce);
    lowcore::load_control::<7>(asce);
    lowcore::load_control::<13>(asce);
    // SAFETY: everything that CP uses is mapped where it is.
    unsafe { core::arch::asm!("stosm 0x200, 0x04") };
    lowcore::dat_was_turned_on();
}

/// Makes the page at `address`, which its caller owns, one that cannot be touched.
pub(crate) fn guard(address: usize) {
    let table = PAGE_TABLES.load(Ordering::Relaxed) + address / SEGMENT_BYTES * PAGE_TABLE_BYTES;
    // SAFETY: the table maps `address`, and nobody uses the page.
    unsafe { core::arch::asm!("ipte {}, {}", in(reg_addr) table, in(reg_addr) address) };
}
