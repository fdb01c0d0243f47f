//! Which records a minidisk's tracks have.
//!
//! All tracks but the first two have twelve records of 4096 bytes. The first two may be formatted
//! for the compatible disk layout (Linux: CDL), with short records that have keys; or track 0 may
//! be erased, as dasdfmt leaves it while it works. The label in block 2 tells: one with the key
//! `VOL1` stands in the third short record, and points to a VTOC on track 1 if that is in short
//! records too. Where the label does not tell, a [`LayoutMark`] behind the short record does, in
//! bytes of the block that guests do not see.

use core::mem::offset_of;

use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use formats::block::{BLOCK_BYTES, Block};
use formats::geometry::BLOCKS_PER_TRACK;
use formats::record::Shape;

/// The block that tells the layout: record 3 of track 0.
pub const LAYOUT_BLOCK: u32 = 2;
/// Records of a track, R0 not counted.
pub const RECORDS: u8 = BLOCKS_PER_TRACK as u8;

/// Key and begin of a label: `VOL1`, twice.
const VOL1_VOL1: [u8; 8] = [0xE5, 0xD6, 0xD3, 0xF1, 0xE5, 0xD6, 0xD3, 0xF1];
/// Where a label with its key has CCHH of the VTOC, and what stands there if that is track 1.
const VTOC: usize = 15;
const VTOC_ON_TRACK_1: [u8; 4] = [0, 0, 0, 1];
/// Where the mark stands.
const MARK: usize = BLOCK_BYTES - size_of::<LayoutMark>();
/// `TRACKS` and two blanks in EBCDIC.
const WHAT: [u8; 8] = [0xE3, 0xD9, 0xC1, 0xC3, 0xD2, 0xE2, 0x40, 0x40];

/// R0: the track descriptor, 8 zeros.
pub const R0: Shape = Shape { key: 0, data: 8 };
/// R1 of an erased track.
const END_OF_FILE: Shape = Shape { key: 0, data: 0 };
/// A label of a data set.
const DSCB: Shape = Shape { key: 44, data: 96 };

/// How track 0 or 1 is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TrackFormat {
    /// Twelve blocks.
    Blocks = 0,
    /// Track 0: the short records of IPL and label, then blocks.
    Label = 1,
    /// Track 1: twelve short records for the VTOC.
    Vtoc = 2,
    /// Track 0: nothing but the end of a file.
    Erased = 3,
}

impl TrackFormat {
    const ALL: [Self; 4] = [Self::Blocks, Self::Label, Self::Vtoc, Self::Erased];

    /// The shape of a record; none if the track has no such record.
    pub fn record(self, record: u8) -> Option<Shape> {
        match (self, record) {
            (_, 0) => Some(R0),
            (Self::Erased, 1) => Some(END_OF_FILE),
            (Self::Erased, _) => None,
            (Self::Label, 1) => Some(Shape::IPL1),
            (Self::Label, 2) => Some(Shape::IPL2),
            (Self::Label, 3) => Some(Shape::LABEL),
            (Self::Vtoc, 1..=RECORDS) => Some(DSCB),
            (_, 1..=RECORDS) => Some(Shape::BLOCK),
            _ => None,
        }
    }

    /// How a track is formatted on which R1 is written with this shape.
    fn by_first_record(track: u32, shape: Shape) -> Option<Self> {
        let formats = match track {
            0 => [Self::Blocks, Self::Label, Self::Erased].as_slice(),
            1 => &[Self::Blocks, Self::Vtoc],
            _ => &[Self::Blocks],
        };
        formats.iter().copied().find(|format| format.record(1) == Some(shape))
    }

    fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|format| *format as u8 == code)
    }
}

/// How the first two tracks of a minidisk are formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    track_0: TrackFormat,
    track_1: TrackFormat,
}

/// The last bytes of block 2 where the label does not tell the layout.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct LayoutMark {
    what: [u8; 8],
    track_0: u8,
    track_1: u8,
    reserved: [u8; 2],
    /// CRC-32 of the fields before.
    check: U32,
}
const _: () = assert!(size_of::<LayoutMark>() == 16);
const _: () = assert!(offset_of!(LayoutMark, check) == 12);

impl LayoutMark {
    fn new(layout: Layout) -> Self {
        let (track_0, track_1) = (layout.track_0 as u8, layout.track_1 as u8);
        let mut mark = Self { what: WHAT, track_0, track_1, reserved: [0; 2], check: U32::ZERO };
        mark.check = mark.expected_check();
        mark
    }

    fn expected_check(&self) -> U32 {
        crc32fast::hash(&self.as_bytes()[..offset_of!(Self, check)]).into()
    }

    fn layout(&self) -> Option<Layout> {
        if self.what != WHAT || self.check != self.expected_check() {
            return None;
        }
        let track_0 = TrackFormat::from_code(self.track_0)?;
        let track_1 = TrackFormat::from_code(self.track_1)?;
        Some(Layout { track_0, track_1 })
    }
}

impl Layout {
    /// Blocks and nothing else.
    pub const BLOCKS: Self = Self { track_0: TrackFormat::Blocks, track_1: TrackFormat::Blocks };

