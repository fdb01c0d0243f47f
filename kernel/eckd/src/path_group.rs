//! Path groups (GA32-0274, "Set Path Group ID", "Sense Path Group ID"; Linux's `pgid`). A virtual
//! device has one path.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::reservation::Reserved;
use crate::sense::Cause;

/// State byte: the path is not in a group.
const UNGROUPED: u8 = 0x80;
/// State byte: the path is in a group.
const GROUPED: u8 = 0xC0;
/// State byte: another system has reserved the device.
const RESERVED_ELSEWHERE: u8 = 0x20;
/// State byte: this system has.
const RESERVED_HERE: u8 = 0x30;
/// State byte and function byte: the group works on several paths.
const MULTIPATH: u8 = 0x08;
const MULTIPATH_FUNCTION: u8 = 0x80;
/// Function byte: what is to be done.
const FUNCTION: u8 = 0x60;
const ESTABLISH: u8 = 0x00;
const DISBAND: u8 = 0x20;
const RESIGN: u8 = 0x40;

/// State or function, and the group's identifier.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned,
)]
#[repr(C)]
pub struct PathGroupId {
    /// State of the path, or what is to be done with it.
    pub control: u8,
    /// The group.
    pub identifier: [u8; 11],
}
const _: () = assert!(size_of::<PathGroupId>() == 12);

/// The group that the path is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PathGroup {
    /// Nobody spoke of groups since the device was reset.
    #[default]
    Reset,
    /// The path left its group.
    Ungrouped([u8; 11]),
    /// The path is in a group.
    Grouped {
        /// The group.
        identifier: [u8; 11],
        /// Whether the group works on several paths.
        multipath: bool,
    },
}

impl PathGroup {
    /// What SENSE PATH GROUP ID tells.
    pub const fn sense(self, reserved: Reserved) -> PathGroupId {
        let (state, identifier) = match self {
            Self::Reset => (0, [0; 11]),
            Self::Ungrouped(identifier) => (UNGROUPED, identifier),
            Self::Grouped { identifier, multipath: false } => (GROUPED, identifier),
            Self::Grouped { identifier, multipath: true } => (GROUPED | MULTIPATH, identifier),
        };
        let reserved = match reserved {
            Reserved::No => 0,
            Reserved::Here => RESERVED_HERE,
            Reserved::Elsewhere => RESERVED_ELSEWHERE,
        };
        PathGroupId { control: state | reserved, identifier }
    }

    /// What SET PATH GROUP ID makes of it.
    pub fn set(self, request: &PathGroupId) -> Result<Self, Cause> {
        let identifier = request.identifier;
        let other = match self {
            Self::Grouped { identifier: known, .. } => known != identifier,
            Self::Reset | Self::Ungrouped(_) => false,
        };
        if request.control & !(FUNCTION | MULTIPATH_FUNCTION) != 0 || identifier == [0; 11] || other
        {
            return Err(Cause::InvalidParameter);
        }
        match request.control & FUNCTION {
            ESTABLISH => {
                let multipath = request.control & MULTIPATH_FUNCTION != 0;
                Ok(Self::Grouped { identifier, multipath })
            }
            DISBAND | RESIGN => Ok(Self::Ungrouped(identifier)),
            _ => Err(Cause::InvalidParameter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_established_and_left() {
        let request = |control| PathGroupId { control, identifier: [9; 11] };
        let state = |group: PathGroup| group.sense(Reserved::No).control;
        let group = PathGroup::default();
        assert_eq!(group.sense(Reserved::No), PathGroupId { control: 0, identifier: [0; 11] });
        let group = group.set(&request(0x80)).expect("established");
        assert_eq!(state(group), 0xC8);
        assert_eq!(group.sense(Reserved::Here).control, 0xF8);
        let other = PathGroupId { control: 0x80, identifier: [8; 11] };
        assert_eq!(group.set(&other), Err(Cause::InvalidParameter));
        assert_eq!(group.set(&request(0x60)), Err(Cause::InvalidParameter));
        assert_eq!(group.set(&request(0x01)), Err(Cause::InvalidParameter));
        let group = group.set(&request(0x40)).expect("resigned");
        assert_eq!(state(group), 0x80);
        let group = group.set(&request(0x00)).expect("established again");
        assert_eq!(group.sense(Reserved::Elsewhere).control, 0xE0);
    }
}
