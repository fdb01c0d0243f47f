//! The VOL1 label of a CP volume: cylinder 0, track 0, record 3, which is block 2.
//!
//! The record has the key `VOL1` and 80 bytes of data; a block holds the one behind the other, as
//! Linux's dasd driver shows them. Fields: HCPFMLRC of the z/VM CP control blocks (FMLRC).

use core::fmt;
use core::mem::offset_of;

use zerocopy::big_endian::U32;
use zerocopy::{FromBytes, FromZeros, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use crate::ebcdic::{BLANK, Field, to_text};

/// The block that holds the label.
pub const LABEL_BLOCK: u32 = 2;

/// `VOL1` in EBCDIC.
pub(crate) const VOL1: [u8; 4] = [0xE5, 0xD6, 0xD3, 0xF1];
/// `CPVOL` in EBCDIC.
const CPVOL: [u8; 5] = [0xC3, 0xD7, 0xE5, 0xD6, 0xD3];
/// The character zero in EBCDIC.
const ZERO: u8 = 0xF0;
/// CP puts its VTOC in record 5 of track 0: records 1 to 4 are IPL1, IPL2, VOL1, allocation map.
const VTOC_RECORD: u8 = 5;

/// Key and data of the label record.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Fmlrc {
    key: [u8; 4],
    oslab: [u8; 4],
    cplab: Field<6>,
    security: u8,
    /// Cylinder and head of the VTOC.
    vtcb: U32,
    /// Record of the VTOC.
    vtcr: u8,
    zeros: [u8; 5],
    blanks: [u8; 20],
    filler: [u8; 5],
    vlown: [u8; 5],
    reserved: [u8; 29],
}

const _: () = assert!(size_of::<Fmlrc>() == 84);
const _: () = assert!(offset_of!(Fmlrc, cplab) == 8);
const _: () = assert!(offset_of!(Fmlrc, vtcb) == 15);
const _: () = assert!(offset_of!(Fmlrc, vtcr) == 19);
const _: () = assert!(offset_of!(Fmlrc, vlown) == 50);

/// A volume identifier: 1 to 6 letters, digits, `$`, `#` or `@`, in upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Volid {
    text: [u8; 6],
    length: usize,
}

impl Volid {
    /// `text` as a volume identifier in upper case; none if it has not 1 to 6 of its characters.
    pub fn new(text: &str) -> Option<Self> {
        let good = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'$' | b'#' | b'@');
        if text.is_empty() || !text.bytes().all(good) {
            return None;
        }
        let mut volid = Self { text: [b' '; 6], length: text.len() };
        volid.text.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        volid.text.make_ascii_uppercase();
        Some(volid)
    }

    /// The identifier without blanks.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.text[..self.length]).unwrap_or_default()
    }

    fn to_field(self) -> Field<6> {
        Field::new(self.as_str()).unwrap_or(Field::BLANK)
    }

    fn from_field(field: Field<6>) -> Option<Self> {
        Self::new(&field.text()).filter(|volid| volid.to_field() == field)
    }
}

impl fmt::Display for Volid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Volid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a volume has no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelError {
    /// The block cannot be read or written.
    Io(IoError),
    /// The block is all zeros: the volume was never labelled.
    NotLabelled,
    /// Key or data do not begin with `VOL1`; these bytes are there.
    NotVol1([u8; 4]),
    /// The six bytes of the identifier are not one.
    BadVolid(Field<6>),
}

impl fmt::Display for LabelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "block {LABEL_BLOCK}: ")?;
        match self {
            Self::Io(error) => f.write_str(error.reason()),
            Self::NotLabelled => f.write_str("the volume has no label, expected VOL1"),
            Self::NotVol1(bytes) => {
                write!(f, "the label begins with {:?}, expected VOL1", to_text(bytes))
            }
            Self::BadVolid(field) => {
                write!(f, "no volume identifier: {field:?}, expected 1 to 6 of A-Z 0-9 $ # @")
            }
        }
    }
}

