//! What the blocks of the area say.

use alloc::vec::Vec;

use super::block::{Checked, Kind, decode_block};
use super::{Change, CheckpointError, State, first_block};
use crate::block::{BLOCK_BYTES, BlockDevice, IoError};

/// The area as it was found.
pub(super) struct Replayed {
    pub(super) state: State,
    pub(super) generation: u64,
    pub(super) highest: u64,
    pub(super) next: u32,
    pub(super) damaged: bool,
}

/// One half while it is read.
#[derive(Default)]
struct Half {
    generation: u64,
    snapshot: Vec<u8>,
    /// Present from the end of the snapshot on.
    state: Option<State>,
    next: u32,
    /// A block was not what should stand there.
    ended: bool,
    /// Highest generation of a block that stands after the end and is no piece of a snapshot
    /// that was never finished.
    late: u64,
    highest: u64,
}

/// Reads the area: the half of the higher generation that has a whole snapshot.
pub(super) async fn replay(area: &impl BlockDevice) -> Result<Replayed, CheckpointError> {
    let halves = [read_half(area, 0).await?, read_half(area, 1).await?];
    let highest = halves.iter().map(|half| half.highest).max().unwrap_or(0);
    let late = halves.iter().map(|half| half.late).max().unwrap_or(0);
    let whole = halves.into_iter().filter_map(|mut half| Some((half.state.take()?, half)));
    let (state, half) =
        whole.max_by_key(|(_, half)| half.generation).ok_or(CheckpointError::Missing)?;
    // Blocks as new as the half that counts, or newer, which cannot be reached: changes are lost.
    let damaged = late >= half.generation;
    Ok(Replayed { state, generation: half.generation, highest, next: half.next, damaged })
}

/// The highest generation of any block.
pub(super) async fn highest_generation(area: &impl BlockDevice) -> Result<u64, CheckpointError> {
    let (first, second) = (read_half(area, 0).await?, read_half(area, 1).await?);
    Ok(first.highest.max(second.highest))
}

async fn read_half(area: &impl BlockDevice, parity: u64) -> Result<Half, CheckpointError> {
    let mut half = Half::default();
    let mut block = [0; BLOCK_BYTES];
    for index in 0..area.blocks() / 2 {
        match area.read(first_block(area, parity) + index, &mut block).await {
            Ok(()) => {}
            Err(IoError::Unreadable) => block.fill(0),
            Err(error) => return Err(error.into()),
        }
        let sound = decode_block(&block);
        let sound = sound.filter(|block| block.index == index && block.generation % 2 == parity);
        half.take(index, sound);
    }
    Ok(half)
}

impl Half {
    fn take(&mut self, index: u32, block: Option<Checked<'_>>) {
        let Some(block) = block else {
            self.ended = true;
            return;
        };
        self.highest = self.highest.max(block.generation);
        if index == 0 {
            self.generation = block.generation;
        }
        self.ended =
            self.ended || block.generation != self.generation || self.read(&block).is_none();
        if !self.ended {
            self.next = index + 1;
        }
        if self.ended && block.kind != Kind::Snapshot {
            self.late = self.late.max(block.generation);
        }
    }

    fn read(&mut self, block: &Checked<'_>) -> Option<()> {
        match (block.kind, &mut self.state) {
            (Kind::Snapshot, None) => self.snapshot.extend_from_slice(block.payload),
            (Kind::SnapshotEnd, None) => {
                self.snapshot.extend_from_slice(block.payload);
                self.state = Some(State::decode(&self.snapshot)?);
                self.snapshot = Vec::new();
            }
            (Kind::Change, Some(state)) => state.apply(Change::decode(block.payload)?),
            _ => return None,
        }
        Some(())
    }
}
