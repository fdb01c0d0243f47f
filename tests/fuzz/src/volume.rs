//! A volume in memory, and changes to it that an input asks for.

use std::cell::RefCell;

use formats::block::{BLOCK_BYTES, Block, BlockDevice, IoError};

/// Bytes of a change but for what it writes: block, offset (both big-endian), length.
const CHANGE_BYTES: usize = 5;

/// Blocks in memory.
#[derive(Clone)]
pub struct Volume(RefCell<Vec<Block>>);

impl Volume {
    /// A volume of zeros.
    pub fn new(blocks: usize) -> Self {
        Self(RefCell::new(vec![[0; BLOCK_BYTES]; blocks]))
    }

    /// A volume of these blocks.
    pub fn of(blocks: Vec<Block>) -> Self {
        Self(RefCell::new(blocks))
    }

    /// Its blocks.
    pub fn into_blocks(self) -> Vec<Block> {
        self.0.into_inner()
    }

    /// Numbers of the blocks that hold anything.
    pub fn used(&self) -> Vec<usize> {
        let blocks = self.0.borrow();
        let used = blocks.iter().enumerate().filter(|(_, block)| block.iter().any(|&b| b != 0));
        used.map(|(number, _)| number).collect()
    }

    /// Turns one bit of a block over.
    pub fn flip(&self, block: usize, bit: usize) {
        self.0.borrow_mut()[block][bit / 8] ^= 1 << (bit % 8);
    }

    /// Carries out the changes of an input; each begins with the block, the offset in it and the
    /// length of what it writes, all taken as far as they fit.
    pub fn change(&self, input: &[u8]) {
        let mut blocks = self.0.borrow_mut();
        let mut rest = input;
        while let Some((&[b1, b2, o1, o2, length], behind)) =
            rest.split_first_chunk::<CHANGE_BYTES>()
        {
            let block = usize::from(u16::from_be_bytes([b1, b2])) % blocks.len();
            let offset = usize::from(u16::from_be_bytes([o1, o2])) % BLOCK_BYTES;
            let length = usize::from(length).min(behind.len()).min(BLOCK_BYTES - offset);
            blocks[block][offset..offset + length].copy_from_slice(&behind[..length]);
            rest = &behind[length..];
        }
    }

    /// The change that leaves the begin of a block as it is: for a fuzzer to begin with.
    pub fn harmless_change(&self, block: usize) -> Vec<u8> {
        const BYTES: u8 = 64;
        let number = (block as u16).to_be_bytes();
        let mut change = vec![number[0], number[1], 0, 0, BYTES];
        change.extend_from_slice(&self.0.borrow()[block][..BYTES.into()]);
        change
    }
}

impl BlockDevice for Volume {
    fn blocks(&self) -> u32 {
        self.0.borrow().len() as u32
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        *block = *self.0.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
        Ok(())
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        *self.0.borrow_mut().get_mut(number as usize).ok_or(IoError::OutOfRange)? = *block;
        Ok(())
    }
}
