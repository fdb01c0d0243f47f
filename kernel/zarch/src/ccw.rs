//! Channel-command words of format 1 (Principles of Operation, "Channel-Command Word") and the
//! commands that CP issues.

use bitflags::bitflags;
use zerocopy::big_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Bytes of a CCW.
pub const CCW_BYTES: usize = 8;

bitflags! {
    /// The flags of a CCW.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct CcwFlags: u8 {
        /// CD: the next CCW's area follows on.
        const CHAIN_DATA = 0x80;
        /// CC: the next CCW is another command.
        const CHAIN_COMMAND = 0x40;
        /// SLI: a wrong length is no error.
        const SUPPRESS_LENGTH = 0x20;
        /// SKIP: what is read is not stored.
        const SKIP = 0x10;
        /// PCI: tell the program that this CCW was reached.
        const PROGRAM_CONTROLLED_INTERRUPTION = 0x08;
        /// IDA: the address is that of a list of IDAWs.
        const INDIRECT = 0x04;
        /// S: stop in front of this CCW until RESUME SUBCHANNEL.
        const SUSPEND = 0x02;
        /// MIDA: the address is that of a list of MIDAWs.
        const MODIFIED_INDIRECT = 0x01;
    }
}

/// A format-1 CCW.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Ccw1 {
    /// Command code.
    pub command: u8,
    /// Flags, see [`CcwFlags`].
    pub flags: u8,
    /// Count.
    pub count: U16,
    /// Data address, below 2 GiB.
    pub data_address: U32,
}
const _: () = assert!(size_of::<Ccw1>() == CCW_BYTES);

impl Ccw1 {
    /// A CCW of its parts.
    pub fn new(command: u8, flags: CcwFlags, count: u16, data_address: u32) -> Self {
        Self {
            command,
            flags: flags.bits(),
            count: U16::new(count),
            data_address: U32::new(data_address),
        }
    }
}

/// Commands of all devices.
pub const SENSE: u8 = 0x04;
/// Tells control unit and device type.
pub const SENSE_ID: u8 = 0xE4;
/// Does nothing.
pub const NO_OPERATION: u8 = 0x03;
/// Transfer in channel, format 1.
pub const TRANSFER_IN_CHANNEL: u8 = 0x08;

/// 3215: writes a line without and with carrier return, reads one.
pub const WRITE: u8 = 0x01;
/// 3215: writes and returns the carrier.
pub const WRITE_CARRIER_RETURN: u8 = 0x09;
/// 3215: reads the line that the operator typed.
pub const READ_INQUIRY: u8 = 0x0A;

/// ECKD: the area that the chain may touch, and how.
pub const DEFINE_EXTENT: u8 = 0x63;
/// ECKD: where the data transfers that follow are.
pub const LOCATE_RECORD: u8 = 0x47;
/// ECKD: reads a record's data.
pub const READ_DATA: u8 = 0x06;
/// ECKD: writes a record's data.
pub const WRITE_DATA: u8 = 0x05;
/// ECKD: reads a record's key and data.
pub const READ_KEY_AND_DATA: u8 = 0x0E;
/// ECKD: writes a record's key and data.
pub const WRITE_KEY_AND_DATA: u8 = 0x0D;
/// ECKD: reads the count of the next record.
pub const READ_COUNT: u8 = 0x12;
/// ECKD: makes a record; what the count has more than the data is zeros.
pub const WRITE_COUNT_KEY_AND_DATA: u8 = 0x1D;
/// ECKD: 64 bytes of device characteristics.
pub const READ_DEVICE_CHARACTERISTICS: u8 = 0x64;
