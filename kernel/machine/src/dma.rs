//! Storage that devices read and write while CP runs.

use core::sync::atomic::{Ordering, fence};

use zerocopy::{FromBytes, Immutable, IntoBytes};

use crate::storage::{self, FRAME_BYTES, Frames};

/// Highest address + 1 that a format-1 CCW can name.
const LIMIT: usize = 1 << 31;

/// Adjacent frames below 2 GiB that a device may know the address of.
///
/// Their contents are copied in and out; nobody holds a reference into them, since a device may
/// change them at any time.
#[derive(Debug)]
pub struct DmaRegion {
    frames: Frames,
}

/// The address of a byte of a [`DmaRegion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DmaAddress(u32);

impl DmaAddress {
    /// The real address, below 2 GiB.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl DmaRegion {
    /// Allocates `bytes`, rounded up to whole frames of zeros; none where storage is short.
    pub fn new(bytes: usize) -> Option<Self> {
        let frames = storage::allocate(bytes.div_ceil(FRAME_BYTES))?;
        let below_limit = frames.address() + frames.len() <= LIMIT;
        below_limit.then_some(Self { frames })
    }

    /// Bytes of the region.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Regions have at least one frame.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The address of `length` bytes at `offset`; they must lie in the region.
    pub fn address(&self, offset: usize, length: usize) -> DmaAddress {
        self.check(offset, length);
        DmaAddress((self.frames.address() + offset) as u32)
    }

    /// Copies a structure out.
    pub fn get<T: FromBytes + IntoBytes + Immutable>(&self, offset: usize) -> T {
        let mut value = T::new_zeroed();
        self.copy_out(offset, value.as_mut_bytes());
        value
    }

    /// Copies a structure in.
    pub fn put<T: IntoBytes + Immutable>(&mut self, offset: usize, value: &T) {
        self.copy_in(offset, value.as_bytes());
    }

    /// Copies bytes out.
    pub fn copy_out(&self, offset: usize, to: &mut [u8]) {
        self.check(offset, to.len());
        fence(Ordering::SeqCst);
        let from = (self.frames.address() + offset) as *const u8;
        // SAFETY: `check` saw to the bounds, and `to` is not part of the region.
        unsafe {
            core::ptr::copy_nonoverlapping(core::hint::black_box(from), to.as_mut_ptr(), to.len())
        }
    }

    /// Copies bytes in.
    pub fn copy_in(&mut self, offset: usize, from: &[u8]) {
        self.check(offset, from.len());
        let to = (self.frames.address() + offset) as *mut u8;
        // SAFETY: `check` saw to the bounds, and `from` is not part of the region.
        unsafe {
            core::ptr::copy_nonoverlapping(from.as_ptr(), core::hint::black_box(to), from.len())
        }
        fence(Ordering::SeqCst);
    }

    fn check(&self, offset: usize, length: usize) {
        let end = offset.checked_add(length);
        assert!(end.is_some_and(|end| end <= self.len()), "outside the region");
    }
}
