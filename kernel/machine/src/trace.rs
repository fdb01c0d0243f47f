//! This CPU's trace table.

use trace::{ANCHOR, ENTRIES, ENTRY_BYTES, Entry, Kind, RING_BYTES};

use crate::{clock, lowcore, reserve, storage};

/// The words of the anchor: where the ring is, and how many entries were written.
const RING: u32 = ANCHOR;
const WRITTEN: u32 = ANCHOR + 8;

/// Gives this CPU its ring. Until then, and where storage is short, nothing is traced.
pub(crate) fn start() {
    if let Some(ring) = storage::allocate(RING_BYTES.div_ceil(storage::FRAME_BYTES)) {
        lowcore::set_word(RING, ring.address() as u64);
        core::mem::forget(ring);
    }
}

/// Writes an entry; [`Kind`] tells what its operands are.
///
/// A machine check may come in the middle: its entry then is the one after this.
pub fn put(kind: Kind, half: u16, word: u32, long: [u64; 2]) {
    let ring = lowcore::read_word(RING) as usize;
    // What CP does once it has ended would push out what it did before.
    if ring == 0 || reserve::in_use() {
        return;
    }
    let number = lowcore::read_word(WRITTEN);
    lowcore::set_word(WRITTEN, number + 1);
    let place = ring + number as usize % ENTRIES * ENTRY_BYTES;
    let entry = Entry::new(clock::tod(), kind, half, word, long);
    // SAFETY: the ring has `ENTRIES` entries, and this CPU alone writes it.
    unsafe { (place as *mut Entry).write(entry) }
}

/// The entries of this CPU, the oldest first.
#[cfg(feature = "ktest")]
pub fn entries() -> alloc::vec::Vec<Entry> {
    let (ring, written) = (lowcore::read_word(RING), lowcore::read_word(WRITTEN));
    // SAFETY: the ring is this CPU's for ever, and nothing is traced until the copy is made.
    let bytes = unsafe { core::slice::from_raw_parts(ring as *const u8, RING_BYTES) };
    trace::written(bytes, written).collect()
}
