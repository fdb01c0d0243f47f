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

/// What an I/O interruption stores at real address B8: 12 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct IoInterruptionCode {
    subsystem_identification_word: U32,
    interruption_parameter: U32,
    interruption_identification_word: U32,
}
const _: () = assert!(size_of::<IoInterruptionCode>() == 12);

impl IoInterruptionCode {
    /// The subchannel that has a status pending.
    pub fn subchannel_id(&self) -> SubchannelId {
        SubchannelId(self.subsystem_identification_word.get())
    }
}
