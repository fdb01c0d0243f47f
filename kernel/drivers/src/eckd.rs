//! A 3390 as a volume of 4 KiB blocks, by extended count-key-data channel programs.
//!
//! A block is a record (see [`formats::record`]). A chain is DEFINE EXTENT, LOCATE RECORD and one
//! transfer; a track that was never formatted reads as zeros and is formatted when it is written.

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;

use executor::{Mutex, sleep};
use formats::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use formats::geometry::{BLOCKS_PER_CYLINDER, BLOCKS_PER_TRACK, Cchhr, TRACKS_PER_CYLINDER};
use formats::record::Shape;
use zarch::eckd::{
    Count, DEVICE_TYPE_3390, DeviceCharacteristics, Domain, Recovery, Sense, TrackAddress,
    after_status,
};
use zarch::{SubchannelId, ccw};

use crate::subchannel::{ChannelError, Command, DATA, Subchannel};
use crate::trouble::{Trouble, Why};

/// How often a chain is started again before it is given up.
const RETRIES: u32 = 10;
/// How long a device that is busy or changes its state is left alone before the next try.
const PAUSE: Duration = Duration::from_secs(1);

/// Where in the region the parameters are, the counts of a track, and a record's key and data.
const DOMAIN: usize = DATA;
const COUNTS: usize = DATA + 64;
const RECORD: usize = DATA + 512;
const REGION_BYTES: usize = 512 + BLOCK_BYTES;

const RECORDS: u8 = BLOCKS_PER_TRACK as u8;
/// Records of track 0 that may have keys.
const KEYED: usize = 3;
const TRACK_0: TrackAddress = TrackAddress::new(0, 0);

/// A 3390; of several tasks one reads or writes at a time.
#[derive(Debug)]
pub struct Eckd {
    unit: Mutex<Unit>,
    number: u16,
    blocks: u32,
    read_only: AtomicBool,
}

impl Eckd {
    /// Asks the device how large it is and what records its first track has.
    pub async fn bring_up(id: SubchannelId) -> Result<Self, ChannelError> {
        let subchannel = Subchannel::enable(id, REGION_BYTES)?;
        let number = subchannel.device_number();
        let mut unit = Unit { subchannel, shapes: [Shape::BLOCK; KEYED] };
        let blocks = unit.cylinders().await? * BLOCKS_PER_CYLINDER;
        unit.learn_shapes().await?;
        Ok(Self { unit: Mutex::new(unit), number, blocks, read_only: AtomicBool::new(false) })
    }

    /// Disables the device's subchannel.
    pub fn release(self) -> Result<(), ChannelError> {
        self.unit.into_inner().subchannel.disable()
    }

    /// Whether the device refused a write.
    pub fn read_only(&self) -> bool {
        self.read_only.load(Ordering::Relaxed)
    }

    /// What the error means to whoever wanted the block; the operator is told more.
    fn failed(&self, block: u32, writing: bool, error: ChannelError) -> IoError {
        let recovery = recovery(&error);
        if recovery == Recovery::ReadOnly {
            self.read_only.store(true, Ordering::Relaxed);
            return IoError::ReadOnly;
        }
        self.note(block, writing, Why::Channel(error));
        match (&error, recovery) {
            (ChannelError::NotOperational | ChannelError::TimedOut, _)
            | (_, Recovery::NotReady | Recovery::RetryLater) => IoError::NotOperational,
            _ => IoError::Unreadable,
        }
    }

    fn note(&self, block: u32, writing: bool, why: Why) {
        Trouble { device: self.number, block, writing, why }.note();
    }
}

