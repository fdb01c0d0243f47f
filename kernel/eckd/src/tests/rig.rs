//! A guest with a virtual 3390 on blocks in storage.

use std::cell::{Cell, RefCell};

use channel::{Ending, GuestStorage, Intermediate, Program, StorageFault, Subchannel, run};
use embassy_futures::poll_once;
use formats::block::{Block, BlockDevice, IoError};
use formats::ebcdic::Field;
use formats::geometry::BLOCKS_PER_CYLINDER;
use zarch::{Ccw1, CcwFlags, DeviceStatus, Orb, SubchannelStatus};
use zerocopy::IntoBytes;

use crate::{Eckd, Identity, Sense, Unshared};

pub const CYLINDERS: u32 = 3;
pub const CC: CcwFlags = CcwFlags::CHAIN_COMMAND;
pub const SLI: CcwFlags = CcwFlags::SUPPRESS_LENGTH;
pub const END: DeviceStatus = DeviceStatus::CHANNEL_END.union(DeviceStatus::DEVICE_END);
pub const CHECK: DeviceStatus = END.union(DeviceStatus::UNIT_CHECK);
pub const FINE: SubchannelStatus = SubchannelStatus::empty();

const STORAGE: usize = 4 << 20;
const PROGRAM: u32 = 0x1_0000;
const DATA: u32 = 0x2_0000;

/// Blocks in storage.
pub struct Disk {
    pub blocks: RefCell<Vec<Block>>,
    /// What reads and writes end with, if not well.
    pub error: Cell<Option<IoError>>,
}

impl Disk {
    pub fn new() -> Self {
        let blocks = CYLINDERS * BLOCKS_PER_CYLINDER;
        Self {
            blocks: RefCell::new((0..blocks).map(|_| [0; 4096]).collect()),
            error: Cell::new(None),
        }
    }

    pub fn block(&self, number: u32) -> Block {
        self.blocks.borrow()[number as usize]
    }

    pub fn set(&self, number: u32, bytes: &[u8]) {
        self.blocks.borrow_mut()[number as usize][..bytes.len()].copy_from_slice(bytes);
    }
}

impl BlockDevice for Disk {
    fn blocks(&self) -> u32 {
        self.blocks.borrow().len() as u32
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        self.error.get().map_or(Ok(()), Err)?;
        *block = *self.blocks.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
        Ok(())
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        self.error.get().map_or(Ok(()), Err)?;
        let mut blocks = self.blocks.borrow_mut();
        *blocks.get_mut(number as usize).ok_or(IoError::OutOfRange)? = *block;
        Ok(())
    }
}

pub fn identity() -> Identity {
    Identity {
        manufacturer: Field::new("IBM").expect("short"),
        plant: Field::new("75").expect("short"),
        sequence: Field::new("000000VM2RES").expect("short"),
        subsystem: 0x8290,
        unit_address: 0x21,
        token: [7; 16],
    }
}

pub type Dasd<'a> = Eckd<&'a Disk, Unshared>;

pub fn dasd(disk: &Disk) -> Dasd<'_> {
    Eckd::new(disk, Unshared::default(), identity(), false).expect("whole cylinders")
}

/// The guest's storage.
pub struct Guest {
    storage: RefCell<Vec<u8>>,
    pauses: Cell<u32>,
}

impl Guest {
    pub fn new() -> Self {
        Self { storage: RefCell::new(vec![0; STORAGE]), pauses: Cell::new(4) }
    }

    pub fn put(&self, address: u32, bytes: &[u8]) {
        self.storage.borrow_mut()[address as usize..][..bytes.len()].copy_from_slice(bytes);
    }

    pub fn get(&self, address: u32, length: usize) -> Vec<u8> {
        self.storage.borrow()[address as usize..][..length].to_vec()
    }

    /// Runs a program; none if it does not end.
    pub fn run(&self, dasd: &mut Dasd<'_>, program: &Program) -> Option<Ending> {
        match poll_once(run(self, dasd, program)) {
            core::task::Poll::Ready(ending) => Some(ending),
            core::task::Poll::Pending => None,
        }
    }

    fn place(address: u64, length: usize) -> Result<core::ops::Range<usize>, StorageFault> {
        let start = usize::try_from(address).map_err(|_| StorageFault::Addressing)?;
        let end = start.checked_add(length).ok_or(StorageFault::Addressing)?;
        if end > STORAGE { Err(StorageFault::Addressing) } else { Ok(start..end) }
    }
}