    /// The layout that block 2 tells.
    pub fn of(block: &Block) -> Self {
        let mark = LayoutMark::read_from_bytes(&block[MARK..]).ok();
        mark.and_then(|mark| mark.layout()).unwrap_or_else(|| Self::by_label(block))
    }

    fn by_label(block: &Block) -> Self {
        if !block.starts_with(&VOL1_VOL1) {
            return Self::BLOCKS;
        }
        let vtoc_on_track_1 = block[VTOC..].starts_with(&VTOC_ON_TRACK_1);
        let track_1 = if vtoc_on_track_1 { TrackFormat::Vtoc } else { TrackFormat::Blocks };
        Self { track_0: TrackFormat::Label, track_1 }
    }

    /// How a track is formatted.
    pub const fn track(self, track: u32) -> TrackFormat {
        match track {
            0 => self.track_0,
            1 => self.track_1,
            _ => TrackFormat::Blocks,
        }
    }

    /// The layout after a record is written anew; none if no layout has it. R1 decides how its
    /// track is formatted. Track 1 has short records only where there is room to tell it: in the
    /// hidden bytes of block 2.
    pub fn format(self, track: u32, record: u8, shape: Shape) -> Option<Self> {
        if record != 1 {
            return (self.track(track).record(record) == Some(shape)).then_some(self);
        }
        let format = TrackFormat::by_first_record(track, shape)?;
        match track {
            0 if format == TrackFormat::Blocks => Some(Self::BLOCKS),
            0 => Some(Self { track_0: format, ..self }),
            1 if format == TrackFormat::Vtoc && self.track_0 == TrackFormat::Blocks => None,
            1 => Some(Self { track_1: format, ..self }),
            _ => Some(self),
        }
    }

    /// Sees to it that block 2 tells the layout: marks it if its label does not.
    pub fn tell(self, block: &mut Block) {
        if self == Self::BLOCKS {
            return;
        }
        block[MARK..].fill(0);
        if Self::of(block) != self {
            block[MARK..].copy_from_slice(LayoutMark::new(self).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CDL: Layout = Layout { track_0: TrackFormat::Label, track_1: TrackFormat::Vtoc };

    fn label(vtoc: [u8; 5]) -> Block {
        let mut block = [0; BLOCK_BYTES];
        block[..8].copy_from_slice(&VOL1_VOL1);
        block[VTOC..VTOC + 5].copy_from_slice(&vtoc);
        block
    }

    #[test]
    fn labels_tell_their_layout() {
        assert_eq!(Layout::of(&[0; BLOCK_BYTES]), Layout::BLOCKS);
        assert_eq!(Layout::of(&label([0, 0, 0, 1, 1])), CDL);
        let volid = formats::label::Volid::new("VM2RES").expect("a good identifier");
        let cp = Layout::of(&formats::label::Label::new(volid).to_block());
        assert_eq!((cp.track_0, cp.track_1), (TrackFormat::Label, TrackFormat::Blocks));
    }

    #[test]
    fn a_layout_is_told_by_a_mark_until_the_label_tells_it() {
        let erased = Layout { track_0: TrackFormat::Erased, track_1: TrackFormat::Blocks };
        for layout in [CDL, erased, Layout { track_1: TrackFormat::Blocks, ..CDL }] {
            let mut block = [0; BLOCK_BYTES];
            layout.tell(&mut block);
            assert_eq!(Layout::of(&block), layout);
            assert_eq!(block[..MARK], [0; MARK]);
        }
        let mut block = label([0, 0, 0, 1, 1]);
        erased.tell(&mut block);
        assert_eq!(Layout::of(&block), erased, "in spite of the label");
        CDL.tell(&mut block);
        assert_eq!(block, label([0, 0, 0, 1, 1]), "no mark is left");
    }

    #[test]
    fn a_damaged_mark_is_none() {
        let mut block = [0; BLOCK_BYTES];
        CDL.tell(&mut block);
        for byte in MARK..BLOCK_BYTES {
            block[byte] ^= 1;
            assert_eq!(Layout::of(&block), Layout::BLOCKS, "byte {byte}");
            block[byte] ^= 1;
        }
    }

    #[test]
    fn dasdfmt_goes_from_layout_to_layout() {
        let erased = Layout::BLOCKS.format(0, 1, END_OF_FILE).expect("track 0 erased");
        let vtoc = erased.format(1, 1, DSCB).expect("track 1 in short records");
        assert_eq!(vtoc.format(0, 1, Shape::IPL1), Some(CDL));
        assert_eq!(CDL.format(0, 2, Shape::IPL2), Some(CDL));
        assert_eq!(CDL.format(0, 4, Shape::BLOCK), Some(CDL));
        assert_eq!(CDL.format(0, 1, Shape::BLOCK), Some(Layout::BLOCKS));
        assert_eq!(CDL.format(0, 2, Shape::BLOCK), None);
        assert_eq!(CDL.format(2, 12, Shape::BLOCK), Some(CDL));
        assert_eq!(CDL.format(2, 13, Shape::BLOCK), None, "a track has no room for it");
        assert_eq!(CDL.format(2, 1, Shape { key: 0, data: 2048 }), None);
        assert_eq!(Layout::BLOCKS.format(1, 1, DSCB), None, "nowhere to tell it");
    }
}
