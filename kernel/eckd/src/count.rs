//! Addresses of tracks and records, and the count area (GA32-0274, "Count Area").

use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use formats::geometry::TRACKS_PER_CYLINDER;

/// CCHH. Volumes of more than 65,520 cylinders have the rest of the cylinder in the first 12 bits
/// of HH.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct TrackAddress {
    cylinder: U16,
    head: U16,
}
const _: () = assert!(size_of::<TrackAddress>() == 4);

impl TrackAddress {
    /// The address of the track that is the `track`th of its volume, from 0.
    pub fn of(track: u32) -> Self {
        let (cylinder, head) = (track / TRACKS_PER_CYLINDER, track % TRACKS_PER_CYLINDER);
        let high = (cylinder >> 16) << 4 | head;
        Self { cylinder: U16::new(cylinder as u16), head: U16::new(high as u16) }
    }

    /// Which track of a volume this is; none if there is no such head.
    pub fn track(self) -> Option<u32> {
        let head = u32::from(self.head.get());
        let cylinder = (head >> 4) << 16 | u32::from(self.cylinder.get());
        let head = head & 0xF;
        (head < TRACKS_PER_CYLINDER).then_some(cylinder * TRACKS_PER_CYLINDER + head)
    }
}

/// CCHHR: a record.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct RecordAddress {
    /// The track.
    pub track: TrackAddress,
    /// R: its number on the track.
    pub record: u8,
}
const _: () = assert!(size_of::<RecordAddress>() == 5);

/// Which record it is, and how long its key and data are.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct Count {
    /// The record.
    pub id: RecordAddress,
    /// KL: bytes of the key.
    pub key_length: u8,
    /// DL: bytes of the data; a record with none marks the end of a file.
    pub data_length: U16,
}
const _: () = assert!(size_of::<Count>() == 8);

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_track_and_its_address_are_one(track in 0u32..=0x0FFF_FFFF) {
            proptest::prop_assert_eq!(TrackAddress::of(track).track(), Some(track));
        }
    }

    #[test]
    fn large_volumes_have_cylinders_in_the_head() {
        let address = TrackAddress::of(0x0001_2345 * TRACKS_PER_CYLINDER + 14);
        assert_eq!(address.as_bytes(), [0x23, 0x45, 0x00, 0x1E]);
        assert_eq!(TrackAddress { cylinder: U16::new(0), head: U16::new(15) }.track(), None);
    }
}