impl GuestStorage for Guest {
    async fn fetch(&self, address: u64, _key: u8, bytes: &mut [u8]) -> Result<(), StorageFault> {
        bytes.copy_from_slice(&self.storage.borrow()[Self::place(address, bytes.len())?]);
        Ok(())
    }

    async fn store(&self, address: u64, _key: u8, bytes: &[u8]) -> Result<(), StorageFault> {
        self.storage.borrow_mut()[Self::place(address, bytes.len())?].copy_from_slice(bytes);
        Ok(())
    }
}

impl Subchannel for Guest {
    type Storage = Self;

    fn storage(&self) -> &Self {
        self
    }

    fn program_controlled_interruption(&self, _at: Intermediate) {}

    async fn suspended(&self, _at: Intermediate) {
        core::future::pending::<()>().await;
    }

    async fn pause(&self) {
        match self.pauses.get() {
            0 => core::future::pending::<()>().await,
            left => self.pauses.set(left - 1),
        }
    }
}

/// A chain of commands, each with an area of its own.
#[derive(Clone, Default)]
pub struct Chain {
    commands: Vec<(u8, CcwFlags, Vec<u8>, u16)>,
}

/// How a chain ended.
#[derive(Debug)]
pub struct Outcome {
    pub device: DeviceStatus,
    pub subchannel: SubchannelStatus,
    /// CCWs that were used.
    pub used: u32,
    pub residual: u16,
    /// The areas of the commands.
    pub areas: Vec<Vec<u8>>,
    /// Concurrent sense.
    pub sense: Sense,
}

impl Outcome {
    /// Whether all `used` CCWs ended well with nothing left.
    #[track_caller]
    pub fn fine(self) -> Vec<Vec<u8>> {
        let ended = (self.device, self.subchannel, self.used as usize, self.residual);
        assert_eq!(ended, (END, FINE, self.areas.len(), 0), "{self:?}");
        self.areas
    }

    /// Whether CCW `used` ended with unit check, and bytes 0, 1 and 7 of the sense data.
    #[track_caller]
    pub fn checked(&self, used: u32) -> (u8, u8, u8) {
        assert_eq!((self.device, self.used), (CHECK, used), "{self:?}");
        assert_eq!(self.sense.as_bytes()[27], 0x80);
        (self.sense.byte_0, self.sense.byte_1, self.sense.message)
    }
}

impl Chain {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a command that takes `data`.
    pub fn give(self, code: u8, data: &[u8]) -> Self {
        self.with(code, CcwFlags::empty(), data, data.len())
    }

    /// Adds a command that brings `count` bytes.
    pub fn take(self, code: u8, count: usize) -> Self {
        self.with(code, CcwFlags::empty(), &[], count)
    }

    /// Adds a command of its parts.
    pub fn with(mut self, code: u8, flags: CcwFlags, data: &[u8], count: usize) -> Self {
        let mut area = data.to_vec();
        area.resize(area.len().max(count), 0xAA);
        self.commands.push((code, flags, area, count as u16));
        self
    }

    pub fn and(mut self, more: Self) -> Self {
        self.commands.extend(more.commands);
        self
    }

    /// Runs the chain as a program of format 1.
    pub fn run(&self, dasd: &mut Dasd<'_>) -> Outcome {
        let guest = Guest::new();
        let mut address = DATA;
        let mut ccws = Vec::new();
        let mut places = Vec::new();
        for (n, (code, flags, area, count)) in self.commands.iter().enumerate() {
            let last = n + 1 == self.commands.len();
            let flags = if last { *flags } else { *flags | CC };
            guest.put(address, area);
            ccws.push(Ccw1::new(*code, flags, *count, address));
            places.push((address, area.len()));
            address += area.len().next_multiple_of(8) as u32;
        }
        guest.put(PROGRAM, ccws.as_bytes());
        let ending = guest.run(dasd, &Program::from(&Orb::new(PROGRAM))).expect("it ends");
        Outcome {
            device: ending.device_status,
            subchannel: ending.subchannel_status,
            used: (ending.ccw_address - PROGRAM) / 8,
            residual: ending.count,
            areas: places.into_iter().map(|(place, length)| guest.get(place, length)).collect(),
            sense: dasd.take_sense(),
        }
    }
}
