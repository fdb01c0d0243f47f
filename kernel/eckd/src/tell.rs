//! Commands that tell what the device is, or make the subsystem tell something.

use channel::{Channel, Subchannel};
use formats::block::BlockDevice;
use zarch::DeviceStatus;
use zerocopy::IntoBytes;

use crate::characteristics::characteristics;
use crate::command::*;
use crate::configuration::Configuration;
use crate::device::{END, Eckd, Stop};
use crate::reservation::Reservation;
use crate::sense::Cause;
use crate::sense_id::ExtendedSenseId;
use crate::subsystem::{self, FEATURE_CODES_BYTES, LONGEST_ORDER, Order};

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    pub(crate) async fn tell<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        let cylinders = self.cylinders();
        match code {
            SENSE => channel.send(self.take_sense().as_bytes()).await?,
            SENSE_ID => channel.send(ExtendedSenseId::new(cylinders).as_bytes()).await?,
            READ_DEVICE_CHARACTERISTICS => {
                channel.send(characteristics(cylinders).as_bytes()).await?;
            }
            READ_CONFIGURATION_DATA => {
                let data = Configuration::new(&self.identity, cylinders);
                channel.send(data.as_bytes()).await?;
            }
            PERFORM_SUBSYSTEM_FUNCTION => self.perform_order(channel).await?,
            _ => {
                if !core::mem::take(&mut self.chain.prepared) {
                    return Err(Cause::InvalidSequence.into());
                }
                channel.send(&[0; FEATURE_CODES_BYTES]).await?;
            }
        }
        Ok(END)
    }

    async fn perform_order<S: Subchannel>(
        &mut self,
        channel: &mut Channel<'_, S>,
    ) -> Result<(), Stop> {
        let mut order = [0; LONGEST_ORDER];
        let (code, rest) = order.split_at_mut(1);
        let got = channel.receive(code).await?;
        let length = subsystem::length(code[0]);
        let got = got + channel.receive(&mut rest[..length - 1]).await?;
        if got < length {
            return Err(Cause::CountTooSmall.into());
        }
        match Order::from_bytes(&order[..length])? {
            Order::PrepareFeatureCodes => self.chain.prepared = true,
            Order::SetSubsystemCharacteristics => {}
        }
        Ok(())
    }
}
