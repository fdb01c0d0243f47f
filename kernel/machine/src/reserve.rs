//! Storage that CP works with once it has ended.
//!
//! An abend may come while the heap, the frame map or any lock is in the midst of a change. What
//! tells of it and dumps takes nothing of them: it has a heap and frames of its own, and what CP
//! had stays as the abend found it.

use core::alloc::Layout;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use linked_list_allocator::Heap;
use spin::{Mutex, MutexGuard};

use crate::storage::FRAME_BYTES;

/// The heap; what is left of the area is frames, enough for the channel programs and buffers of
/// one device.
const HEAP_BYTES: usize = 128 * 1024;

unsafe extern "C" {
    safe static __reserve_start: u8;
    safe static __image_end: u8;
}

static IN_USE: AtomicBool = AtomicBool::new(false);
static HEAP: Mutex<Heap> = Mutex::new(Heap::empty());
static FRAMES_TAKEN: AtomicUsize = AtomicUsize::new(0);

/// Whether CP has ended, and works with the reserve.
pub(crate) fn in_use() -> bool {
    IN_USE.load(Ordering::Acquire)
}

/// Takes the reserve into use, all of it: what used it before never goes on. Every other CPU is
/// stopped.
pub(crate) fn begin() {
    IN_USE.store(true, Ordering::Release);
    FRAMES_TAKEN.store(0, Ordering::Relaxed);
    let mut heap = lock(&HEAP);
    *heap = Heap::empty();
    // SAFETY: the area belongs to the reserve alone, and nobody goes on to use what it held.
    unsafe { heap.init((&raw const __reserve_start).cast_mut(), HEAP_BYTES) };
}

/// Allocates from the reserve's heap; null where it is at its end.
pub(crate) fn allocate(layout: Layout) -> *mut u8 {
    let block = HEAP.lock().allocate_first_fit(layout);
    block.map_or(core::ptr::null_mut(), NonNull::as_ptr)
}

/// Takes a block back; one that is not the reserve's stays as it is.
///
/// # Safety
/// The block was allocated with `layout`.
pub(crate) unsafe fn deallocate(block: NonNull<u8>, layout: Layout) {
    let start = &raw const __reserve_start as usize;
    if (start..start + HEAP_BYTES).contains(&(block.as_ptr() as usize)) {
        // SAFETY: the block is of this heap, with this layout.
        unsafe { HEAP.lock().deallocate(block, layout) }
    }
}

/// The address of `count` adjacent frames, which are never given back.
pub(crate) fn frames(count: usize) -> Option<usize> {
    let taken = FRAMES_TAKEN.load(Ordering::Relaxed);
    let frames = &raw const __reserve_start as usize + HEAP_BYTES;
    let (first, end) = (frames + taken * FRAME_BYTES, &raw const __image_end as usize);
    (count <= (end - first) / FRAME_BYTES).then(|| {
        FRAMES_TAKEN.store(taken + count, Ordering::Relaxed);
        first
    })
}

/// Locks `mutex`; once CP has ended, also where somebody holds it who never goes on.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    if in_use() && mutex.is_locked() {
        // SAFETY: this is the only CPU that runs, and it does not return to what it did before.
        unsafe { mutex.force_unlock() }
    }
    mutex.lock()
}
