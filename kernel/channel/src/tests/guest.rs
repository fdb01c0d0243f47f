//! A guest with 256 KiB of storage and a device that shows what the channel does with it.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::LazyLock;
use std::task::Poll;

use embassy_futures::poll_once;
use zarch::{Ccw0, Ccw1, CcwFlags, DeviceStatus, SubchannelStatus};
use zerocopy::IntoBytes;

use crate::*;

pub const STORAGE: usize = 256 * 1024;
/// Where programs stand.
pub const PROGRAM: u32 = 0x1000;
/// Where data stand, and a second place for them.
pub const DATA: u32 = 0x8000;
pub const MORE: u32 = 0xA000;

pub const CD: CcwFlags = CcwFlags::CHAIN_DATA;
pub const CC: CcwFlags = CcwFlags::CHAIN_COMMAND;
pub const SLI: CcwFlags = CcwFlags::SUPPRESS_LENGTH;
pub const SKIP: CcwFlags = CcwFlags::SKIP;
pub const PCI: CcwFlags = CcwFlags::PROGRAM_CONTROLLED_INTERRUPTION;
pub const IDA: CcwFlags = CcwFlags::INDIRECT;
pub const S: CcwFlags = CcwFlags::SUSPEND;
pub const MIDA: CcwFlags = CcwFlags::MODIFIED_INDIRECT;
pub const NONE: CcwFlags = CcwFlags::empty();

pub const END: DeviceStatus = DeviceStatus::CHANNEL_END.union(DeviceStatus::DEVICE_END);
pub const FINE: SubchannelStatus = SubchannelStatus::empty();
pub const WRONG_LENGTH: SubchannelStatus = SubchannelStatus::INCORRECT_LENGTH;
pub const PROGRAM_CHECK: SubchannelStatus = SubchannelStatus::PROGRAM_CHECK;
pub const PROTECTION_CHECK: SubchannelStatus = SubchannelStatus::PROTECTION_CHECK;

/// Storage before anything is put there: each byte tells its address.
static FRESH: LazyLock<Vec<u8>> = LazyLock::new(|| (0..STORAGE).map(|n| n as u8).collect());

pub struct Guest {
    pub storage: RefCell<Vec<u8>>,
    /// Key of each page, and whether it protects from fetching.
    pub keys: RefCell<Vec<(u8, bool)>>,
    /// Where the channel stored.
    pub stored: RefCell<Vec<Range<u64>>>,
    pub interruptions: RefCell<Vec<Intermediate>>,
    pub suspensions: RefCell<Vec<Intermediate>>,
    /// How many pauses a program may have before it is given up.
    pub pauses: Cell<u32>,
}

impl Guest {
    pub fn new() -> Self {
        Self {
            storage: RefCell::new(FRESH.clone()),
            keys: RefCell::new(vec![(0, false); STORAGE / 4096]),
            stored: RefCell::default(),
            interruptions: RefCell::default(),
            suspensions: RefCell::default(),
            pauses: Cell::new(100),
        }
    }

    pub fn put(&self, address: u32, bytes: &[u8]) {
        let address = address as usize;
        self.storage.borrow_mut()[address..address + bytes.len()].copy_from_slice(bytes);
    }

    pub fn get(&self, address: u32, length: usize) -> Vec<u8> {
        self.storage.borrow()[address as usize..][..length].to_vec()
    }

    /// Runs the program; none if it does not end.
    pub fn run_as(&self, device: &mut Toy, program: &Program) -> Option<Ending> {
        match poll_once(run(self, device, program)) {
            Poll::Ready(ending) => Some(ending),
            Poll::Pending => None,
        }
    }

    /// Runs format-1 CCWs.
    pub fn run(&self, device: &mut Toy, ccws: &[Ccw1]) -> Ending {
        self.put(PROGRAM, ccws.as_bytes());
        self.run_as(device, &program()).expect("the program ends")
    }

    /// Runs format-0 CCWs.
    pub fn run_0(&self, device: &mut Toy, ccws: &[Ccw0]) -> Ending {
        self.put(PROGRAM, ccws.as_bytes());
        let program = Program { ccws: CcwFormat::Format0, ..program() };
        self.run_as(device, &program).expect("the program ends")
    }

    fn place(&self, address: u64, length: usize) -> Result<Range<usize>, StorageFault> {
        assert!(address % 4096 + length as u64 <= 4096, "{length} bytes at {address:X}");
        let start = usize::try_from(address).map_err(|_| StorageFault::Addressing)?;
        let end = start.checked_add(length).ok_or(StorageFault::Addressing)?;
        if end > STORAGE { Err(StorageFault::Addressing) } else { Ok(start..end) }
    }