impl BlockDevice for Eckd {
    fn blocks(&self) -> u32 {
        self.blocks
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        if number >= self.blocks {
            return Err(IoError::OutOfRange);
        }
        let read = self.unit.lock().await.read(number, block).await;
        read.map_err(|error| self.failed(number, false, error))
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        if number >= self.blocks {
            return Err(IoError::OutOfRange);
        }
        let mut unit = self.unit.lock().await;
        let shape = unit.shape(number);
        if !shape.holds(block) {
            self.note(number, true, Why::ShortRecord(shape));
            return Err(IoError::Unreadable);
        }
        let written = unit.write(number, block).await;
        written.map_err(|error| self.failed(number, true, error))
    }
}

/// The device's subchannel with what is known of the volume.
#[derive(Debug)]
struct Unit {
    subchannel: Subchannel,
    /// Of the first records of track 0.
    shapes: [Shape; KEYED],
}

impl Unit {
    /// READ DEVICE CHARACTERISTICS: how many cylinders it has.
    async fn cylinders(&mut self) -> Result<u32, ChannelError> {
        let length = size_of::<DeviceCharacteristics>() as u16;
        let command = Command::up_to(ccw::READ_DEVICE_CHARACTERISTICS, RECORD, length);
        self.run(&[command]).await?;
        let device: DeviceCharacteristics = self.subchannel.region().get(RECORD);
        let tracks = u32::from(device.tracks_per_cylinder.get());
        let known = (device.device_type.get(), tracks) == (DEVICE_TYPE_3390, TRACKS_PER_CYLINDER);
        // What else calls itself a 3390 is none that CP could read.
        if known { Ok(device.cylinders()) } else { Err(ChannelError::NotOperational) }
    }

