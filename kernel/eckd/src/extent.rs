//! What DEFINE EXTENT and SET FILE MASK allow a chain (GA32-0274, "Define Extent"; Linux's
//! `DE_eckd_data`).

use bitfield_struct::bitfield;
use zarch::eckd::DefineExtent;

use crate::geometry::track_at;
use crate::sense::Cause;

/// Architecture mode in the global attributes: extended count key data.
const ECKD_MODE: u8 = 0xC0;
const MODE: u8 = 0xC0;
/// Extended attribute: 16 bytes of parameters follow.
const EXTENDED_PARAMETERS: u8 = 0x02;
/// Longest record of a 3390: data of R0 at its longest, and its count.
const LARGEST_BLOCK: u16 = 57_326 + 8;

/// Seek control: no seeks, and no multitrack operations outside a domain.
pub const NO_MULTITRACK: u8 = 3;

/// What the chain may do.
#[bitfield(u8, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct FileMask {
    /// Which writes it may do.
    #[bits(2)]
    pub writes: Writes,
    /// Zero.
    pub reserved: bool,
    /// Which seeks it may do: 0 all, 1 cylinder and head, 2 head, [`NO_MULTITRACK`] none.
    #[bits(2)]
    pub seeks: u8,
    /// Access authorisation.
    #[bits(2)]
    pub authorization: u8,
    /// PCI fetch mode.
    pub pci_fetch: bool,
}

/// Which writes a chain may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Writes {
    /// All but home address and R0.
    Records = 0,
    /// None.
    Nothing = 1,
    /// Updates of records that are there.
    Updates = 2,
    /// All.
    Everything = 3,
}

impl Writes {
    const fn from_bits(bits: u8) -> Self {
        match bits {
            0 => Self::Records,
            1 => Self::Nothing,
            2 => Self::Updates,
            _ => Self::Everything,
        }
    }

    const fn into_bits(self) -> u8 {
        self as u8
    }
}

/// The tracks that a chain may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// First track.
    pub first: u32,
    /// Last track.
    pub last: u32,
    /// Longest transfer.
    pub block_size: u16,
}

impl Extent {
    /// All of a volume.
    pub const fn whole(tracks: u32) -> Self {
        Self { first: 0, last: tracks.saturating_sub(1), block_size: LARGEST_BLOCK }
    }

    /// Whether a track belongs to it.
    pub const fn contains(&self, track: u32) -> bool {
        self.first <= track && track <= self.last
    }
}

impl FileMask {
    /// A mask without reserved bits.
    pub fn checked(bits: u8) -> Result<Self, Cause> {
        let mask = Self::from_bits(bits);
        if mask.reserved() { Err(Cause::InvalidParameter) } else { Ok(mask) }
    }
}

/// Whether 16 more bytes follow the parameters: a time stamp, which means nothing here.
pub const fn has_extended_parameters(define: &DefineExtent) -> bool {
    define.extended_attributes & EXTENDED_PARAMETERS != 0
}

/// Mask and extent that the parameters say, on a volume of `tracks`.
pub fn checked(define: &DefineExtent, tracks: u32) -> Result<(FileMask, Extent), Cause> {
    let mask = FileMask::checked(define.mask)?;
    let block_size = match define.block_size.get() {
        0 => LARGEST_BLOCK,
        size => size,
    };
    let (Some(first), Some(last)) = (track_at(define.first), track_at(define.last)) else {
        return Err(Cause::InvalidParameter);
    };
    let valid = define.global_attributes & MODE == ECKD_MODE
        && define.fast_write_id.get() == 0
        && define.additional_attributes == 0
        && block_size <= LARGEST_BLOCK
        && first <= last
        && last < tracks;
    if valid {
        Ok((mask, Extent { first, last, block_size }))
    } else {
        Err(Cause::InvalidParameter)
    }
}
