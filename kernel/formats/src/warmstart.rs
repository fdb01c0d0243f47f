//! The warm start area: the whole state of a system, written once at SHUTDOWN.
//!
//! Block 0 is the mark. It is written last, so that it stands only before data that are whole,
//! and it is consumed by the next IPL: data that a crash left behind are never taken for those of
//! a shutdown. A start that finds no mark goes by the [`crate::checkpoint`] area.

use alloc::vec::Vec;
use core::mem::{offset_of, size_of};

use zerocopy::big_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use crate::checkpoint::State;

const MAGIC: [u8; 8] = *b"ATWARMST";

/// Block 0.
#[derive(Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Mark {
    /// `ATWARMST` in ASCII.
    magic: [u8; 8],
    /// TOD clock at SHUTDOWN.
    written: U64,
    /// Bytes of the state, which begins in block 1.
    length: U32,
    /// CRC-32 of the state.
    state_crc: U32,
    /// CRC-32 of what stands before it here.
    crc: U32,
}

const MARK_BYTES: usize = size_of::<Mark>();
const _: () = assert!(MARK_BYTES == 28);
const _: () = assert!(offset_of!(Mark, crc) == CHECKED_BYTES);
const CHECKED_BYTES: usize = 24;

/// Why there is no warm start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarmStartError {
    /// A block could not be read or written.
    Io(IoError),
    /// The last shutdown did not write it, or an IPL has consumed it.
    NoMark,
    /// The mark is there and the state is not what was written.
    Damaged,
    /// The state does not fit the area.
    TooLarge,
}

impl From<IoError> for WarmStartError {
    fn from(error: IoError) -> Self {
        Self::Io(error)
    }
}

/// Writes the state at SHUTDOWN, `written` being the TOD clock.
pub async fn save(
    area: &impl BlockDevice,
    state: &State,
    written: u64,
) -> Result<(), WarmStartError> {
    let bytes = state.encode();
    if bytes.len().div_ceil(BLOCK_BYTES) >= area.blocks() as usize {
        return Err(WarmStartError::TooLarge);
    }
    consume(area).await?;
    for (number, piece) in (1..).zip(bytes.chunks(BLOCK_BYTES)) {
        area.write(number, &padded(piece)).await?;
    }
    let mut mark = Mark {
        magic: MAGIC,
        written: written.into(),
        length: (bytes.len() as u32).into(),
        state_crc: crc32fast::hash(&bytes).into(),
        crc: 0.into(),
    };
    mark.crc = crc32fast::hash(&mark.as_bytes()[..CHECKED_BYTES]).into();
    Ok(area.write(0, &padded(mark.as_bytes())).await?)
}

/// Reads what the last SHUTDOWN wrote, and when.
pub async fn load(area: &impl BlockDevice) -> Result<(State, u64), WarmStartError> {
    let mut block = [0; BLOCK_BYTES];
    area.read(0, &mut block).await?;
    let (mark, _) = Mark::read_from_prefix(&block).map_err(|_| WarmStartError::NoMark)?;
    if mark.magic != MAGIC || mark.crc.get() != crc32fast::hash(&block[..CHECKED_BYTES]) {
        return Err(WarmStartError::NoMark);
    }
    let length = mark.length.get() as usize;
    let blocks = length.div_ceil(BLOCK_BYTES) as u32;
    if blocks >= area.blocks() {
        return Err(WarmStartError::Damaged);
    }
    let mut bytes = Vec::with_capacity(blocks as usize * BLOCK_BYTES);
    for number in 1..=blocks {
        area.read(number, &mut block).await?;
        bytes.extend_from_slice(&block);
    }
    bytes.truncate(length);
    if crc32fast::hash(&bytes) != mark.state_crc.get() {
        return Err(WarmStartError::Damaged);
    }
    let state = State::decode(&bytes).ok_or(WarmStartError::Damaged)?;
    Ok((state, mark.written.get()))
}

/// Takes the mark away: the state was taken over by an IPL.
pub async fn consume(area: &impl BlockDevice) -> Result<(), IoError> {
    area.write(0, &[0; BLOCK_BYTES]).await
}

/// `bytes`, a block's worth at most, with zeros behind them.
fn padded(bytes: &[u8]) -> Block {
    let mut block = [0; BLOCK_BYTES];
    block[..bytes.len()].copy_from_slice(bytes);
    block
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use embassy_futures::block_on;
    use proptest::prelude::*;

    use super::*;
    use crate::checkpoint::Change;

    struct Volume(RefCell<Vec<Block>>);

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

    fn volume(blocks: usize) -> Volume {
        Volume(vec![[0; BLOCK_BYTES]; blocks].into())
    }

    fn state(lines: usize) -> State {
        let mut state = State::default();
        state.apply(Change::LogMessage(vec!["x".repeat(100); lines]));
        state
    }

    #[test]
    fn a_shutdown_is_taken_over_once() {
        let volume = volume(8);
        assert_eq!(block_on(load(&volume)), Err(WarmStartError::NoMark));
        block_on(save(&volume, &state(200), 42)).unwrap();
        assert_eq!(block_on(load(&volume)), Ok((state(200), 42)));
        block_on(consume(&volume)).unwrap();
        assert_eq!(block_on(load(&volume)), Err(WarmStartError::NoMark));
    }

    #[test]
    fn a_state_that_does_not_fit_leaves_the_area_as_it_is() {
        let volume = volume(4);
        block_on(save(&volume, &state(1), 42)).unwrap();
        assert_eq!(block_on(save(&volume, &state(200), 43)), Err(WarmStartError::TooLarge));
        assert_eq!(block_on(load(&volume)), Ok((state(1), 42)));
    }

    proptest! {
        #[test]
        fn damage_is_noticed_or_harmless(at in 0..4_usize, bit in 0..BLOCK_BYTES * 8) {
            let volume = volume(8);
            block_on(save(&volume, &state(100), 42)).unwrap();
            volume.0.borrow_mut()[at][bit / 8] ^= 1 << (bit % 8);
            if let Ok(found) = block_on(load(&volume)) {
                prop_assert_eq!(found, (state(100), 42));
            }
        }
    }
}