    /// Which records of track 0 have keys; none where it was never formatted.
    async fn learn_shapes(&mut self) -> Result<(), ChannelError> {
        match self.counts(TRACK_0, KEYED as u8).await {
            Ok(()) => {
                for (index, shape) in self.shapes.iter_mut().enumerate() {
                    let place = COUNTS + index * size_of::<Count>();
                    let count: Count = self.subchannel.region().get(place);
                    let found = Shape { key: count.key_length, data: count.data_length.get() };
                    let fits = found.data > 0 && found.length() <= BLOCK_BYTES;
                    if fits && usize::from(count.record) == index + 1 {
                        *shape = found;
                    }
                }
                Ok(())
            }
            Err(error) if recovery(&error) == Recovery::NoRecord => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The record that a block is.
    fn shape(&self, number: u32) -> Shape {
        self.shapes.get(number as usize).copied().unwrap_or(Shape::BLOCK)
    }

    async fn read(&mut self, number: u32, block: &mut Block) -> Result<(), ChannelError> {
        let ((track, record), shape) = (place(number), self.shape(number));
        let length = shape.length() as u16;
        let code = if shape.key == 0 { ccw::READ_DATA } else { ccw::READ_KEY_AND_DATA };
        block.fill(0);
        match self.chain(&Domain::read(track, record, length), code, length).await {
            Ok(()) => {
                self.subchannel.region().copy_out(RECORD, &mut block[..shape.length()]);
                Ok(())
            }
            Err(error) => self.must_be_blank(track, error).await,
        }
    }

    async fn write(&mut self, number: u32, block: &Block) -> Result<(), ChannelError> {
        let ((track, record), shape) = (place(number), self.shape(number));
        let length = shape.length() as u16;
        let code = if shape.key == 0 { ccw::WRITE_DATA } else { ccw::WRITE_KEY_AND_DATA };
        let domain = Domain::write(track, record, length);
        self.subchannel.region().copy_in(RECORD, &block[..shape.length()]);
        match self.chain(&domain, code, length).await {
            Ok(()) => Ok(()),
            Err(error) => {
                self.must_be_blank(track, error).await?;
                self.format(track).await?;
                self.chain(&domain, code, length).await
            }
        }
    }

    /// Ends well only if the error was that the record is not there as it should be, and if the track
    /// has none at all: one that has other records than blocks is neither read as zeros nor formatted.
    async fn must_be_blank(
        &mut self,
        track: TrackAddress,
        error: ChannelError,
    ) -> Result<(), ChannelError> {
        if recovery(&error) != Recovery::NoRecord {
            return Err(error);
        }
        match self.counts(track, 1).await {
            Ok(()) => {
                let count: Count = self.subchannel.region().get(COUNTS);
                // A track that was only initialised may have an end of file.
                let blank = count.key_length == 0 && count.data_length.get() == 0;
                if blank { Ok(()) } else { Err(error) }
            }
            Err(counts) if recovery(&counts) == Recovery::NoRecord => Ok(()),
            Err(counts) => Err(counts),
        }
    }

    /// Makes the records of a track, all zeros.
    async fn format(&mut self, track: TrackAddress) -> Result<(), ChannelError> {
        let length = BLOCK_BYTES as u16;
        let mut commands = [Command::up_to(0, 0, 0); 2 + RECORDS as usize];
        let [define, locate, records @ ..] = &mut commands;
        (*define, *locate) = self.locate(&Domain::format(track, RECORDS, length));
        for ((index, command), record) in records.iter_mut().enumerate().zip(1..) {
            let place = COUNTS + index * size_of::<Count>();
            self.subchannel.region().put(place, &Count::new(track, record, 0, length));
            let count = size_of::<Count>() as u16;
            *command = Command::up_to(ccw::WRITE_COUNT_KEY_AND_DATA, place, count);
        }
        self.run(&commands).await
    }

    /// Reads the counts of the first records of a track.
    async fn counts(&mut self, track: TrackAddress, records: u8) -> Result<(), ChannelError> {
        let mut commands = [Command::up_to(0, 0, 0); 2 + KEYED];
        let used = 2 + usize::from(records);
        let [define, locate, counts @ ..] = &mut commands;
        (*define, *locate) = self.locate(&Domain::read_counts(track, records));
        for (index, command) in counts.iter_mut().enumerate() {
            let count = size_of::<Count>();
            *command = Command::new(ccw::READ_COUNT, COUNTS + index * count, count as u16);
        }
        self.run(&commands[..used]).await
    }

    /// Runs one transfer of a record's key and data.
    async fn chain(&mut self, domain: &Domain, code: u8, length: u16) -> Result<(), ChannelError> {
        let (define, locate) = self.locate(domain);
        self.run(&[define, locate, Command::new(code, RECORD, length)]).await
    }

    /// DEFINE EXTENT and LOCATE RECORD with their parameters.
    fn locate(&mut self, domain: &Domain) -> (Command, Command) {
        self.subchannel.region().put(DOMAIN, domain);
        let length = size_of_val(&domain.define_extent);
        (
            Command::new(ccw::DEFINE_EXTENT, DOMAIN, length as u16),
            Command::new(ccw::LOCATE_RECORD, DOMAIN + length, length as u16),
        )
    }

    /// Runs a chain, again and again where that may help.
    async fn run(&mut self, commands: &[Command]) -> Result<(), ChannelError> {
        let mut retries = RETRIES;
        loop {
            let Err(error) = self.subchannel.run(commands).await else { return Ok(()) };
            match recovery(&error) {
                Recovery::Retry if retries > 0 => {}
                Recovery::RetryLater if retries > 0 => sleep(PAUSE).await,
                _ => return Err(error),
            }
            retries -= 1;
        }
    }
}

/// Track and record of a block.
fn place(number: u32) -> (TrackAddress, u8) {
    let place = Cchhr::of_block(number);
    (TrackAddress::new(place.cylinder as u16, place.head.into()), place.record)
}

/// What may help against an error.
fn recovery(error: &ChannelError) -> Recovery {
    match error {
        ChannelError::UnitCheck(sense) => Sense(*sense).recovery(),
        ChannelError::Status(scsw) => after_status(scsw),
        ChannelError::NotOperational | ChannelError::TimedOut => Recovery::Fail,
    }
}
