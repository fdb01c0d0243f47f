//! CP's heap: an arena behind the image that is taken into use as it is needed.

use core::alloc::{GlobalAlloc, Layout};
use core::sync::atomic::{AtomicUsize, Ordering};

use linked_list_allocator::Heap;
use spin::Mutex;

use crate::reserve;

/// The most that the heap can become.
pub(crate) const ARENA_BYTES: usize = 8 * 1024 * 1024;
/// By how much it grows at a time.
const STEP_BYTES: usize = 256 * 1024;

struct Arena {
    heap: Mutex<Heap>,
    used: AtomicUsize,
}

#[global_allocator]
static ARENA: Arena = Arena { heap: Mutex::new(Heap::empty()), used: AtomicUsize::new(0) };

/// Takes the first step of the arena at `start` into use.
pub(crate) fn start(start: usize) {
    // SAFETY: the storage from `start` on for `ARENA_BYTES` belongs to the heap alone.
    unsafe { ARENA.heap.lock().init(start as *mut u8, STEP_BYTES) };
    ARENA.used.store(STEP_BYTES, Ordering::Relaxed);
}

/// Bytes of the arena that were ever used.
pub(crate) fn used_bytes() -> usize {
    ARENA.used.load(Ordering::Relaxed)
}

#[cfg(feature = "ktest")]
pub(crate) fn with_lock_held(action: impl FnOnce()) {
    let _guard = ARENA.heap.lock();
    action();
}

impl Arena {
    /// Grows by as many steps as `layout` needs; false at the arena's end.
    fn grow(&self, heap: &mut Heap, layout: Layout) -> bool {
        let step = (layout.size() + layout.align()).next_multiple_of(STEP_BYTES);
        let used = self.used.load(Ordering::Relaxed);
        if used + step > ARENA_BYTES {
            return false;
        }
        // SAFETY: the next `step` bytes are the arena's and were not used before.
        unsafe { heap.extend(step) };
        self.used.store(used + step, Ordering::Relaxed);
        true
    }
}

// SAFETY: the allocator behind the lock gives each block to one owner only, aligned as asked.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if reserve::in_use() {
            return reserve::allocate(layout);
        }
        let mut heap = self.heap.lock();
        loop {
            if let Ok(block) = heap.allocate_first_fit(layout) {
                return block.as_ptr();
            }
            if !self.grow(&mut heap, layout) {
                return core::ptr::null_mut();
            }
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let Some(block) = core::ptr::NonNull::new(block) else { return };
        // SAFETY: the caller gives back what `alloc` gave for this layout.
        unsafe {
            match reserve::in_use() {
                true => reserve::deallocate(block, layout),
                false => self.heap.lock().deallocate(block, layout),
            }
        }
    }
}
