//! Subchannel status in the SCSW (Principles of Operation, "Subchannel-Status Field").

use bitflags::bitflags;

bitflags! {
    /// What the channel subsystem found.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct SubchannelStatus: u8 {
        /// A CCW with the PCI flag was reached.
        const PROGRAM_CONTROLLED_INTERRUPTION = 0x80;
        /// The device moved less or would have moved more than the CCW said.
        const INCORRECT_LENGTH = 0x40;
        /// The channel program is wrong.
        const PROGRAM_CHECK = 0x20;
        /// The subchannel's key does not open the storage.
        const PROTECTION_CHECK = 0x10;
        /// Data or their place in storage are damaged.
        const CHANNEL_DATA_CHECK = 0x08;
        /// The channel subsystem failed.
        const CHANNEL_CONTROL_CHECK = 0x04;
        /// The path to the device failed.
        const INTERFACE_CONTROL_CHECK = 0x02;
        /// Data were not moved in time.
        const CHAINING_CHECK = 0x01;
    }
}
