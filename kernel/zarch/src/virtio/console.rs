//! A virtio console device (Virtual I/O Device 1.2, section 5.3).

use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Feature bit: the device has several ports and control queues.
pub const MULTIPORT: u32 = 1 << 1;
/// Queues of the control messages: from and to the device.
pub const CONTROL_RECEIVE: u16 = 2;
/// See [`CONTROL_RECEIVE`].
pub const CONTROL_TRANSMIT: u16 = 3;

/// The queue by which port `port` is received from; the next one is its transmit queue (5.3.2).
pub const fn receive_queue(port: u16) -> u16 {
    if port == 0 { 0 } else { 2 * port + 2 }
}

/// Configuration of the device (5.3.4).
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct ConsoleConfig {
    /// Columns and rows; valid with another feature.
    pub columns: U16,
    /// See `columns`.
    pub rows: U16,
    /// Ports that the device may have.
    pub max_nr_ports: U32,
    /// Emergency write; valid with another feature.
    pub emerg_wr: U32,
}
const _: () = assert!(size_of::<ConsoleConfig>() == 12);

/// A control message (5.3.6.2); a port's name follows on the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct ConsoleControl {
    /// The port.
    pub id: U32,
    /// What happened, see [`event`].
    pub event: U16,
    /// What of it: 0 or 1.
    pub value: U16,
}
const _: () = assert!(size_of::<ConsoleControl>() == 8);

impl ConsoleControl {
    /// A message of its parts.
    pub fn new(id: u32, event: u16, value: u16) -> Self {
        Self { id: U32::new(id), event: U16::new(event), value: U16::new(value) }
    }
}

/// Events of control messages.
pub mod event {
    /// The driver is there: the device tells its ports.
    pub const DEVICE_READY: u16 = 0;
    /// There is a port.
    pub const DEVICE_ADD: u16 = 1;
    /// There is none any more.
    pub const DEVICE_REMOVE: u16 = 2;
    /// The driver can use the port.
    pub const PORT_READY: u16 = 3;
    /// The port is opened or closed, by the side that sends this.
    pub const PORT_OPEN: u16 = 6;
    /// The port's name.
    pub const PORT_NAME: u16 = 7;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_control_queues_stand_between_ports_0_and_1() {
        assert_eq!([0, 1, 2].map(receive_queue), [0, 4, 6]);
    }

    #[test]
    fn messages_are_little_endian() {
        let message = ConsoleControl::new(1, event::PORT_OPEN, 1);
        assert_eq!(message.as_bytes(), [1, 0, 0, 0, 6, 0, 1, 0]);
    }
}
