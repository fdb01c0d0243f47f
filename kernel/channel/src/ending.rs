//! How a channel program ended.

use zarch::{DeviceStatus, SubchannelStatus};

/// The fields of the SCSW that the end of a program sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// What the device said last.
    pub device_status: DeviceStatus,
    /// What the channel subsystem found.
    pub subchannel_status: SubchannelStatus,
    /// Address of the last CCW used plus 8.
    pub ccw_address: u32,
    /// Residual count of the last CCW used.
    pub count: u16,
}
