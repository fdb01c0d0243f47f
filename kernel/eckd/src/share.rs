//! Commands that say who uses the device: path groups and reservations.

use channel::{Channel, Subchannel};
use formats::block::BlockDevice;
use zarch::DeviceStatus;
use zerocopy::IntoBytes;

use crate::command::*;
use crate::device::{END, Eckd, Stop};
use crate::direct::parameters;
use crate::path_group::PathGroupId;
use crate::reservation::Reservation;
use crate::sense::Cause;

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    pub(crate) async fn share<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        let chain = &self.chain;
        let allowed = match code {
            DEVICE_RELEASE => !(chain.extent_defined || chain.mask_set || chain.ipl),
            _ => chain.previous.is_none(),
        };
        if !allowed {
            return Err(Cause::InvalidSequence.into());
        }
        match code {
            SENSE_PATH_GROUP_ID => {
                let group = self.path_group.sense(self.reservation.reserved());
                channel.send(group.as_bytes()).await?;
                return Ok(END);
            }
            SET_PATH_GROUP_ID => {
                let request: PathGroupId = parameters(channel).await?;
                self.path_group = self.path_group.set(&request)?;
                return Ok(END);
            }
            DEVICE_RESERVE => self.reservation.reserve().await,
            DEVICE_RELEASE => self.reservation.release(),
            _ => self.reservation.take(),
        }
        channel.send(self.take_sense().as_bytes()).await?;
        Ok(END)
    }
}
