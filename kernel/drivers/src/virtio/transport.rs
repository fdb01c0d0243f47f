//! The channel commands that bring a virtio device up (4.3.1, 4.3.2).

use machine::channel;
use zarch::SubchannelId;
use zarch::virtio::{FeatureDescriptor, QueueConfig, QueueInfo, RevisionInfo, command, status};
use zerocopy::{FromBytes, Immutable, IntoBytes, big_endian as be, little_endian as le};

use crate::subchannel::{ChannelError, Command, DATA, Subchannel};
use crate::virtio::Queue;

/// Bytes that the transport's own commands need.
const OPERAND_BYTES: usize = 256;
/// Where the device sets a bit for each queue that has something, and one for its configuration.
const INDICATORS: usize = DATA + 256;
const CONFIG_INDICATORS: usize = DATA + 264;
const REGION_BYTES: usize = 512;

/// A virtio device on its subchannel.
#[derive(Debug)]
pub struct Transport {
    subchannel: Subchannel,
}

impl Transport {
    /// Resets the device, agrees on revision 1 and on those of `wanted` features that it offers;
    /// answers what was agreed on of the first word. VERSION_1 is always asked for.
    pub async fn bring_up(id: SubchannelId, wanted: u32) -> Result<(Self, u32), ChannelError> {
        let mut transport = Self { subchannel: Subchannel::enable(id, REGION_BYTES)? };
        let revision = RevisionInfo { revision: be::U16::new(1), length: be::U16::ZERO };
        transport.write(command::SET_VIRTIO_REV, &revision).await?;
        transport.reset().await?;
        transport.set_status(status::ACKNOWLEDGE).await?;
        transport.set_status(status::ACKNOWLEDGE | status::DRIVER).await?;
        let agreed = transport.features(0).await? & wanted;
        transport.set_features(0, agreed).await?;
        transport.set_features(1, zarch::virtio::VERSION_1).await?;
        transport.set_status(status::ACKNOWLEDGE | status::DRIVER | status::FEATURES_OK).await?;
        Ok((transport, agreed))
    }

    /// Resets the device and disables its subchannel, which takes the agreement on a revision back.
    pub async fn release(mut self) -> Result<(), ChannelError> {
        self.reset().await?;
        self.subchannel.disable()
    }

    /// Resets the device: it forgets its queues and indicators.
    async fn reset(&mut self) -> Result<(), ChannelError> {
        self.subchannel.run(&[Command::up_to(command::VDEV_RESET, DATA, 0)]).await.map(drop)
    }

    /// Tells the device where its indicators are, and that the driver is ready.
    pub async fn ready(&mut self) -> Result<(), ChannelError> {
        for (command, offset) in
            [(command::SET_IND, INDICATORS), (command::SET_CONF_IND, CONFIG_INDICATORS)]
        {
            let address = self.subchannel.region().address(offset, 8).get();
            self.write(command, &be::U64::new(u64::from(address))).await?;
        }
        let all = status::ACKNOWLEDGE | status::DRIVER | status::FEATURES_OK | status::DRIVER_OK;
        self.set_status(all).await
    }

    /// Sets up queue `index` with at most `size` descriptors.
    pub async fn queue(&mut self, index: u16, size: u16) -> Result<Queue, ChannelError> {
        self.subchannel.region().put(DATA, &be::U16::new(index));
        let length = size_of::<QueueConfig>() as u16;
        self.subchannel.run(&[Command::new(command::READ_VQ_CONF, DATA, length)]).await?;
        let config: QueueConfig = self.subchannel.region().get(DATA);
        let size = config.maximum.get().min(size);
        let queue =
            Queue::new(index, size, self.subchannel.id()).ok_or(ChannelError::NotOperational)?;
        let [descriptors, available, used] = queue.addresses();
        let info = QueueInfo::new(index, size, descriptors, available, used);
        self.write(command::SET_VQ, &info).await?;
        Ok(queue)
    }

    /// Reads the device's configuration.
    pub async fn config<T>(&mut self) -> Result<T, ChannelError>
    where
        T: FromBytes + IntoBytes + Immutable,
    {
        let length = size_of::<T>();
        assert!(length <= OPERAND_BYTES);
        self.subchannel.run(&[Command::up_to(command::READ_CONF, DATA, length as u16)]).await?;
        Ok(self.subchannel.region().get(DATA))
    }

    /// The device's subchannel.
    pub fn id(&self) -> SubchannelId {
        self.subchannel.id()
    }

    /// Counts the device's interruptions.
    pub fn interruption(&self) -> &'static executor::Event {
        self.subchannel.interruption()
    }

    /// Takes the status of an interruption away, so that the next one can come.
    pub fn acknowledge(&self) {
        let _ = channel::test(self.id());
    }

    async fn features(&mut self, index: u8) -> Result<u32, ChannelError> {
        self.subchannel.region().put(DATA, &FeatureDescriptor { features: le::U32::ZERO, index });
        let length = size_of::<FeatureDescriptor>() as u16;
        self.subchannel.run(&[Command::new(command::READ_FEAT, DATA, length)]).await?;
        Ok(self.subchannel.region().get::<FeatureDescriptor>(DATA).features.get())
    }

    async fn set_features(&mut self, index: u8, bits: u32) -> Result<(), ChannelError> {
        self.write(command::WRITE_FEAT, &FeatureDescriptor { features: le::U32::new(bits), index })
            .await
    }

    async fn set_status(&mut self, bits: u8) -> Result<(), ChannelError> {
        self.write(command::WRITE_STATUS, &[bits]).await
    }

    async fn write<T>(&mut self, code: u8, operand: &T) -> Result<(), ChannelError>
    where
        T: IntoBytes + Immutable,
    {
        self.subchannel.region().put(DATA, operand);
        self.subchannel.run(&[Command::new(code, DATA, size_of::<T>() as u16)]).await.map(drop)
    }
}
