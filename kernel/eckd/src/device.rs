//! The virtual 3390.

use channel::{Channel, Device, Subchannel, Terminated};
use formats::block::{Block, BlockDevice, IoError};
use formats::geometry::{BLOCKS_PER_TRACK, TRACKS_PER_CYLINDER};
use zarch::DeviceStatus;

use crate::chain::Chain;
use crate::command::*;
use crate::configuration::Identity;
use crate::geometry::address_of;
use crate::path_group::PathGroup;
use crate::reservation::Reservation;
use crate::sense::{Cause, Place, Sense};

/// Channel end and device end: all went well.
pub(crate) const END: DeviceStatus = DeviceStatus::CHANNEL_END.union(DeviceStatus::DEVICE_END);

/// A 3390 of whole cylinders on a 3990, over 4 KiB blocks.
#[derive(Debug)]
pub struct Eckd<D, R> {
    pub(crate) device: D,
    pub(crate) reservation: R,
    pub(crate) identity: Identity,
    pub(crate) tracks: u32,
    pub(crate) read_only: bool,
    pub(crate) path_group: PathGroup,
    pub(crate) sense: Sense,
    pub(crate) chain: Chain,
}

/// Why a command ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Unit check.
    Check(Cause),
    /// The channel moves no more data.
    Terminated,
}

impl From<Cause> for Stop {
    fn from(cause: Cause) -> Self {
        Self::Check(cause)
    }
}

impl From<Terminated> for Stop {
    fn from(Terminated: Terminated) -> Self {
        Self::Terminated
    }
}

