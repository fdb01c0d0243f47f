//! The front of every CKD file (Hercules' CKDDASD_DEVHDR).

use std::mem::offset_of;

use anyhow::{Result, bail, ensure};
use formats::geometry::TRACKS_PER_CYLINDER;
use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout, Unaligned};

/// Bytes of a track of a 3390: home address, R0, a record of 56664 bytes and the end mark, in whole
/// sectors of 512.
pub const TRACK_BYTES: u32 = 56_832;
/// The last two digits of the device type.
const TYPE_3390: u8 = 0x90;

const PLAIN: [u8; 8] = *b"CKD_P370";
const COMPRESSED: [u8; 8] = *b"CKD_C370";

/// How a CKD file has its tracks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Each at its place.
    Plain,
    /// By tables.
    Compressed,
}

/// What device a file is.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct DeviceHeader {
    id: [u8; 8],
    heads: U32,
    track_size: U32,
    device_type: u8,
    /// 0 for a volume in one file.
    file_sequence: u8,
    /// 0 for a volume in one file.
    high_cylinder: U16,
    reserved: [u8; 492],
}
const _: () = assert!(size_of::<DeviceHeader>() == 512);
const _: () = assert!(offset_of!(DeviceHeader, device_type) == 16);
const _: () = assert!(offset_of!(DeviceHeader, high_cylinder) == 18);

impl DeviceHeader {
    /// A 3390 in one file.
    pub fn new(kind: Kind) -> Self {
        Self {
            id: if kind == Kind::Plain { PLAIN } else { COMPRESSED },
            heads: TRACKS_PER_CYLINDER.into(),
            track_size: TRACK_BYTES.into(),
            device_type: TYPE_3390,
            ..Self::new_zeroed()
        }
    }

    /// Whether a file that begins so is a CKD file.
    pub fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(&PLAIN) || bytes.starts_with(&COMPRESSED)
    }

    /// How the file has its tracks; an error if it is not a 3390 in one file.
    pub fn kind(&self) -> Result<Kind> {
        let kind = match self.id {
            PLAIN => Kind::Plain,
            COMPRESSED => Kind::Compressed,
            _ => bail!("no CKD file; expected CKD_P370 or CKD_C370 at its front"),
        };
        let (heads, track_size) = (self.heads.get(), self.track_size.get());
        ensure!(
            (self.device_type, heads, track_size) == (TYPE_3390, TRACKS_PER_CYLINDER, TRACK_BYTES),
            "device type {:02X}, {heads} heads, tracks of {track_size} bytes; expected a 3390: \
             type 90, {TRACKS_PER_CYLINDER} heads, {TRACK_BYTES} bytes",
            self.device_type
        );
        ensure!(
            self.file_sequence <= 1 && self.high_cylinder.get() == 0,
            "file {} of a volume in several; expected all of it in one file",
            self.file_sequence
        );
        Ok(kind)
    }
}
