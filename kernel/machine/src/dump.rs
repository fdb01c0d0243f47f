//! What a dump takes: which storage CP uses, and its pages as they are.

use alloc::vec::Vec;
use core::arch::asm;
use core::ops::Range;

use crate::lowcore::os_area;
use crate::storage::{self, FRAME_BYTES};
use crate::{cpu, heap};

/// Bytes of a prefix area.
const PREFIX_BYTES: u64 = 0x2000;

unsafe extern "C" {
    safe static __text_start: u8;
    safe static __rodata_end: u8;
    safe static __abend_stack_end: u8;
    safe static __image_end: u8;
}

/// Absolute addresses of the storage that CP uses, whole pages, what a reader wants first at the
/// front: the first prefix area, data and stacks, the heap, the frame map and the frames that
/// were allocated; text and constants, which the nucleus' file has as well, at the end.
pub fn storage_in_use() -> Vec<Range<u64>> {
    let heap = (&raw const __image_end as u64).next_multiple_of(FRAME_BYTES as u64);
    let heap_end = heap + heap::used_bytes() as u64;
    let constants_end = &raw const __rodata_end as u64;
    let mut ranges = alloc::vec![
        0..PREFIX_BYTES,
        constants_end..&raw const __abend_stack_end as u64,
        heap..heap_end,
    ];
    ranges.extend(storage::frames_in_use());
    ranges.push(&raw const __text_start as u64..constants_end);
    ranges
}

/// Copies the page at an absolute address, with DAT off: also one that CP's own tables forbid.
///
/// The address is a multiple of 4 KiB in the machine's storage.
pub fn copy_page(address: u64, to: &mut [u8; FRAME_BYTES]) {
    let prefix = cpu::prefix();
    // This CPU's prefix area is at real 0, and what is at absolute 0 where that area would be.
    let real = match address {
        0..PREFIX_BYTES => address + prefix,
        _ if (prefix..prefix + PREFIX_BYTES).contains(&address) => address - prefix,
        _ => address,
    };
    // SAFETY: 1. CP's virtual addresses are real ones, so that code, stack and `to` are where
    // they were while DAT is off; 2. the instructions write `to` alone.
    unsafe {
        asm!("stnsm {scratch}, 0xfb",
             "2: mvc 0(256,{to}), 0({from})",
             "la {to}, 256({to})",
             "la {from}, 256({from})",
             "brctg {count}, 2b",
             "stosm {scratch}, 0x04",
             scratch = const os_area::SCRATCH,
             to = inout(reg_addr) to.as_mut_ptr() => _, from = inout(reg_addr) real => _,
             count = inout(reg) FRAME_BYTES / 256 => _, options(nostack))
    };
}
