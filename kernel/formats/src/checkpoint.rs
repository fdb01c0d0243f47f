//! The checkpoint area: what CP has accepted, from the first moment on.
//!
//! The area has two halves. A half begins with the whole [`State`] (a snapshot) and goes on with
//! one block for each [`Change`] since. When a half is full, the other one gets a snapshot of a
//! higher generation and takes over. A change is accepted when its block is on the volume: a kill
//! at any instant leaves every accepted change and at most one torn block, which is ignored.
//! What each start reads:
//!
//! | start | reads |
//! |---|---|
//! | WARM | the [`crate::warmstart`] area, once; it was written by an orderly SHUTDOWN |
//! | FORCE | this area, which holds the same and outlives a crash |
//! | COLD | this area; spool files are deleted, the rest stays |
//! | CLEAN | nothing: both areas are made anew |

mod block;
mod replay;
mod state;

use alloc::vec::Vec;

use block::{Kind, encode_block};
use replay::replay;

use crate::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
pub use state::{Change, State};

/// Bytes of a block that hold the state or a change.
const PAYLOAD_BYTES: usize = BLOCK_BYTES - block::HEADER_BYTES;

/// Why the checkpoint cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointError {
    /// A block could not be read or written.
    Io(IoError),
    /// Neither half begins with a whole snapshot.
    Missing,
    /// A change does not fit one block, or the state does not fit half of the area.
    TooLarge,
}

impl From<IoError> for CheckpointError {
    fn from(error: IoError) -> Self {
        Self::Io(error)
    }
}

/// An open checkpoint area.
#[derive(Debug)]
pub struct Checkpoint<D> {
    area: D,
    state: State,
    generation: u64,
    /// Highest generation in any block of the area.
    highest: u64,
    /// Block of the half where the next change goes.
    next: u32,
    damaged: bool,
}

impl<D: BlockDevice> Checkpoint<D> {
    /// Makes the area anew with nothing but `state` in it.
    pub async fn create(area: D, state: State) -> Result<Self, CheckpointError> {
        let highest = replay::highest_generation(&area).await?;
        let mut new = Self {
            area,
            state: State::default(),
            generation: highest,
            highest,
            next: 0,
            damaged: false,
        };
        new.snapshot(state).await?;
        Ok(new)
    }

    /// Reads what was accepted up to the last write.
    pub async fn open(area: D) -> Result<Self, CheckpointError> {
        let found = replay(&area).await?;
        Ok(Self {
            area,
            state: found.state,
            generation: found.generation,
            highest: found.highest,
            next: found.next,
            damaged: found.damaged,
        })
    }

    /// Everything that was accepted.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether a block in the midst of the area is damaged, so that changes after it are lost.
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Accepts a change: when this returns `Ok` it outlives a crash.
    pub async fn accept(&mut self, change: Change) -> Result<(), CheckpointError> {
        let payload = change.encode();
        if payload.len() > PAYLOAD_BYTES {
            return Err(CheckpointError::TooLarge);
        }
        // A change must not be followed by blocks that were written before a damage.
        if self.damaged || self.next >= self.half_blocks() {
            let mut state = self.state.clone();
            state.apply(change);
            return self.snapshot(state).await;
        }
        let block = encode_block(Kind::Change, self.generation, self.next, &payload);
        self.write(self.generation, self.next, &block).await?;
        self.next += 1;
        self.state.apply(change);
        Ok(())
    }

    /// Writes `state` as a snapshot to the other half, which takes over.
    async fn snapshot(&mut self, state: State) -> Result<(), CheckpointError> {
        let bytes = state.encode();
        let pieces: Vec<&[u8]> = bytes.chunks(PAYLOAD_BYTES).collect();
        let last = pieces.len() - 1;
        if pieces.len() >= self.half_blocks() as usize {
            return Err(CheckpointError::TooLarge);
        }
        let other_half = self.generation + 1;
        let after = self.highest + 1;
        let generation = after + u64::from(after % 2 != other_half % 2);
        self.highest = generation;
        for (index, piece) in (0..).zip(&pieces) {
            let kind = if index as usize == last { Kind::SnapshotEnd } else { Kind::Snapshot };
            let block = encode_block(kind, generation, index, piece);
            self.write(generation, index, &block).await?;
        }
        self.generation = generation;
        self.next = pieces.len() as u32;
        self.damaged = false;
        self.state = state;
        Ok(())
    }

    fn half_blocks(&self) -> u32 {
        self.area.blocks() / 2
    }

    async fn write(&self, generation: u64, index: u32, block: &Block) -> Result<(), IoError> {
        self.area.write(first_block(&self.area, generation) + index, block).await
    }
}

/// First block of the half that a generation is written to.
fn first_block(area: &impl BlockDevice, generation: u64) -> u32 {
    (generation % 2) as u32 * (area.blocks() / 2)
}

#[cfg(test)]
mod tests;
