//! Real storage: how much there is, and who owns which 4 KiB frame.

use alloc::vec::Vec;
use core::ops::{Deref, DerefMut, Range};
use core::sync::atomic::{AtomicU64, Ordering};

use spin::Mutex;

use crate::{dat, heap, reserve, sclp};

/// Bytes of a frame.
pub const FRAME_BYTES: usize = 4096;
/// Bytes of the stack of a CPU.
const STACK_BYTES: usize = 65536;
/// How many stacks can be known: two a CPU.
const STACKS: usize = 2 * crate::cpu::MAXIMUM;

/// Frames that are owned by whoever holds this; zero at first, free again when dropped.
#[derive(Debug)]
pub struct Frames {
    address: usize,
    count: usize,
}

impl Frames {
    /// The real address of the first byte; virtual addresses of CP are the same.
    pub fn address(&self) -> usize {
        self.address
    }
}

impl Deref for Frames {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        // SAFETY: 1. the frames are storage that is mapped and that only this value owns;
        // 2. they were zeroed when they were allocated.
        unsafe { core::slice::from_raw_parts(self.address as *const u8, self.count * FRAME_BYTES) }
    }
}

impl DerefMut for Frames {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `deref`, and the borrow is exclusive.
        unsafe {
            core::slice::from_raw_parts_mut(self.address as *mut u8, self.count * FRAME_BYTES)
        }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        // Frames of the reserve are never given back.
        if !reserve::in_use()
            && let Some(map) = MAP.lock().as_mut()
        {
            map.release(self.address / FRAME_BYTES, self.count);
        }
    }
}

/// How the frames of the machine are used at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// All frames of the machine.
    pub configured: usize,
    /// Frames that belong to nobody.
    pub available: usize,
    /// Frames of the nucleus: text, data, heap.
    pub nucleus: usize,
    /// Frames that were allocated since.
    pub allocated: usize,
}

/// A bit per frame, 1 = in use.
struct FrameMap {
    bits: &'static mut [u64],
    frames: usize,
    nucleus: usize,
    free: usize,
    next: usize,
}

impl FrameMap {
    fn is_free(&self, frame: usize) -> bool {
        self.bits[frame / 64] & 1 << (frame % 64) == 0
    }

    fn set(&mut self, first: usize, count: usize, used: bool) {
        for frame in first..first + count {
            let bit = 1 << (frame % 64);
            if used {
                self.bits[frame / 64] |= bit;
            } else {
                self.bits[frame / 64] &= !bit;
            }
        }
    }

    /// First fit from where the last search ended, then from the start.
    fn take(&mut self, count: usize) -> Option<usize> {
        let first = self.search(self.next, count).or_else(|| self.search(self.nucleus, count))?;
        self.set(first, count, true);
        self.free -= count;
        self.next = first + count;
        Some(first)
    }

    fn search(&self, from: usize, count: usize) -> Option<usize> {
        let mut run = 0;
        for frame in from..self.frames {
            run = if self.is_free(frame) { run + 1 } else { 0 };
            if run == count {
                return Some(frame + 1 - count);
            }
        }
        None
    }

    /// Runs of frames from the frame map on that are in use.
    fn in_use(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let map = self.bits.as_ptr() as usize / FRAME_BYTES;
        for frame in (map..self.frames).filter(|&frame| !self.is_free(frame)) {
            match runs.last_mut() {
                Some(run) if run.end == frame => run.end += 1,
                _ => runs.push(frame..frame + 1),
            }
        }
        runs
    }

    fn release(&mut self, first: usize, count: usize) {
        self.set(first, count, false);
        self.free += count;
        self.next = self.next.min(first);
    }
}

static MAP: Mutex<Option<FrameMap>> = Mutex::new(None);
static STACK_RANGES: [(AtomicU64, AtomicU64); STACKS] =
    [const { (AtomicU64::new(0), AtomicU64::new(0)) }; STACKS];

unsafe extern "C" {
    safe static __image_end: u8;
    safe static __stack_start: u8;
    safe static __stack_end: u8;
    safe static __abend_stack_start: u8;
    safe static __abend_stack_end: u8;
}

