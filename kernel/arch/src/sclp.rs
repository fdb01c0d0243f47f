//! Blocks of the service-call logical processor, as Linux's `drivers/s390/char/sclp*.h` and QEMU's
//! `include/hw/s390x/sclp.h` describe them.

use core::mem::offset_of;

use zerocopy::big_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// READ SCP INFORMATION.
pub const READ_SCP_INFO: u32 = 0x0002_0001;
/// READ SCP INFORMATION, forced.
pub const READ_SCP_INFO_FORCED: u32 = 0x0012_0001;
/// READ EVENT DATA.
pub const READ_EVENT_DATA: u32 = 0x0077_0005;
/// WRITE EVENT DATA.
pub const WRITE_EVENT_DATA: u32 = 0x0076_0005;
/// WRITE EVENT MASK.
pub const WRITE_EVENT_MASK: u32 = 0x0078_0005;

/// Response code of a block: normal completion.
pub const RESPONSE_NORMAL: u16 = 0x0020;
/// Response code of READ SCP INFORMATION: normal read completion.
pub const RESPONSE_READ: u16 = 0x0010;

/// Event types.
pub mod event {
    /// An operator command.
    pub const OPERATOR_COMMAND: u8 = 0x01;
    /// A message to the operator, line mode.
    pub const MESSAGE: u8 = 0x02;
    /// A priority command of the operator.
    pub const PRIORITY_COMMAND: u8 = 0x09;
    /// Text of an ASCII terminal.
    pub const VT220: u8 = 0x1A;
    /// The machine asks for an orderly end.
    pub const SIGNAL_QUIESCE: u8 = 0x1D;

    /// The bit of a type in the event masks.
    pub const fn mask(event_type: u8) -> u32 {
        0x8000_0000 >> (event_type - 1)
    }
}

/// The header of every block: 8 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct SccbHeader {
    /// Length of the block with this header.
    pub length: U16,
    /// Function code.
    pub function_code: u8,
    /// Control mask.
    pub control_mask: [u8; 3],
    /// Response code.
    pub response_code: U16,
}
const _: () = assert!(size_of::<SccbHeader>() == 8);

/// What READ SCP INFORMATION tells: the first 112 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct ReadScpInfo {
    /// Header.
    pub header: SccbHeader,
    /// Storage increments; zero where `rnmax2` holds them.
    pub rnmax: U16,
    /// Megabytes of an increment; zero where `rnsize2` holds them.
    pub rnsize: u8,
    _reserved_11: [u8; 5],
    /// How many CPU entries there are.
    pub cpu_entries: U16,
    /// Offset of the first.
    pub cpu_entries_offset: U16,
    _reserved_20: [u8; 4],
    /// Load parameter, EBCDIC.
    pub loadparm: [u8; 8],
    _reserved_32: [u8; 16],
    /// Facilities.
    pub facilities: U64,
    _reserved_56: [u8; 44],
    /// Megabytes of an increment.
    pub rnsize2: U32,
    /// Storage increments.
    pub rnmax2: U64,
}
const _: () = {
    assert!(size_of::<ReadScpInfo>() == 112);
    assert!(offset_of!(ReadScpInfo, rnmax) == 8);
    assert!(offset_of!(ReadScpInfo, cpu_entries) == 16);
    assert!(offset_of!(ReadScpInfo, loadparm) == 24);
    assert!(offset_of!(ReadScpInfo, rnsize2) == 100);
};

impl ReadScpInfo {
    /// Bytes of main storage.
    pub fn storage_bytes(&self) -> u64 {
        let increments = match self.rnmax.get() {
            0 => self.rnmax2.get(),
            increments => u64::from(increments),
        };
        let megabytes = match self.rnsize {
            0 => u64::from(self.rnsize2.get()),
            megabytes => u64::from(megabytes),
        };
        increments.saturating_mul(megabytes).saturating_mul(1 << 20)
    }
}

/// A CPU of the machine: 16 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct CpuEntry {
    /// CPU address.
    pub address: u8,
    _reserved: u8,
    /// Features; bit 08 of the first byte: SIE with format-2 interception.
    pub features: [u8; 6],
    _rest: [u8; 8],
}
const _: () = assert!(size_of::<CpuEntry>() == 16);

/// WRITE EVENT MASK: 28 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct EventMasks {
    /// Header.
    pub header: SccbHeader,
    _reserved: U16,
    /// Bytes of a mask: 4.
    pub mask_length: U16,
    /// Events that the program wants.
    pub cp_receive: U32,
    /// Events that the program sends.
    pub cp_send: U32,
    /// Events that the machine takes.
    pub sclp_receive: U32,
    /// Events that the machine sends.
    pub sclp_send: U32,
}
const _: () = assert!(size_of::<EventMasks>() == 28);

impl EventMasks {
    /// A request with the program's masks.
    pub fn new(cp_receive: u32, cp_send: u32) -> Self {
        Self {
            header: header(size_of::<Self>()),
            _reserved: U16::ZERO,
            mask_length: U16::new(4),
            cp_receive: U32::new(cp_receive),
            cp_send: U32::new(cp_send),
            sclp_receive: U32::ZERO,
            sclp_send: U32::ZERO,
        }
    }
}

