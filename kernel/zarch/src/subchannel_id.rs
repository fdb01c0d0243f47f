//! Which subchannel: the subsystem-identification word and the I/O-interruption code
//! (Principles of Operation, "I/O Instructions", "I/O-Interruption Code").

use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// The subsystem-identification word: a one in bit 15, subchannel set, subchannel number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubchannelId(u32);

impl SubchannelId {
    /// Subchannel `number` of subchannel set 0.
    pub const fn new(number: u16) -> Self {
        Self(0x0001_0000 | number as u32)
    }

    /// The subchannel that a subsystem-identification word names; none where it is no such word:
    /// bits 0 to 12 are zeros, bit 15 is one.
    pub const fn of_word(word: u32) -> Option<Self> {
        if word & 0xFFF9_0000 == 0x0001_0000 { Some(Self(word)) } else { None }
    }

    /// The subchannel number.
    pub const fn number(self) -> u16 {
        self.0 as u16
    }
}

impl From<SubchannelId> for u32 {
    fn from(id: SubchannelId) -> Self {
        id.0
    }
}

/// What an I/O interruption stores at real address B8, and an IPL too: 12 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct IoInterruptionCode {
    subsystem_identification_word: U32,
    interruption_parameter: U32,
    interruption_identification_word: U32,
}
const _: () = assert!(size_of::<IoInterruptionCode>() == 12);

impl IoInterruptionCode {
    /// What an IPL from a subchannel leaves.
    pub fn of_ipl(id: SubchannelId) -> Self {
        Self {
            subsystem_identification_word: id.0.into(),
            interruption_parameter: U32::ZERO,
            interruption_identification_word: U32::ZERO,
        }
    }

    /// The subchannel of an IPL; none where there was none from a subchannel.
    pub fn ipl_subchannel_id(&self) -> Option<SubchannelId> {
        SubchannelId::of_word(self.subsystem_identification_word.get())
    }

    /// The code of a subchannel's status: the parameter that its ORB or MSCH gave, and the
    /// identification word, whose bits 2-4 are the interruption subclass.
    pub fn new(id: SubchannelId, parameter: u32, subclass: u8) -> Self {
        Self {
            subsystem_identification_word: U32::new(id.into()),
            interruption_parameter: U32::new(parameter),
            interruption_identification_word: U32::new(u32::from(subclass & 7) << 27),
        }
    }

    /// The subchannel that has a status pending.
    pub fn subchannel_id(&self) -> SubchannelId {
        SubchannelId(self.subsystem_identification_word.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_subsystem_identification_word_names_a_subchannel() {
        assert_eq!(SubchannelId::of_word(0x0001_0005), Some(SubchannelId::new(5)));
        assert_eq!(SubchannelId::of_word(0x0003_0005).map(u32::from), Some(0x0003_0005));
        for word in [0, 5, 0x0002_0005, 0x0009_0005, 0x8001_0005] {
            assert_eq!(SubchannelId::of_word(word), None, "{word:X}");
        }
        let id = SubchannelId::new(7);
        assert_eq!(IoInterruptionCode::of_ipl(id).ipl_subchannel_id(), Some(id));
    }
}
