//! Virtio over channel I/O (Virtual I/O Device 1.2, section 4.3), the split ring (2.7), and the
//! devices that CP drives.

pub mod console;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};
use zerocopy::{big_endian as be, little_endian as le};

/// Control-unit type of every virtio device; the model is the device's id.
pub const CONTROL_UNIT_TYPE: u16 = 0x3832;
/// Device id of a block device.
pub const BLOCK: u8 = 2;
/// Device id of a console.
pub const CONSOLE: u8 = 3;

/// Channel commands (4.3.1.2).
pub mod command {
    /// Tells where a queue is.
    pub const SET_VQ: u8 = 0x13;
    /// Resets the device.
    pub const VDEV_RESET: u8 = 0x33;
    /// Tells where the queue indicators are.
    pub const SET_IND: u8 = 0x43;
    /// Tells where the configuration indicators are.
    pub const SET_CONF_IND: u8 = 0x53;
    /// Reads 32 feature bits.
    pub const READ_FEAT: u8 = 0x12;
    /// Writes 32 feature bits.
    pub const WRITE_FEAT: u8 = 0x11;
    /// Reads the device's configuration.
    pub const READ_CONF: u8 = 0x22;
    /// Writes the device status.
    pub const WRITE_STATUS: u8 = 0x31;
    /// Reads the size of a queue.
    pub const READ_VQ_CONF: u8 = 0x32;
    /// Agrees on the revision.
    pub const SET_VIRTIO_REV: u8 = 0x83;
}

/// Device status (2.1).
pub mod status {
    /// The driver has noticed the device.
    pub const ACKNOWLEDGE: u8 = 1;
    /// The driver knows the device.
    pub const DRIVER: u8 = 2;
    /// The driver is ready.
    pub const DRIVER_OK: u8 = 4;
    /// The features are agreed.
    pub const FEATURES_OK: u8 = 8;
}

/// Feature bit 32 is bit 0 of the second word: the device follows version 1.
pub const VERSION_1: u32 = 1;

/// Operand of SET_VIRTIO_REV.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct RevisionInfo {
    /// Revision.
    pub revision: be::U16,
    /// Length of data that follow: 0.
    pub length: be::U16,
}
const _: () = assert!(size_of::<RevisionInfo>() == 4);

/// Operand of READ_FEAT and WRITE_FEAT.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct FeatureDescriptor {
    /// The bits.
    pub features: le::U32,
    /// Which word of them.
    pub index: u8,
}
const _: () = assert!(size_of::<FeatureDescriptor>() == 5);

/// Operand of SET_VQ from revision 1 on.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct QueueInfo {
    /// Address of the descriptors.
    pub descriptors: be::U64,
    _reserved: be::U32,
    /// Number of the queue.
    pub index: be::U16,
    /// Descriptors of the queue.
    pub size: be::U16,
    /// Address of the available ring.
    pub available: be::U64,
    /// Address of the used ring.
    pub used: be::U64,
}
const _: () = assert!(size_of::<QueueInfo>() == 32);

impl QueueInfo {
    /// Where queue `index` of `size` descriptors is.
    pub fn new(index: u16, size: u16, descriptors: u64, available: u64, used: u64) -> Self {
        Self {
            descriptors: be::U64::new(descriptors),
            _reserved: be::U32::ZERO,
            index: be::U16::new(index),
            size: be::U16::new(size),
            available: be::U64::new(available),
            used: be::U64::new(used),
        }
    }
}

/// Operand of READ_VQ_CONF.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct QueueConfig {
    /// Number of the queue.
    pub index: be::U16,
    /// Descriptors that it may have.
    pub maximum: be::U16,
}
const _: () = assert!(size_of::<QueueConfig>() == 4);

/// A descriptor of a split ring.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct Descriptor {
    /// Address of the buffer.
    pub address: le::U64,
    /// Its length.
    pub length: le::U32,
    /// NEXT and WRITE.
    pub flags: le::U16,
    /// The next descriptor of the chain.
    pub next: le::U16,
}
const _: () = assert!(size_of::<Descriptor>() == 16);
/// The chain goes on with `next`.
pub const DESCRIPTOR_NEXT: u16 = 1;
/// The device writes the buffer.
pub const DESCRIPTOR_WRITE: u16 = 2;

/// An element of the used ring.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct UsedElement {
    /// First descriptor of the chain that was used.
    pub id: le::U32,
    /// Bytes that the device wrote.
    pub length: le::U32,
}
const _: () = assert!(size_of::<UsedElement>() == 8);

/// Configuration of a block device, as far as CP reads it.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct BlockConfig {
    /// Capacity in sectors of 512 bytes.
    pub capacity: le::U64,
    _size_and_segments: [u8; 8],
    /// Cylinders of the geometry.
    pub cylinders: le::U16,
    /// Heads.
    pub heads: u8,
    /// Sectors of a track.
    pub sectors: u8,
    /// Bytes of a block.
    pub block_size: le::U32,
}
const _: () = assert!(size_of::<BlockConfig>() == 24);

/// Header of a request to a block device.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C)]
pub struct BlockRequest {
    /// 0 read, 1 write, 4 flush.
    pub request_type: le::U32,
    _reserved: le::U32,
    /// First sector of 512 bytes.
    pub sector: le::U64,
}
const _: () = assert!(size_of::<BlockRequest>() == 16);

impl BlockRequest {
    /// Reads.
    pub const READ: u32 = 0;
    /// Writes.
    pub const WRITE: u32 = 1;
    /// Makes earlier writes lasting.
    pub const FLUSH: u32 = 4;

    /// A request of its parts.
    pub fn new(request_type: u32, sector: u64) -> Self {
        Self {
            request_type: le::U32::new(request_type),
            _reserved: le::U32::ZERO,
            sector: le::U64::new(sector),
        }
    }
}

/// Feature bit of block devices: the medium is read-only.
pub const BLOCK_READ_ONLY: u32 = 1 << 5;
/// Feature bit of block devices: FLUSH is a request.
pub const BLOCK_FLUSH: u32 = 1 << 9;
