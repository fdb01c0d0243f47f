//! Commands that read records (GA32-0274, "Read Commands").

use channel::{Channel, Subchannel};
use formats::block::BlockDevice;
use zarch::DeviceStatus;
use zarch::eckd::Operation;
use zerocopy::IntoBytes;

use crate::chain::At;
use crate::command::*;
use crate::device::{END, Eckd, Stop};
use crate::geometry::address_of;
use crate::position::Record;
use crate::reservation::Reservation;
use crate::sense::Cause;

/// What follows the last record of a track.
const END_OF_TRACK: [u8; 8] = [0xFF; 8];

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    pub(crate) async fn read<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        self.positioned()?;
        match code & !MULTITRACK {
            READ_HOME_ADDRESS => self.read_home_address(code, channel).await,
            READ_RECORD_ZERO => {
                self.begin_of_track(code)?;
                let record = self.next_count(code, true).await?;
                self.send_record(record, channel).await
            }
            READ_COUNT => {
                let record = self.next_count(code, false).await?;
                channel.send(self.count(record).as_bytes()).await?;
                Ok(END)
            }
            READ_COUNT_KEY_AND_DATA => {
                let record = self.next_count(code, false).await?;
                self.send_record(record, channel).await
            }
            READ_KEY_AND_DATA => {
                let record = self.current(code, false).await?;
                self.send_contents(record, 0, channel).await
            }
            _ => {
                let record = self.current(code, true).await?;
                self.send_contents(record, usize::from(record.shape.key), channel).await
            }
        }
    }

    /// Goes to the begin of the track; outside a domain a multitrack command means the next one.
    pub(crate) fn begin_of_track(&mut self, code: u8) -> Result<(), Cause> {
        if code & MULTITRACK != 0 && self.chain.domain.is_none() {
            self.next_track()?;
        }
        self.chain.at = At::Index;
        Ok(())
    }

    /// Flag and CCHH.
    async fn read_home_address<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        self.begin_of_track(code)?;
        channel.send(&[0]).await?;
        channel.send(address_of(self.chain.track).as_bytes()).await?;
        Ok(END)
    }

    /// Sends count, key and data of a record.
    async fn send_record<S: Subchannel>(
        &mut self,
        record: Record,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        channel.send(self.count(record).as_bytes()).await?;
        self.send_contents(record, 0, channel).await
    }

    /// Sends key and data of a record from `from` on. A record without data ends a file.
    async fn send_contents<S: Subchannel>(
        &mut self,
        record: Record,
        from: usize,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        let block = self.contents(record).await?;
        channel.send(&block[from..record.shape.length()]).await?;
        self.chain.at = At::Data(record.number);
        let end_of_file = record.shape.data == 0;
        Ok(if end_of_file { END | DeviceStatus::UNIT_EXCEPTION } else { END })
    }

    /// Reads the data of R1 of track 0, and lets the chain go where it likes.
    pub(crate) async fn read_ipl<S: Subchannel>(
        &mut self,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        if self.chain.extent_defined || self.chain.mask_set {
            return Err(Cause::InvalidSequence.into());
        }
        (self.chain.ipl, self.chain.positioned) = (true, true);
        (self.chain.track, self.chain.at) = (0, At::Index);
        let record = self.next_count(READ_IPL, false).await?;
        self.send_contents(record, usize::from(record.shape.key), channel).await
    }

    /// Reads a whole track with R0 and what marks its end.
    pub(crate) async fn read_track<S: Subchannel>(
        &mut self,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        let domain = self.chain.domain.ok_or(Cause::InvalidSequence)?;
        debug_assert_eq!(domain.operation, Operation::ReadTracks, "no other domain admits it");
        if self.chain.previous == Some(READ_TRACK) {
            self.next_track()?;
        }
        self.chain.at = At::Index;
        self.send_rest(0, channel).await?;
        channel.send(&END_OF_TRACK).await?;
        Ok(END)
    }

    /// Reads what follows on the track.
    pub(crate) async fn read_multiple<S: Subchannel>(
        &mut self,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        self.positioned()?;
        channel.send(&[]).await?;
        self.send_rest(1, channel).await?;
        Ok(END)
    }

    /// Sends the records behind the device, from `first` at the earliest.
    async fn send_rest<S: Subchannel>(
        &mut self,
        first: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<(), Stop> {
        let format = self.track_format(self.chain.track).await?;
        let mut number = self.chain.at.next().max(first);
        while let Some(shape) = format.record(number) {
            self.send_record(Record { number, shape }, channel).await?;
            number += 1;
        }
        Ok(())
    }
}
