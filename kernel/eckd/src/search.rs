//! Commands that look for a record (GA32-0274, "Search Commands"): one that finds it ends with
//! status modifier, which skips the TIC that would search on.

use channel::{Channel, Subchannel};
use formats::block::BlockDevice;
use zarch::DeviceStatus;
use zerocopy::IntoBytes;

use crate::chain::{At, Found};
use crate::command::*;
use crate::device::{END, Eckd, Stop};
use crate::geometry::address_of;
use crate::reservation::Reservation;

/// What a command code looks for: an equal value, a higher one.
const EQUAL: u8 = 0x20;
const HIGH: u8 = 0x40;
/// CCHHR of a count.
const ID_BYTES: usize = 5;
/// Longest key.
const LONGEST_KEY: usize = 255;

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    pub(crate) async fn search<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        self.positioned()?;
        match code & !MULTITRACK {
            SEARCH_HOME_ADDRESS_EQUAL => {
                self.begin_of_track(code)?;
                let address = address_of(self.chain.track);
                self.compare(code, address.as_bytes(), Found::HomeAddress, channel).await
            }
            SEARCH_ID_EQUAL | SEARCH_ID_HIGH | SEARCH_ID_EQUAL_OR_HIGH => {
                let record = self.next_count(code, true).await?;
                let count = self.count(record);
                self.compare(code, &count.as_bytes()[..ID_BYTES], Found::Id, channel).await
            }
            _ => {
                let record = self.current(code, false).await?;
                let block = self.contents(record).await?;
                let key = &block[..usize::from(record.shape.key)];
                self.chain.at = At::Key(record.number);
                self.compare(code, key, Found::Key, channel).await
            }
        }
    }

    /// Compares what the device has with as much as the channel gives.
    async fn compare<S: Subchannel>(
        &mut self,
        code: u8,
        value: &[u8],
        found: Found,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        let mut argument = [0; LONGEST_KEY];
        let argument = &mut argument[..value.len()];
        let got = channel.receive(argument).await?;
        let (value, argument) = (&value[..got], &argument[..got]);
        let equal = value == argument;
        if equal && got == value.len() && code & HIGH == 0 {
            self.chain.found = found;
        }
        let matches =
            got > 0 && ((code & EQUAL != 0 && equal) || (code & HIGH != 0 && value > argument));
        Ok(if matches { END | DeviceStatus::STATUS_MODIFIER } else { END })
    }
}
