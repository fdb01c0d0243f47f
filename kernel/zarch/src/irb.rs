//! The interruption-response block and its subchannel-status word (Principles of Operation,
//! "Interruption-Response Block", "Subchannel-Status Word").

use bitflags::bitflags;
use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

use crate::SubchannelStatus;

bitflags! {
    /// Device status.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct DeviceStatus: u8 {
        /// The operator or device asks for attention.
        const ATTENTION = 0x80;
        /// The device's status has more to tell.
        const STATUS_MODIFIER = 0x40;
        /// The control unit is free again.
        const CONTROL_UNIT_END = 0x20;
        /// The device or control unit is busy.
        const BUSY = 0x10;
        /// The channel's part is done.
        const CHANNEL_END = 0x08;
        /// The device's part is done.
        const DEVICE_END = 0x04;
        /// Sense data tell what is wrong.
        const UNIT_CHECK = 0x02;
        /// The device met something unusual.
        const UNIT_EXCEPTION = 0x01;
    }
}

/// Status-control bits of the SCSW's first word.
const STATUS_PENDING: u32 = 0x01;
/// CC field of the first word.
const DEFERRED_CONDITION_CODE: u32 = 0x0300_0000;

/// Subchannel-status word: 12 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Scsw {
    /// Key, deferred condition code, function, activity and status control.
    pub control: U32,
    /// Address of the CCW after the last one used.
    pub ccw_address: U32,
    device_status: u8,
    /// Subchannel status; zero where the channel found nothing wrong.
    pub subchannel_status: u8,
    /// Residual count.
    pub count: U16,
}
const _: () = assert!(size_of::<Scsw>() == 12);

impl Scsw {
    /// What the device tells.
    pub fn device_status(&self) -> DeviceStatus {
        DeviceStatus::from_bits_retain(self.device_status)
    }

    /// What the channel found wrong.
    pub fn channel_status(&self) -> SubchannelStatus {
        SubchannelStatus::from_bits_retain(self.subchannel_status)
    }

    /// Whether a status is pending.
    pub fn status_pending(&self) -> bool {
        self.control.get() & STATUS_PENDING != 0
    }

    /// The three words in doublewords, zeros behind them.
    pub fn doublewords(&self) -> [u64; 2] {
        let status = u32::from(self.device_status) << 24 | u32::from(self.subchannel_status) << 16;
        let third = status | u32::from(self.count.get());
        let (first, second) = (self.control.get(), self.ccw_address.get());
        [u64::from(first) << 32 | u64::from(second), u64::from(third) << 32]
    }

    /// Deferred condition code, 0 to 3.
    pub fn deferred_condition_code(&self) -> u8 {
        ((self.control.get() & DEFERRED_CONDITION_CODE) >> 24) as u8
    }
}

/// Interruption-response block: 96 bytes with the extended measurement word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(4))]
pub struct Irb {
    /// Subchannel-status word.
    pub scsw: Scsw,
    /// Extended-status word.
    pub esw: [u8; 20],
    /// Extended-control word: concurrent sense.
    pub ecw: [u8; 32],
    /// Extended-measurement word.
    pub emw: [u8; 32],
}
const _: () = assert!(size_of::<Irb>() == 96);
