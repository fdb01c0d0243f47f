//! 3390 geometry over 4 KiB blocks: 12 blocks a track, 15 tracks a cylinder.
//!
//! block = ((cylinder x 15 + head) x 12) + record - 1, as Linux's dasd driver numbers them.

/// Blocks of a track.
pub const BLOCKS_PER_TRACK: u32 = 12;
/// Tracks of a cylinder.
pub const TRACKS_PER_CYLINDER: u32 = 15;
/// Blocks of a cylinder.
pub const BLOCKS_PER_CYLINDER: u32 = BLOCKS_PER_TRACK * TRACKS_PER_CYLINDER;
/// Cylinders of a 3390 model 3.
pub const CYLINDERS_3390_3: u32 = 3339;
/// Cylinders of a 3390 model 9.
pub const CYLINDERS_3390_9: u32 = 10_017;

/// Cylinder, head and record (from 1) of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cchhr {
    /// Cylinder.
    pub cylinder: u32,
    /// Head, 0 to 14.
    pub head: u8,
    /// Record, 1 to 12.
    pub record: u8,
}

impl Cchhr {
    /// Where block `number` stands.
    pub const fn of_block(number: u32) -> Self {
        let track = number / BLOCKS_PER_TRACK;
        Self {
            cylinder: track / TRACKS_PER_CYLINDER,
            head: (track % TRACKS_PER_CYLINDER) as u8,
            record: (number % BLOCKS_PER_TRACK) as u8 + 1,
        }
    }

    /// The block that stands here; none where head or record are outside the geometry.
    pub const fn block(self) -> Option<u32> {
        let fits = (self.head as u32) < TRACKS_PER_CYLINDER
            && self.record >= 1
            && self.record as u32 <= BLOCKS_PER_TRACK;
        if !fits {
            return None;
        }
        let track = self.cylinder * TRACKS_PER_CYLINDER + self.head as u32;
        Some(track * BLOCKS_PER_TRACK + self.record as u32 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_block_and_its_place_are_one(number in 0..CYLINDERS_3390_9 * BLOCKS_PER_CYLINDER) {
            proptest::prop_assert_eq!(Cchhr::of_block(number).block(), Some(number));
        }
    }

    #[test]
    fn places_outside_the_geometry_are_none() {
        assert_eq!(Cchhr { cylinder: 0, head: 15, record: 1 }.block(), None);
        assert_eq!(Cchhr { cylinder: 0, head: 0, record: 0 }.block(), None);
        assert_eq!(Cchhr { cylinder: 0, head: 0, record: 13 }.block(), None);
    }
}
