//! The parameters of one chain: DEFINE EXTENT, LOCATE RECORD and the transfers in its domain.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::{DefineExtent, FileMask, LocateRecord, Operation, TrackAddress};

/// The two parameter lists, side by side in storage.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Domain {
    /// Parameters of DEFINE EXTENT.
    pub define_extent: DefineExtent,
    /// Parameters of LOCATE RECORD.
    pub locate_record: LocateRecord,
}
const _: () = assert!(size_of::<Domain>() == 32);

impl Domain {
    /// READ DATA or READ KEY AND DATA of a record with `length` bytes of key and data.
    pub const fn read(track: TrackAddress, record: u8, length: u16) -> Self {
        Self {
            define_extent: DefineExtent::track(track, FileMask::Read, length),
            locate_record: LocateRecord::new(Operation::ReadData, track, record, 1),
        }
    }

    /// WRITE DATA or WRITE KEY AND DATA of a record with `length` bytes of key and data.
    pub const fn write(track: TrackAddress, record: u8, length: u16) -> Self {
        Self {
            define_extent: DefineExtent::track(track, FileMask::Update, length),
            locate_record: LocateRecord::new(Operation::WriteData, track, record, 1),
        }
    }

    /// READ COUNT of records 1 to `records`.
    pub const fn read_counts(track: TrackAddress, records: u8) -> Self {
        Self {
            define_extent: DefineExtent::track(track, FileMask::Read, 0),
            locate_record: LocateRecord::new(Operation::ReadData, track, 0, records),
        }
    }

    /// WRITE COUNT, KEY AND DATA of records 1 to `records`; what else is on the track is erased.
    pub const fn format(track: TrackAddress, records: u8, length: u16) -> Self {
        Self {
            define_extent: DefineExtent::track(track, FileMask::Format, length),
            locate_record: LocateRecord::new(Operation::FormatWrite, track, 0, records),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACK: TrackAddress = TrackAddress::new(0x1234, 7);

    #[test]
    fn parameters_stand_where_the_manual_has_them() {
        #[rustfmt::skip]
        let write = [
            0x80, 0xC0, 0x10, 0, 0, 0, 0, 0, 0x12, 0x34, 0, 7, 0x12, 0x34, 0, 7,
            0x01, 0, 0, 1, 0x12, 0x34, 0, 7, 0x12, 0x34, 0, 7, 12, 0xFF, 0, 0,
        ];
        assert_eq!(Domain::write(TRACK, 12, 4096).as_bytes(), write);
        assert_eq!(Domain::read(TRACK, 3, 84).as_bytes()[..4], [0x40, 0xC0, 0, 84]);
        assert_eq!(Domain::read(TRACK, 3, 84).as_bytes()[16..20], [0x06, 0, 0, 1]);
        let format = Domain::format(TRACK, 12, 4096);
        assert_eq!(format.as_bytes()[..2], [0xC0, 0xC0]);
        assert_eq!(format.as_bytes()[16..20], [0x03, 0, 0, 12]);
        assert_eq!(format.as_bytes()[28], 0, "behind record 0");
    }
}