/// Takes all storage that the machine has; the heap and the map follow the image.
pub(crate) fn take_over() {
    let storage = sclp::storage_bytes();
    note_stack(&raw const __stack_start as u64, &raw const __stack_end as u64);
    note_stack(&raw const __abend_stack_start as u64, &raw const __abend_stack_end as u64);
    let heap = (&raw const __image_end as usize).next_multiple_of(FRAME_BYTES);
    let map = heap + heap::ARENA_BYTES;
    let frames = storage / FRAME_BYTES;
    let words = frames.div_ceil(64);
    let nucleus = (map + words * 8).div_ceil(FRAME_BYTES);
    assert!(nucleus < frames, "storage is too small for the nucleus");
    // SAFETY: the storage from the end of the image to `nucleus` belongs to nobody else, and
    // the machine has it.
    let bits = unsafe {
        core::ptr::write_bytes(map as *mut u8, 0, words * 8);
        core::slice::from_raw_parts_mut(map as *mut u64, words)
    };
    let mut map = FrameMap { bits, frames, nucleus, free: frames - nucleus, next: nucleus };
    map.set(0, nucleus, true);
    *MAP.lock() = Some(map);
    heap::start(heap);
}

/// Allocates `count` adjacent frames of zeros.
pub fn allocate(count: usize) -> Option<Frames> {
    let address = match reserve::in_use() {
        true => reserve::frames(count)?,
        false => MAP.lock().as_mut()?.take(count)? * FRAME_BYTES,
    };
    // SAFETY: the frames were free, are mapped, and nobody knows of them yet.
    unsafe { core::ptr::write_bytes(address as *mut u8, 0, count * FRAME_BYTES) };
    Some(Frames { address, count })
}

/// Two frames at a multiple of 8 KiB: a prefix area.
pub(crate) fn allocate_prefix() -> Option<Frames> {
    let frames = allocate(3)?;
    let skip = usize::from(!frames.address().is_multiple_of(2 * FRAME_BYTES));
    let address = frames.address() + skip * FRAME_BYTES;
    core::mem::forget(frames);
    Some(Frames { address, count: 2 })
}

/// A stack with a guard page beneath it that is never given back; answers its top.
pub(crate) fn allocate_stack() -> Option<usize> {
    let frames = allocate(STACK_BYTES / FRAME_BYTES + 1)?;
    let guard = frames.address();
    let top = guard + FRAME_BYTES + STACK_BYTES;
    core::mem::forget(frames);
    dat::guard(guard);
    note_stack((guard + FRAME_BYTES) as u64, top as u64);
    Some(top)
}

fn note_stack(start: u64, end: u64) {
    let free = STACK_RANGES.iter().find(|range| range.1.load(Ordering::Relaxed) == 0);
    if let Some(range) = free {
        range.0.store(start, Ordering::Relaxed);
        range.1.store(end, Ordering::Release);
    }
}

/// Every stack of CP's; the page beneath each can't be touched.
pub fn stacks() -> impl Iterator<Item = Range<u64>> {
    let known = |range: &(AtomicU64, AtomicU64)| {
        let end = range.1.load(Ordering::Acquire);
        range.0.load(Ordering::Relaxed)..end
    };
    STACK_RANGES.iter().map(known).take_while(|range| !range.is_empty())
}

/// Whether `length` bytes at `address` lie on one of CP's stacks.
pub(crate) fn is_on_a_stack(address: u64, length: u64) -> bool {
    stacks().any(|stack| stack.contains(&address) && stack.end - address >= length)
}

/// Addresses of the frame map, and of the frames that were allocated.
pub(crate) fn frames_in_use() -> Vec<Range<u64>> {
    let map = reserve::lock(&MAP);
    let runs = map.as_ref().map(FrameMap::in_use).unwrap_or_default();
    let bytes =
        |run: Range<usize>| (run.start * FRAME_BYTES) as u64..(run.end * FRAME_BYTES) as u64;
    runs.into_iter().map(bytes).collect()
}

/// How storage is used.
pub fn usage() -> Usage {
    let map = reserve::lock(&MAP);
    let Some(map) = map.as_ref() else {
        return Usage { configured: 0, available: 0, nucleus: 0, allocated: 0 };
    };
    let unused_heap = (heap::ARENA_BYTES - heap::used_bytes()) / FRAME_BYTES;
    Usage {
        configured: map.frames,
        available: map.free,
        nucleus: map.nucleus - unused_heap,
        allocated: map.frames - map.nucleus - map.free,
    }
}

#[cfg(feature = "ktest")]
pub(crate) fn with_lock_held(action: impl FnOnce()) {
    let _guard = MAP.lock();
    action();
}