/// Reads the volume identifier from a volume's label.
pub async fn read(device: &impl BlockDevice) -> Result<Volid, LabelError> {
    let mut block = [0; BLOCK_BYTES];
    device.read(LABEL_BLOCK, &mut block).await.map_err(LabelError::Io)?;
    Label::from_block(&block).map(|label| label.volid)
}

/// Labels a volume as one of CP's.
pub async fn write(device: &impl BlockDevice, volid: Volid) -> Result<(), LabelError> {
    let block = Label::new(volid).to_block();
    device.write(LABEL_BLOCK, &block).await.map_err(LabelError::Io)
}

/// What the label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The volume identifier.
    pub volid: Volid,
    /// Whether cylinder 0 was formatted for CP (`CPVOL`).
    pub cp: bool,
}

impl Label {
    /// The label of a CP volume.
    pub const fn new(volid: Volid) -> Self {
        Self { volid, cp: true }
    }

    /// The label as a block.
    pub fn to_block(&self) -> Block {
        let mut record = Fmlrc::new_zeroed();
        record.key = VOL1;
        record.oslab = VOL1;
        record.cplab = self.volid.to_field();
        record.security = ZERO;
        record.vtcr = VTOC_RECORD;
        record.blanks = [BLANK; 20];
        record.reserved = [BLANK; 29];
        record.vlown = if self.cp { CPVOL } else { [BLANK; 5] };
        let mut block = [0; BLOCK_BYTES];
        block[..size_of::<Fmlrc>()].copy_from_slice(record.as_bytes());
        block
    }

    /// The label in a block.
    pub fn from_block(block: &Block) -> Result<Self, LabelError> {
        let Ok((record, _)) = Fmlrc::read_from_prefix(block) else {
            return Err(LabelError::NotLabelled);
        };
        if record.as_bytes().iter().all(|&byte| byte == 0) {
            return Err(LabelError::NotLabelled);
        }
        if let Some(&bytes) = [record.key, record.oslab].iter().find(|&&bytes| bytes != VOL1) {
            return Err(LabelError::NotVol1(bytes));
        }
        let bad = LabelError::BadVolid(record.cplab);
        let volid = Volid::from_field(record.cplab).ok_or(bad)?;
        Ok(Self { volid, cp: record.vlown == CPVOL })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vm2res() -> Label {
        Label::new(Volid::new("vm2res").expect("a good identifier"))
    }

    #[test]
    fn the_label_is_as_cpfmtxa_writes_it() {
        let block = vm2res().to_block();
        // key, VOL1, VM2RES, character zero
        let begin = [0xE5, 0xD6, 0xD3, 0xF1, 0xE5, 0xD6, 0xD3, 0xF1, 0xE5, 0xD4, 0xF2, 0xD9];
        assert_eq!(block[..12], begin);
        assert_eq!(block[14..20], [0xF0, 0, 0, 0, 0, 5]);
        assert_eq!(block[50..55], CPVOL);
        assert_eq!(Label::from_block(&block), Ok(vm2res()));
    }

    #[test]
    fn what_is_no_label_says_why() {
        let empty = [0; BLOCK_BYTES];
        assert_eq!(Label::from_block(&empty), Err(LabelError::NotLabelled));
        let mut block = vm2res().to_block();
        block[4] = 0;
        let fault = Label::from_block(&block);
        assert_eq!(fault, Err(LabelError::NotVol1([0, 0xD6, 0xD3, 0xF1])));
        let mut block = vm2res().to_block();
        block[9] = BLANK;
        assert!(matches!(Label::from_block(&block), Err(LabelError::BadVolid(_))));
    }

    #[test]
    fn identifiers_have_1_to_6_characters() {
        assert_eq!(Volid::new(""), None);
        assert_eq!(Volid::new("TOOLONG"), None);
        assert_eq!(Volid::new("A B"), None);
        assert_eq!(Volid::new("620rl1").as_ref().map(Volid::as_str), Some("620RL1"));
    }
}