/// A header for a block of `length` bytes.
pub fn header(length: usize) -> SccbHeader {
    SccbHeader {
        length: U16::new(length as u16),
        function_code: 0,
        control_mask: [0; 3],
        response_code: U16::ZERO,
    }
}

/// Header of an event buffer: 6 bytes.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct EventHeader {
    /// Length of the buffer with this header.
    pub length: U16,
    /// Event type.
    pub event_type: u8,
    /// Flags; 80 = accepted.
    pub flags: u8,
    _reserved: U16,
}
const _: () = assert!(size_of::<EventHeader>() == 6);

impl EventHeader {
    /// A header for an event with `length` bytes of data.
    pub fn new(event_type: u8, length: usize) -> Self {
        Self {
            length: U16::new((size_of::<Self>() + length) as u16),
            event_type,
            flags: 0,
            _reserved: U16::ZERO,
        }
    }
}

/// Message data block with one general object: what precedes the lines of a message.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct MessageDataBlock {
    /// Length of the block with all its objects.
    pub length: U16,
    block_type: U16,
    tag: U32,
    revision: U32,
    general_length: U16,
    general_type: U16,
    general: [u8; 48],
}
const _: () = assert!(size_of::<MessageDataBlock>() == 64);

/// Message text object: what precedes one line.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct MessageText {
    /// Length of the object with its text.
    pub length: U16,
    object_type: U16,
    line_type_flags: U16,
    alarm_control: u8,
    _reserved: [u8; 3],
}
const _: () = assert!(size_of::<MessageText>() == 10);

impl MessageDataBlock {
    /// A block whose lines take `lines` bytes.
    pub fn new(lines: usize) -> Self {
        let general = size_of::<Self>() - offset_of!(Self, general_length);
        Self {
            length: U16::new((size_of::<Self>() + lines) as u16),
            block_type: U16::new(1),
            tag: U32::new(0xD4C4_C240), // "MDB "
            revision: U32::new(1),
            general_length: U16::new(general as u16),
            general_type: U16::new(1),
            general: [0; 48],
        }
    }
}

impl MessageText {
    /// A line of `length` bytes that ends its message.
    pub fn new(length: usize) -> Self {
        Self {
            length: U16::new((size_of::<Self>() + length) as u16),
            object_type: U16::new(4),
            line_type_flags: U16::new(0x1000),
            alarm_control: 0,
            _reserved: [0; 3],
        }
    }
}

/// Ids of the nested GDS vectors that hold an operator's command.
const GDS_MDS_MU: u16 = 0x1310;
const GDS_CP_MSU: u16 = 0x1212;
const GDS_TEXT_COMMAND: u16 = 0x1320;
const KEY_SELF_DEFINING_TEXT: u8 = 0x31;
const KEY_TEXT: u8 = 0x30;

/// The text, EBCDIC, of an operator command event's data; none where there is none in it.
pub fn operator_text(data: &[u8]) -> Option<&[u8]> {
    let unit = gds_vector(data, GDS_MDS_MU)?;
    let services = gds_vector(unit, GDS_CP_MSU)?;
    let command = gds_vector(services, GDS_TEXT_COMMAND)?;
    subvector(subvector(command, KEY_SELF_DEFINING_TEXT)?, KEY_TEXT)
}

/// Contents of the first vector with `id`: length 2, id 2, contents.
fn gds_vector(mut data: &[u8], id: u16) -> Option<&[u8]> {
    while data.len() >= 4 {
        let length = usize::from(u16::from_be_bytes([data[0], data[1]]));
        let vector = data.get(..length)?.get(4..)?;
        if u16::from_be_bytes([data[2], data[3]]) == id {
            return Some(vector);
        }
        data = &data[length..];
    }
    None
}

/// Contents of the first subvector with `key`: length 1, key 1, contents.
fn subvector(mut data: &[u8], key: u8) -> Option<&[u8]> {
    while data.len() >= 2 {
        let length = usize::from(data[0]);
        let contents = data.get(..length)?.get(2..)?;
        if data[1] == key {
            return Some(contents);
        }
        data = &data[length..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(id: u16, contents: &[u8]) -> Vec<u8> {
        let length = (contents.len() + 4) as u16;
        [&length.to_be_bytes(), &id.to_be_bytes(), contents].concat()
    }

    #[test]
    fn a_command_is_found_in_its_vectors() {
        let text = [4, 0x30, 0xD8, 0x40];
        let self_defining = [&[6, 0x31], &text[..]].concat();
        let command = vector(GDS_TEXT_COMMAND, &self_defining);
        let data = vector(GDS_MDS_MU, &vector(GDS_CP_MSU, &command));
        assert_eq!(operator_text(&data), Some(&[0xD8, 0x40][..]));
    }

    #[test]
    fn masks_are_those_of_linux() {
        assert_eq!(event::mask(event::OPERATOR_COMMAND), 0x8000_0000);
        assert_eq!(event::mask(event::MESSAGE), 0x4000_0000);
        assert_eq!(event::mask(event::PRIORITY_COMMAND), 0x0080_0000);
        assert_eq!(event::mask(event::VT220), 0x0000_0040);
        assert_eq!(event::mask(event::SIGNAL_QUIESCE), 0x0000_0008);
    }

    proptest::proptest! {
        #[test]
        fn no_data_is_too_strange(data in proptest::collection::vec(0_u8.., 0..64)) {
            let _ = operator_text(&data);
        }
    }
}
