//! Numbers and addresses of tracks.
//!
//! CCHH of volumes with more than 65,520 cylinders has the rest of the cylinder in the first 12
//! bits of HH (Linux's `set_ch_t`).

use formats::geometry::TRACKS_PER_CYLINDER;
use zarch::eckd::TrackAddress;

/// The address of the track that is the `track`th of its volume, from 0.
pub fn address_of(track: u32) -> TrackAddress {
    let (cylinder, head) = (track / TRACKS_PER_CYLINDER, track % TRACKS_PER_CYLINDER);
    let high = (cylinder >> 16) << 4 | head;
    TrackAddress::new(cylinder as u16, high as u16)
}

/// Which track of a volume has an address; none if there is no such head.
pub fn track_at(address: TrackAddress) -> Option<u32> {
    let high = u32::from(address.head.get());
    let cylinder = (high >> 4) << 16 | u32::from(address.cylinder.get());
    let head = high & 0xF;
    (head < TRACKS_PER_CYLINDER).then_some(cylinder * TRACKS_PER_CYLINDER + head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zerocopy::IntoBytes;

    proptest::proptest! {
        #[test]
        fn a_track_and_its_address_are_one(track in 0u32..=0x0FFF_FFFF) {
            proptest::prop_assert_eq!(track_at(address_of(track)), Some(track));
        }
    }

    #[test]
    fn large_volumes_have_cylinders_in_the_head() {
        let address = address_of(0x0001_2345 * TRACKS_PER_CYLINDER + 14);
        assert_eq!(address.as_bytes(), [0x23, 0x45, 0x00, 0x1E]);
        assert_eq!(track_at(TrackAddress::new(0, 15)), None);
    }
}