impl From<IoError> for Stop {
    fn from(error: IoError) -> Self {
        Self::Check(match error {
            IoError::Unreadable => Cause::DataCheck,
            IoError::ReadOnly => Cause::WriteInhibited,
            IoError::NotOperational | IoError::OutOfRange => Cause::EquipmentCheck,
        })
    }
}

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    /// The cylinders of `device`; none if it has not one whole cylinder.
    pub fn new(device: D, reservation: R, identity: Identity, read_only: bool) -> Option<Self> {
        let cylinders = device.blocks() / BLOCKS_PER_TRACK / TRACKS_PER_CYLINDER;
        let tracks = cylinders * TRACKS_PER_CYLINDER;
        (tracks > 0).then(|| Self {
            device,
            reservation,
            identity,
            tracks,
            read_only,
            path_group: PathGroup::default(),
            sense: Sense::none(identity.unit_address),
            chain: Chain::new(tracks),
        })
    }

    /// Its cylinders.
    pub const fn cylinders(&self) -> u32 {
        self.tracks / TRACKS_PER_CYLINDER
    }

    /// The path group, which moves with the guest.
    pub const fn path_group(&self) -> PathGroup {
        self.path_group
    }

    /// Puts the path in a group, as it was where the guest came from.
    pub fn set_path_group(&mut self, group: PathGroup) {
        self.path_group = group;
    }

    /// Takes what the last unit check was about: concurrent sense.
    pub fn take_sense(&mut self) -> Sense {
        core::mem::replace(&mut self.sense, Sense::none(self.identity.unit_address))
    }

    /// The device was reset: no group, no reservation, no sense.
    pub fn reset(&mut self) {
        self.path_group = PathGroup::default();
        self.reservation.release();
        self.take_sense();
    }

    async fn perform<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        self.admit(code).await?;
        self.chain.begin(code);
        let status = self.dispatch(code, channel).await?;
        self.chain.done(code);
        if self.chain.domain.is_some() && !channel.command_chaining() {
            return Err(Cause::IncompleteDomain.into());
        }
        Ok(status)
    }

    /// Whether a command may come now, whatever it is.
    async fn admit(&mut self, code: u8) -> Result<(), Stop> {
        let always = [SENSE, SENSE_ID, SENSE_PATH_GROUP_ID, UNCONDITIONAL_RESERVE];
        if self.chain.previous.is_none() && !always.contains(&code) {
            self.reservation.free().await;
            if self.reservation.lost() {
                return Err(Cause::ReservationLost.into());
            }
        }
        let outside = self.chain.domain.is_some_and(|domain| !domain.admits(code));
        let unread = self.chain.prepared && code != READ_SUBSYSTEM_DATA;
        if outside || unread { Err(Cause::InvalidSequence.into()) } else { Ok(()) }
    }

    async fn dispatch<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        match code {
            NO_OPERATION => Ok(END),
            SENSE
            | SENSE_ID
            | READ_DEVICE_CHARACTERISTICS
            | READ_CONFIGURATION_DATA
            | PERFORM_SUBSYSTEM_FUNCTION
            | READ_SUBSYSTEM_DATA => self.tell(code, channel).await,
            SENSE_PATH_GROUP_ID
            | SET_PATH_GROUP_ID
            | DEVICE_RESERVE
            | UNCONDITIONAL_RESERVE
            | DEVICE_RELEASE => self.share(code, channel).await,
            SEEK
            | SEEK_CYLINDER
            | SEEK_HEAD
            | SET_FILE_MASK
            | SET_SECTOR
            | READ_SECTOR
            | DEFINE_EXTENT
            | LOCATE_RECORD
            | LOCATE_RECORD_EXTENDED => self.direct(code, channel).await,
            READ_IPL => self.read_ipl(channel).await,
            READ_TRACK => self.read_track(channel).await,
            READ_MULTIPLE_COUNT_KEY_AND_DATA => self.read_multiple(channel).await,
            WRITE_DATA | WRITE_KEY_AND_DATA | WRITE_UPDATE_DATA | WRITE_UPDATE_KEY_AND_DATA => {
                self.update(code, channel).await
            }
            WRITE_RECORD_ZERO => self.write_record_zero(channel).await,
            WRITE_COUNT_KEY_AND_DATA | WRITE_COUNT_KEY_AND_DATA_NEXT_TRACK => {
                self.format(code, channel).await
            }
            _ => match code & !MULTITRACK {
                READ_DATA
                | READ_KEY_AND_DATA
                | READ_COUNT
                | READ_COUNT_KEY_AND_DATA
                | READ_RECORD_ZERO
                | READ_HOME_ADDRESS => self.read(code, channel).await,
                SEARCH_ID_EQUAL
                | SEARCH_ID_HIGH
                | SEARCH_ID_EQUAL_OR_HIGH
                | SEARCH_KEY_EQUAL
                | SEARCH_KEY_HIGH
                | SEARCH_KEY_EQUAL_OR_HIGH
                | SEARCH_HOME_ADDRESS_EQUAL => self.search(code, channel).await,
                _ => Err(Cause::InvalidCommand.into()),
            },
        }
    }

    /// The record that the device is at.
    fn place(&self) -> Place {
        let record = self.chain.at.next().saturating_sub(1);
        Place { track: address_of(self.chain.track), record }
    }

    pub(crate) async fn read_block(&self, number: u32, block: &mut Block) -> Result<(), Stop> {
        Ok(self.device.read(number, block).await?)
    }

    pub(crate) async fn write_block(&self, number: u32, block: &Block) -> Result<(), Stop> {
        Ok(self.device.write(number, block).await?)
    }
}

impl<D: BlockDevice, R: Reservation> Device for Eckd<D, R> {
    fn begin(&mut self) {
        self.chain = Chain::new(self.tracks);
    }

    async fn command<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> DeviceStatus {
        if code != SENSE {
            self.take_sense();
        }
        match self.perform(code, channel).await {
            Ok(status) => status,
            Err(Stop::Terminated) => END,
            Err(Stop::Check(cause)) => {
                self.sense = Sense::new(cause, self.identity.unit_address, self.place());
                END | DeviceStatus::UNIT_CHECK
            }
        }
    }
}