    fn matches(&self, address: u64, key: u8, store: bool) -> Result<(), StorageFault> {
        let (page, fetch_protected) = self.keys.borrow()[address as usize / 4096];
        let open = key == 0 || key == page || !(store || fetch_protected);
        if open { Ok(()) } else { Err(StorageFault::Protection) }
    }
}

/// A program at [`PROGRAM`] of format-1 CCWs and 64-bit IDAWs with key 0, as Linux has them.
pub fn program() -> Program {
    Program {
        address: PROGRAM,
        key: 0,
        ccws: CcwFormat::Format1,
        idaws: IdawFormat::Format2,
        suspend: true,
        length_suppression: false,
    }
}

pub fn ccw(command: u8, flags: CcwFlags, count: u16, address: u32) -> Ccw1 {
    Ccw1::new(command, flags, count, address)
}

/// How a program ended, its CCW address as the number of CCWs of [`PROGRAM`] before it.
pub fn ended(ending: Ending) -> (DeviceStatus, SubchannelStatus, u32, u16) {
    let ccws = ending.ccw_address.wrapping_sub(PROGRAM) / 8;
    (ending.device_status, ending.subchannel_status, ccws, ending.count)
}

impl GuestStorage for Guest {
    async fn fetch(&self, address: u64, key: u8, bytes: &mut [u8]) -> Result<(), StorageFault> {
        let place = self.place(address, bytes.len())?;
        self.matches(address, key, false)?;
        bytes.copy_from_slice(&self.storage.borrow()[place]);
        Ok(())
    }

    async fn store(&self, address: u64, key: u8, bytes: &[u8]) -> Result<(), StorageFault> {
        let place = self.place(address, bytes.len())?;
        self.matches(address, key, true)?;
        self.storage.borrow_mut()[place].copy_from_slice(bytes);
        self.stored.borrow_mut().push(address..address + bytes.len() as u64);
        Ok(())
    }
}

impl Subchannel for Guest {
    type Storage = Self;

    fn storage(&self) -> &Self {
        self
    }

    fn program_controlled_interruption(&self, at: Intermediate) {
        self.interruptions.borrow_mut().push(at);
    }

    /// The guest takes the S flag away and resumes.
    async fn suspended(&self, at: Intermediate) {
        self.suspensions.borrow_mut().push(at);
        let flags = at.ccw_address as usize - 7;
        self.storage.borrow_mut()[flags] &= !S.bits();
    }

    async fn pause(&self) {
        let left = self.pauses.get();
        if left == 0 {
            core::future::pending::<()>().await;
        }
        self.pauses.set(left - 1);
    }
}

/// Writes and takes 10 bytes.
pub const WRITE: u8 = 0x01;
/// Reads 10 bytes of EE.
pub const READ: u8 = 0x02;
/// Control without data.
pub const NOP: u8 = 0x03;
/// Sense: 10 bytes.
pub const SENSE: u8 = 0x04;
/// Transfer in channel.
pub const TIC: u8 = 0x08;
/// Rejected.
pub const REJECTED: u8 = 0x0F;
/// Control without data, ends with status modifier.
pub const FOUND: u8 = 0x13;
/// Reads a record without data, ends with unit exception.
pub const READ_END: u8 = 0x22;
/// Reads 6 bytes, then meets an error.
pub const READ_BAD: u8 = 0x32;
/// Reads 20,000 bytes.
pub const READ_LONG: u8 = 0x42;

#[derive(Default)]
pub struct Toy {
    pub written: Vec<u8>,
    pub commands: Vec<u8>,
}

impl Device for Toy {
    fn begin(&mut self) {
        *self = Self::default();
    }

    async fn command<S: Subchannel>(
        &mut self,
        code: u8,
        data: &mut Channel<'_, S>,
    ) -> DeviceStatus {
        self.commands.push(code);
        match code {
            WRITE => {
                let mut record = [0; 10];
                if let Ok(length) = data.receive(&mut record).await {
                    self.written.extend(&record[..length]);
                }
                END
            }
            READ | SENSE => ended_with(data.send(&[0xEE; 10]).await, END),
            READ_LONG => ended_with(data.send(&[0xEE; 20_000]).await, END),
            READ_END => ended_with(data.send(&[]).await, END | DeviceStatus::UNIT_EXCEPTION),
            READ_BAD => ended_with(data.send(&[0xEE; 6]).await, END | DeviceStatus::UNIT_CHECK),
            NOP => END,
            FOUND => END | DeviceStatus::STATUS_MODIFIER,
            _ => END | DeviceStatus::UNIT_CHECK,
        }
    }
}

/// The status of a command that moved all its data, or was stopped.
fn ended_with(moved: Result<(), Terminated>, status: DeviceStatus) -> DeviceStatus {
    moved.map_or(END, |()| status)
}
