//! Commands that say where on the volume the chain works, and what it may do there.

use channel::{Channel, Subchannel};
use formats::block::BlockDevice;
use zarch::DeviceStatus;
use zarch::eckd::{DefineExtent, LocateRecord, Orientation, TrackAddress};
use zerocopy::big_endian::U16;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::chain::{At, Domain};
use crate::characteristics::SECTORS;
use crate::command::*;
use crate::device::{END, Eckd, Stop};
use crate::extent::{self, FileMask};
use crate::geometry::track_at;
use crate::locate_record_extended::LocateRecordExtended;
use crate::located::{Located, writes};
use crate::reservation::Reservation;
use crate::sense::Cause;
use formats::geometry::TRACKS_PER_CYLINDER;

/// BBCCHH (GA32-0274, "Seek").
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct SeekAddress {
    bin: U16,
    track: TrackAddress,
}
const _: () = assert!(size_of::<SeekAddress>() == 6);

/// Receives the parameters of a command.
pub(crate) async fn parameters<T, S>(channel: &mut Channel<'_, S>) -> Result<T, Stop>
where
    T: FromBytes + IntoBytes,
    S: Subchannel,
{
    let mut parameters = T::new_zeroed();
    let got = channel.receive(parameters.as_mut_bytes()).await?;
    if got < size_of::<T>() { Err(Cause::CountTooSmall.into()) } else { Ok(parameters) }
}

impl<D: BlockDevice, R: Reservation> Eckd<D, R> {
    pub(crate) async fn direct<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<DeviceStatus, Stop> {
        match code {
            SET_FILE_MASK => self.set_file_mask(channel).await?,
            SET_SECTOR => {
                self.positioned()?;
                let [sector]: [u8; 1] = parameters(channel).await?;
                if sector >= SECTORS && sector != u8::MAX {
                    return Err(Cause::InvalidParameter.into());
                }
            }
            READ_SECTOR => channel.send(&[0]).await?,
            DEFINE_EXTENT => self.define_extent(channel).await?,
            LOCATE_RECORD => {
                let locate: LocateRecord = parameters(channel).await?;
                self.locate(&locate).await?;
            }
            LOCATE_RECORD_EXTENDED => {
                let locate: LocateRecordExtended = parameters(channel).await?;
                self.locate(&locate.plain()?).await?;
            }
            _ => self.seek(code, channel).await?,
        }
        Ok(END)
    }

    /// Records are read and looked for only on a track that the chain has chosen.
    pub(crate) fn positioned(&self) -> Result<(), Cause> {
        if self.chain.positioned { Ok(()) } else { Err(Cause::InvalidSequence) }
    }

    async fn set_file_mask<S: Subchannel>(
        &mut self,
        channel: &mut Channel<'_, S>,
    ) -> Result<(), Stop> {
        if self.chain.extent_defined || self.chain.mask_set {
            return Err(Cause::InvalidSequence.into());
        }
        let [mask]: [u8; 1] = parameters(channel).await?;
        self.chain.mask = FileMask::checked(mask)?;
        self.chain.mask_set = true;
        Ok(())
    }

    async fn define_extent<S: Subchannel>(
        &mut self,
        channel: &mut Channel<'_, S>,
    ) -> Result<(), Stop> {
        let chain = &self.chain;
        if chain.extent_defined || chain.mask_set || chain.ipl {
            return Err(Cause::InvalidSequence.into());
        }
        let define: DefineExtent = parameters(channel).await?;
        if extent::has_extended_parameters(&define) {
            let _time_stamp: [u8; 16] = parameters(channel).await?;
        }
        (self.chain.mask, self.chain.extent) = extent::checked(&define, self.tracks)?;
        self.chain.extent_defined = true;
        Ok(())
    }

    async fn locate(&mut self, locate: &LocateRecord) -> Result<(), Stop> {
        if !(self.chain.extent_defined || self.chain.ipl) {
            return Err(Cause::InvalidSequence.into());
        }
        let located = Located::checked(locate, &self.chain.extent, self.tracks)?;
        if writes(located.operation) && self.read_only {
            return Err(Cause::WriteInhibited.into());
        }
        self.go_to(located.track);
        let missing = Cause::NoRecordFound;
        let format = self.track_format(located.track).await?;
        let record = located.record.filter(|record| format.record(*record).is_some());
        self.chain.at = match located.orientation {
            Orientation::Index => At::Index,
            Orientation::HomeAddress => located.record.map(|_| At::Index).ok_or(missing)?,
            Orientation::Count => At::Count(record.ok_or(missing)?),
            Orientation::Data => At::Data(record.ok_or(missing)?),
        };
        self.chain.domain = Domain::new(&located);
        Ok(())
    }

    async fn seek<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> Result<(), Stop> {
        let most = match code {
            SEEK => 0,
            SEEK_CYLINDER => 1,
            _ => 2,
        };
        if code == SEEK_HEAD {
            self.positioned()?;
        }
        if self.chain.mask.seeks() > most {
            return Err(Cause::FileProtected.into());
        }
        let address: SeekAddress = parameters(channel).await?;
        let track = track_at(address.track).map(|track| match code {
            SEEK_HEAD => {
                self.chain.track - self.chain.track % TRACKS_PER_CYLINDER
                    + track % TRACKS_PER_CYLINDER
            }
            _ => track,
        });
        let track = track.filter(|track| *track < self.tracks && address.bin.get() == 0);
        let track = track.ok_or(Cause::InvalidParameter)?;
        if !self.chain.extent.contains(track) {
            return Err(Cause::FileProtected.into());
        }
        self.go_to(track);
        Ok(())
    }

    fn go_to(&mut self, track: u32) {
        (self.chain.track, self.chain.at, self.chain.positioned) = (track, At::Index, true);
    }
}
