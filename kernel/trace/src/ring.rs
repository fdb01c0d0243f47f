//! The ring of a CPU, and where it is found.

use core::mem::size_of;

use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::{ENTRY_BYTES, Entry};

/// Entries of a ring.
pub const ENTRIES: usize = 1024;
/// Bytes of a ring.
pub const RING_BYTES: usize = ENTRIES * ENTRY_BYTES;

/// Where in a CPU's prefix area its [`Anchor`] stands.
pub const ANCHOR: u32 = 0x228;

/// Where a CPU's ring is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Anchor {
    /// Real address of the ring; zero before there is one.
    pub ring: U64,
    /// How many entries were ever written.
    pub written: U64,
}
const _: () = assert!(size_of::<Anchor>() == 16);

/// The entries of a ring of which `written` were ever written, the oldest first.
pub fn written(ring: &[u8], written: u64) -> impl Iterator<Item = Entry> {
    let oldest = written.saturating_sub(ENTRIES as u64);
    (oldest..written).filter_map(|number| {
        let place = (number % ENTRIES as u64) as usize * ENTRY_BYTES;
        Entry::read_from_bytes(ring.get(place..place + ENTRY_BYTES)?).ok()
    })
}

#[cfg(test)]
mod tests {
    use zerocopy::IntoBytes;

    use super::*;
    use crate::Kind;

    fn ring(count: u64) -> Vec<u8> {
        let mut ring = vec![0; RING_BYTES];
        for number in 0..count {
            let entry = Entry::new(number, Kind::Io, 0, 0, [0, 0]);
            let place = (number as usize % ENTRIES) * ENTRY_BYTES;
            ring[place..place + ENTRY_BYTES].copy_from_slice(entry.as_bytes());
        }
        ring
    }

    #[test]
    fn the_last_entries_come_in_their_order() {
        for count in [0, 1, 1023, 1024, 1025, 5000] {
            let entries: Vec<u64> = written(&ring(count), count).map(|e| e.tod.get()).collect();
            let oldest = count.saturating_sub(ENTRIES as u64);
            assert_eq!(entries, (oldest..count).collect::<Vec<_>>());
        }
    }

    proptest::proptest! {
        #[test]
        fn no_ring_is_too_strange(ring in proptest::collection::vec(0_u8.., 0..200), count: u64) {
            assert!(written(&ring, count).count() <= ENTRIES);
        }
    }
}
