//! Commands that write records (GA32-0274, "Write Commands"). What a CCW has too little for is
//! zeros.

use channel::{Channel, Subchannel};
use formats::block::{BLOCK_BYTES, Block, BlockDevice};
use formats::record::Shape;
use zarch::DeviceStatus;
use zarch::eckd::Count;

use crate::chain::{At, Found};
use crate::command::*;
use crate::device::{END, Eckd, Stop};
use crate::direct::parameters;
use crate::extent::Writes;
use crate::layout::{LAYOUT_BLOCK, R0};
use crate::position::Record;
use crate::reservation::Reservation;
use crate::sense::Cause;

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    /// Writes data, or key and data, of a record that is there.
    pub(crate) async fn update<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        let with_key = matches!(code, WRITE_KEY_AND_DATA | WRITE_UPDATE_KEY_AND_DATA);
        let after: &[Found] = match code {
            WRITE_DATA => &[Found::Id, Found::Key],
            WRITE_KEY_AND_DATA => &[Found::Id],
            _ => &[],
        };
        self.may_write(after, &[Writes::Records, Writes::Updates, Writes::Everything])?;
        let record = self.record_to_update(code, with_key).await?;
        let from = if with_key { 0 } else { usize::from(record.shape.key) };
        let length = record.shape.length() - from;
        let announced = self.chain.domain.map_or(length, |domain| usize::from(domain.length));
        if announced != length || record.number == 0 {
            return Err(Cause::InvalidTrackFormat.into());
        }
        if record.shape.data == 0 {
            return Ok(END | DeviceStatus::UNIT_EXCEPTION);
        }
        let mut data = [0; BLOCK_BYTES];
        channel.receive(&mut data[..length]).await?;
        self.put(record, from, &data[..length]).await?;
        self.chain.at = At::Data(record.number);
        Ok(END)
    }

    /// Multitrack commands write the next record unless the device is behind a count; the others
    /// need that.
    async fn record_to_update(&mut self, code: u8, with_key: bool) -> Result<Record, Stop> {
        let ready = match self.chain.at {
            At::Count(number) => code & MULTITRACK == 0 || number > 0,
            At::Key(_) => !with_key,
            At::Index | At::Data(_) => false,
        };
        if ready {
            self.current(code, !with_key).await
        } else if code & MULTITRACK != 0 {
            self.next_count(code, false).await
        } else {
            Err(Cause::InvalidSequence.into())
        }
    }

    /// Writes R0, which on every track is 8 zeros.
    pub(crate) async fn write_record_zero<S: Subchannel>(
        &mut self,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        self.may_write(&[Found::HomeAddress], &[Writes::Everything])?;
        if self.chain.at != At::Index {
            return Err(Cause::InvalidSequence.into());
        }
        let count: Count = parameters(channel).await?;
        let mut data = [0; R0.length()];
        channel.receive(&mut data).await?;
        let expected = self.count(Record { number: 0, shape: R0 });
        if count != expected || data != [0; R0.length()] {
            return Err(Cause::InvalidTrackFormat.into());
        }
        self.chain.at = At::Data(0);
        self.note_written();
        Ok(END)
    }

    /// Writes a record anew, behind the one that the device is at or as the first of the next
    /// track.
    pub(crate) async fn format<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        let allowed = [Writes::Records, Writes::Everything];
        self.may_write(&[Found::Id, Found::Key, Found::Written], &allowed)?;
        if code == WRITE_COUNT_KEY_AND_DATA_NEXT_TRACK {
            self.next_track_to_format()?;
        }
        if self.chain.at == At::Index {
            return Err(Cause::InvalidSequence.into());
        }
        let count: Count = parameters(channel).await?;
        let shape = Shape { key: count.key_length, data: count.data_length.get() };
        let record = Record { number: self.chain.at.next(), shape };
        let layout = self.layout().await?.format(self.chain.track, record.number, shape);
        let Some(layout) = layout.filter(|_| count == self.count(record)) else {
            return Err(Cause::InvalidTrackFormat.into());
        };
        let mut block = [0; BLOCK_BYTES];
        channel.receive(&mut block[..shape.length()]).await?;
        let previous = self.chain.layout.replace(layout);
        self.put_anew(record, block).await?;
        if record.number == 1 && (self.chain.track == 0 || previous != Some(layout)) {
            self.tell_layout().await?;
        }
        self.chain.at = At::Data(record.number);
        self.note_written();
        Ok(END)
    }

    fn next_track_to_format(&mut self) -> Result<(), Cause> {
        let chained = matches!(
            self.chain.previous,
            Some(WRITE_COUNT_KEY_AND_DATA | WRITE_COUNT_KEY_AND_DATA_NEXT_TRACK)
        );
        if self.chain.domain.is_none() || !chained {
            return Err(Cause::InvalidSequence);
        }
        self.next_track()?;
        self.chain.at = At::Data(0);
        Ok(())
    }

    /// Whether the chain may write now: LOCATE RECORD said so, or one of `after` came before.
    fn may_write(&self, after: &[Found], allowed: &[Writes]) -> Result<(), Cause> {
        if self.read_only {
            return Err(Cause::WriteInhibited);
        }
        let prepared = self.chain.domain.is_some() || after.contains(&self.chain.found);
        let permitted = allowed.contains(&self.chain.mask.writes());
        if prepared && permitted { Ok(()) } else { Err(Cause::InvalidSequence) }
    }

    /// Outside a domain another record may be written behind this one.
    fn note_written(&mut self) {
        if self.chain.domain.is_none() {
            self.chain.found = Found::Written;
        }
    }

    /// Puts `data` into a record from byte `from` of its key and data.
    async fn put(&self, record: Record, from: usize, data: &[u8]) -> Result<(), Stop> {
        let number = self.block_of(record).ok_or(Cause::InvalidTrackFormat)?;
        let mut block = [0; BLOCK_BYTES];
        if data.len() < BLOCK_BYTES {
            self.read_block(number, &mut block).await?;
        }
        block[from..from + data.len()].copy_from_slice(data);
        self.write_telling(number, &mut block).await
    }

    /// Puts a record where there was another or none.
    async fn put_anew(&self, record: Record, mut block: Block) -> Result<(), Stop> {
        let number = self.block_of(record).ok_or(Cause::InvalidTrackFormat)?;
        self.write_telling(number, &mut block).await
    }

    /// Writes a block; block 2 goes on telling the layout.
    async fn write_telling(&self, number: u32, block: &mut Block) -> Result<(), Stop> {
        if let (LAYOUT_BLOCK, Some(layout)) = (number, self.chain.layout) {
            layout.tell(block);
        }
        self.write_block(number, block).await
    }

    /// The layout is another one. R1 of track 0 written anew erases record 3, the label; R1 of
    /// track 1 does not.
    async fn tell_layout(&mut self) -> Result<(), Stop> {
        let mut block = [0; BLOCK_BYTES];
        if self.chain.track != 0 {
            self.read_block(LAYOUT_BLOCK, &mut block).await?;
        }
        self.write_telling(LAYOUT_BLOCK, &mut block).await
    }
}
