//! Blocks as the records of a real 3390.
//!
//! Every block is a record of 4096 bytes without a key, but the first three of a volume: once they
//! hold IPL text and label they are the short records with keys that IPL and label readers look
//! for. Such a block is key, data and zeros (see [`ipl`](crate::ipl) and [`label`](crate::label)).

use crate::block::{BLOCK_BYTES, Block};
use crate::ipl::{IPL1_KEY, IPL2_BYTES, IPL2_KEY};
use crate::label::{LABEL_BLOCK, VOL1};

/// Bytes of a key.
const KEY_BYTES: usize = 4;

/// Lengths of a record's key and data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Bytes of the key.
    pub key: u8,
    /// Bytes of the data.
    pub data: u16,
}

/// Block, key and shape of the records that have keys: IPL1 with PSW and two CCWs, IPL2, the label.
const KEYED: [(u32, [u8; KEY_BYTES], Shape); 3] =
    [(0, IPL1_KEY, Shape::IPL1), (1, IPL2_KEY, Shape::IPL2), (LABEL_BLOCK, VOL1, Shape::LABEL)];

impl Shape {
    /// A whole block without a key.
    pub const BLOCK: Self = Self { key: 0, data: BLOCK_BYTES as u16 };

    /// PSW and two CCWs of an IPL.
    pub const IPL1: Self = Self::keyed(24);
    /// What an IPL goes on with.
    pub const IPL2: Self = Self::keyed(IPL2_BYTES as u16);
    /// The volume's label.
    pub const LABEL: Self = Self::keyed(80);

    const fn keyed(data: u16) -> Self {
        Self { key: KEY_BYTES as u8, data }
    }

    /// The record that block `number` is.
    pub fn of(number: u32, block: &Block) -> Self {
        let keyed = KEYED.iter().find(|(keyed, key, shape)| {
            *keyed == number && block.starts_with(key) && shape.holds(block)
        });
        keyed.map_or(Self::BLOCK, |(_, _, shape)| *shape)
    }

    /// Bytes of key and data.
    pub const fn length(self) -> usize {
        self.key as usize + self.data as usize
    }

    /// Whether a record of this shape holds all of a block: what is behind its data is zeros.
    pub fn holds(self, block: &Block) -> bool {
        block.get(self.length()..).is_some_and(|rest| rest.iter().all(|&byte| byte == 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::{Label, Volid};

    #[test]
    fn the_label_has_a_key_and_80_bytes() {
        let label = Label::new(Volid::new("VM2RES").expect("a good identifier")).to_block();
        assert_eq!(Shape::of(2, &label), Shape { key: 4, data: 80 });
        assert_eq!(Shape::of(3, &label), Shape::BLOCK, "only block 2 is the label");
        let mut longer = label;
        longer[84] = 1;
        assert_eq!(Shape::of(2, &longer), Shape::BLOCK, "nothing of a block is lost");
    }

    proptest::proptest! {
        #[test]
        fn a_block_fits_its_record(
            number in 0u32..4,
            start in proptest::collection::vec(0u8..=255, 0..200),
        ) {
            let mut block = [0; BLOCK_BYTES];
            block[..start.len()].copy_from_slice(&start);
            proptest::prop_assert!(Shape::of(number, &block).holds(&block));
        }
    }
}
