//! From record to record and from track to track.

use formats::block::{BLOCK_BYTES, Block, BlockDevice};
use formats::geometry::{BLOCKS_PER_TRACK, TRACKS_PER_CYLINDER};
use formats::record::Shape;
use zarch::eckd::Count;

use crate::chain::At;
use crate::command::MULTITRACK;
use crate::device::{Eckd, Stop};
use crate::extent::NO_MULTITRACK;
use crate::geometry::address_of;
use crate::layout::{LAYOUT_BLOCK, Layout, TrackFormat};
use crate::reservation::Reservation;
use crate::sense::Cause;

/// A record that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub number: u8,
    pub shape: Shape,
}

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    /// The layout; block 2 is read once a chain that needs it.
    pub(crate) async fn layout(&mut self) -> Result<Layout, Stop> {
        if let Some(layout) = self.chain.layout {
            return Ok(layout);
        }
        let mut block = [0; BLOCK_BYTES];
        self.read_block(LAYOUT_BLOCK, &mut block).await?;
        let layout = Layout::of(&block);
        self.chain.layout = Some(layout);
        Ok(layout)
    }

    /// Which records a track has.
    pub(crate) async fn track_format(&mut self, track: u32) -> Result<TrackFormat, Stop> {
        match track {
            0 | 1 => Ok(self.layout().await?.track(track)),
            _ => Ok(TrackFormat::Blocks),
        }
    }

    /// Goes on to the next track, as far as the chain may.
    pub(crate) fn next_track(&mut self) -> Result<(), Cause> {
        let chain = &mut self.chain;
        if chain.domain.is_none() {
            if chain.mask.seeks() == NO_MULTITRACK {
                return Err(Cause::FileProtected);
            }
            if chain.track % TRACKS_PER_CYLINDER == TRACKS_PER_CYLINDER - 1 {
                return Err(Cause::EndOfCylinder);
            }
        }
        if !chain.extent.contains(chain.track + 1) {
            return Err(Cause::FileProtected);
        }
        (chain.track, chain.at) = (chain.track + 1, At::Index);
        Ok(())
    }

    /// Goes behind the next count; that of R0 counts only for searches.
    pub(crate) async fn next_count(&mut self, code: u8, with_r0: bool) -> Result<Record, Stop> {
        loop {
            let first = if with_r0 { 0 } else { 1 };
            let number = self.chain.at.next().max(first);
            let format = self.track_format(self.chain.track).await?;
            if let Some(shape) = format.record(number) {
                self.chain.at = At::Count(number);
                return Ok(Record { number, shape });
            }
            if code & MULTITRACK != 0 {
                self.next_track()?;
            } else if self.chain.index_passed {
                return Err(Cause::NoRecordFound.into());
            } else {
                (self.chain.at, self.chain.index_passed) = (At::Index, true);
            }
        }
    }

    /// The record whose count or key, if `behind_key`, the device is behind, or else the next.
    pub(crate) async fn current(&mut self, code: u8, behind_key: bool) -> Result<Record, Stop> {
        let number = match self.chain.at {
            At::Count(number) => number,
            At::Key(number) if behind_key => number,
            _ => return self.next_count(code, false).await,
        };
        let shape = self.track_format(self.chain.track).await?.record(number);
        Ok(Record { number, shape: shape.ok_or(Cause::NoRecordFound)? })
    }

    /// The count of a record of this track.
    pub(crate) fn count(&self, record: Record) -> Count {
        let Record { number, shape } = record;
        Count::new(address_of(self.chain.track), number, shape.key, shape.data)
    }

    /// The block that holds a record of this track; R0 has none.
    pub(crate) const fn block_of(&self, record: Record) -> Option<u32> {
        match record.number {
            0 => None,
            number => Some(self.chain.track * BLOCKS_PER_TRACK + number as u32 - 1),
        }
    }

    /// Key and data of a record of this track, at the begin of the block.
    pub(crate) async fn contents(&self, record: Record) -> Result<Block, Stop> {
        let mut block = [0; BLOCK_BYTES];
        if let (Some(number), 1..) = (self.block_of(record), record.shape.length()) {
            self.read_block(number, &mut block).await?;
        }
        Ok(block)
    }
}
