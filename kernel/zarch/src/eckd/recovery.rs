//! What to do about a chain that did not end well.

use crate::{DeviceStatus, Scsw, SubchannelStatus};

/// What the device or channel wants of whoever started the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// Start it again; it may well go through.
    Retry,
    /// Start it again after a while: the device is busy or changes its state.
    RetryLater,
    /// The track has no such record, or none of that length.
    NoRecord,
    /// The device may not be written.
    ReadOnly,
    /// The device is not ready: somebody has to see to it.
    NotReady,
    /// It cannot be done.
    Fail,
}

/// What to do about a status without unit check.
pub fn after_status(scsw: &Scsw) -> Recovery {
    let channel = SubchannelStatus::CHANNEL_DATA_CHECK
        | SubchannelStatus::CHANNEL_CONTROL_CHECK
        | SubchannelStatus::INTERFACE_CONTROL_CHECK
        | SubchannelStatus::CHAINING_CHECK;
    let device = scsw.device_status();
    if scsw.channel_status().intersects(channel) || scsw.deferred_condition_code() == 1 {
        Recovery::Retry
    } else if device.contains(DeviceStatus::UNIT_EXCEPTION) {
        // A record without data, which marks the end of a file, or a track that was initialised.
        Recovery::NoRecord
    } else if device.contains(DeviceStatus::BUSY) {
        Recovery::RetryLater
    } else {
        Recovery::Fail
    }
}

#[cfg(test)]
mod tests {
    use zerocopy::FromBytes;

    use super::*;

    fn status(device: u8, channel: u8) -> Recovery {
        let bytes = [0, 0, 0x40, 7, 0, 0, 0, 0, device, channel, 0, 0];
        after_status(&Scsw::read_from_bytes(&bytes).expect("12 bytes"))
    }

    #[test]
    fn channel_errors_are_tried_again_and_wrong_lengths_are_not() {
        assert_eq!(status(0x0C, 0x02), Recovery::Retry, "interface-control check");
        assert_eq!(status(0x0C, 0x40), Recovery::Fail, "incorrect length");
        assert_eq!(status(0x00, 0x20), Recovery::Fail, "program check");
        assert_eq!(status(0x0D, 0x40), Recovery::NoRecord, "unit exception");
        assert_eq!(status(0x10, 0x00), Recovery::RetryLater, "busy");
    }
}
