//! Subchannels: finding them, and running channel programs on them.

use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use executor::{Event, io_interruption, with_timeout};
use machine::channel::{self, ConditionCode};
use machine::dma::DmaRegion;
use machine::trace::put;
use trace::Kind;
use zarch::{Ccw1, CcwFlags, DeviceStatus, Irb, Orb, Scsw, SenseId, SubchannelId, ccw};
use zerocopy::big_endian::U64;

/// How long a channel program may take before the device is taken for dead.
const CHANNEL_PROGRAM_TIMEOUT: Duration = Duration::from_secs(20);
/// How long a device may take to tell what it is.
const SENSE_ID_TIMEOUT: Duration = Duration::from_secs(2);
/// Sense bytes that a message shows: those that ECKD devices define for all.
const SENSE_SHOWN: usize = 8;
/// Where in a device's region its channel program stands; data follow.
const PROGRAM: usize = 0;
/// Where in a device's region its data may begin.
pub const DATA: usize = 512;
/// CCWs of a program at most.
const PROGRAM_CCWS: usize = (DATA - PROGRAM) / ccw::CCW_BYTES;

/// Why a channel program did not end well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelError {
    /// There is no such device, or no path to it.
    NotOperational,
    /// The device did not answer in time; what it was doing was cleared.
    TimedOut,
    /// The device rejects the program or cannot carry it out; sense bytes where it gave some.
    UnitCheck([u8; 32]),
    /// The channel found the program wrong, or another status came: what the SCSW holds.
    Status(Scsw),
}

impl fmt::Display for ChannelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOperational => f.write_str("it is not operational"),
            Self::TimedOut => f.write_str("it does not answer in time"),
            Self::UnitCheck(sense) => {
                f.write_str("unit check, sense ")?;
                sense.iter().take(SENSE_SHOWN).try_for_each(|byte| write!(f, "{byte:02X}"))
            }
            Self::Status(scsw) => write!(
                f,
                "device status {:02X}, subchannel status {:02X}",
                scsw.device_status().bits(),
                scsw.subchannel_status
            ),
        }
    }
}

/// A subchannel with a device, as the channel subsystem lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The subchannel.
    pub id: SubchannelId,
    /// The device's number.
    pub device_number: u16,
}

/// One command of a channel program: code, flags, and where in the region its data are.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Command code.
    pub code: u8,
    /// Flags but chaining.
    pub flags: CcwFlags,
    /// Offset of the data in the device's region.
    pub offset: usize,
    /// Their length.
    pub length: u16,
}

impl Command {
    /// A command whose length must fit.
    pub fn new(code: u8, offset: usize, length: u16) -> Self {
        Self { code, flags: CcwFlags::empty(), offset, length }
    }

    /// A command that may transfer less.
    pub fn up_to(code: u8, offset: usize, length: u16) -> Self {
        Self { flags: CcwFlags::SUPPRESS_LENGTH, ..Self::new(code, offset, length) }
    }
}

/// An enabled subchannel with the storage that its channel programs use.
#[derive(Debug)]
pub struct Subchannel {
    id: SubchannelId,
    device_number: u16,
    /// Whether a program was started whose end nobody has seen yet.
    running: bool,
    region: DmaRegion,
    interruption: &'static Event,
}

/// Lists every valid subchannel of subchannel set 0, in the order of their numbers.
pub fn scan() -> Vec<Found> {
    let valid = |number| {
        let id = SubchannelId::new(number);
        let schib = channel::store(id)?;
        let found = Found { id, device_number: schib.pmcw.device_number.get() };
        Some(schib.pmcw.flags().device_number_valid().then_some(found))
    };
    // The first number that has no subchannel ends them all.
    (0..=u16::MAX).map_while(valid).flatten().collect()
}

/// Ends whatever the subchannel does and disables it, for a driver that brings its device up anew.
pub async fn reset(id: SubchannelId) {
    clear(id, io_interruption(id)).await;
    if let Some(mut schib) = channel::store(id) {
        schib.pmcw.set_flags(schib.pmcw.flags().with_enabled(false));
        channel::modify(id, &schib);
    }
}

async fn clear(id: SubchannelId, interruption: &Event) {
    let mut seen = interruption.count();
    if channel::clear(id) != ConditionCode::Initiated {
        return;
    }
    let cleared = async {
        while channel::test(id).0 != ConditionCode::Initiated {
            seen = interruption.after(seen).await;
        }
    };
    let _ = with_timeout(SENSE_ID_TIMEOUT, cleared).await;
}

impl Subchannel {
    /// Enables the subchannel; its region has `bytes` for data after [`DATA`].
    pub fn enable(id: SubchannelId, bytes: usize) -> Result<Self, ChannelError> {
        let mut schib = channel::store(id).ok_or(ChannelError::NotOperational)?;
        schib.pmcw.set_flags(schib.pmcw.flags().with_enabled(true).with_multipath(true));
        if channel::modify(id, &schib) != ConditionCode::Initiated {
            return Err(ChannelError::NotOperational);
        }
        let region = DmaRegion::new(DATA + bytes).ok_or(ChannelError::NotOperational)?;
        let device_number = schib.pmcw.device_number.get();
        let interruption = io_interruption(id);
        Ok(Self { id, device_number, running: false, region, interruption })
    }

    /// Disables the subchannel: its device's next driver finds it as after a reset.
    pub fn disable(self) -> Result<(), ChannelError> {
        let mut schib = channel::store(self.id).ok_or(ChannelError::NotOperational)?;
        schib.pmcw.set_flags(schib.pmcw.flags().with_enabled(false));
        match channel::modify(self.id, &schib) {
            ConditionCode::Initiated => Ok(()),
            _ => Err(ChannelError::NotOperational),
        }
    }

    /// The subchannel's id.
    pub fn id(&self) -> SubchannelId {
        self.id
    }

    /// The device's number.
    pub fn device_number(&self) -> u16 {
        self.device_number
    }

    /// Counts the subchannel's interruptions.
    pub fn interruption(&self) -> &'static Event {
        self.interruption
    }

    /// The storage that channel programs of this subchannel may use, from [`DATA`] on.
    pub fn region(&mut self) -> &mut DmaRegion {
        &mut self.region
    }

    /// Runs the commands as one chain and waits for the end; answers the residual count.
    pub async fn run(&mut self, commands: &[Command]) -> Result<u16, ChannelError> {
        self.run_within(commands, CHANNEL_PROGRAM_TIMEOUT).await
    }

    async fn run_within(
        &mut self,
        commands: &[Command],
        time: Duration,
    ) -> Result<u16, ChannelError> {
        if self.running {
            // Whoever started the last program went away before its end.
            self.clear().await;
        }
        self.write_program(commands);
        let seen = self.interruption.count();
        let orb = Orb::new(self.region.address(PROGRAM, ccw::CCW_BYTES).get());
        self.start(&orb)?;
        self.running = true;
        let ended = with_timeout(time, self.ending_status(seen)).await;
        if ended.is_err() {
            self.clear().await;
        }
        self.running = false;
        match ended {
            Ok(irb) => self.judge(&irb).await,
            Err(_) => Err(ChannelError::TimedOut),
        }
    }

    fn write_program(&mut self, commands: &[Command]) {
        assert!(commands.len() <= PROGRAM_CCWS, "a program of {} CCWs", commands.len());
        for (n, command) in commands.iter().enumerate() {
            let chain = n + 1 < commands.len();
            let flags = if chain { CcwFlags::CHAIN_COMMAND } else { CcwFlags::empty() };
            let address = self.region.address(command.offset, usize::from(command.length));
            let ccw = Ccw1::new(command.code, command.flags | flags, command.length, address.get());
            self.region.put(PROGRAM + n * ccw::CCW_BYTES, &ccw);
        }
    }

    /// Starts the program; a status that was left over is taken away first.
    fn start(&self, orb: &Orb) -> Result<(), ChannelError> {
        for _ in 0..3 {
            let condition = channel::start(self.id, orb);
            let program = orb.channel_program_address.get();
            let first: U64 = self.region.get(PROGRAM);
            put(Kind::Start, condition as u16, self.id.into(), [program.into(), first.get()]);
            match condition {
                ConditionCode::Initiated => return Ok(()),
                ConditionCode::StatusPending => drop(channel::test(self.id)),
                ConditionCode::Busy | ConditionCode::NotOperational => break,
            }
        }
        Err(ChannelError::NotOperational)
    }

    /// Waits for the status that ends the program: device end, or one that shows that there will
    /// be none.
    async fn ending_status(&self, mut seen: u64) -> Irb {
        let mut gathered = DeviceStatus::empty();
        loop {
            let (condition, irb) = channel::test(self.id);
            if condition == ConditionCode::Initiated {
                gathered |= irb.scsw.device_status();
                let wrong = irb.scsw.subchannel_status != 0
                    || irb.scsw.deferred_condition_code() != 0
                    || gathered.intersects(DeviceStatus::UNIT_CHECK | DeviceStatus::UNIT_EXCEPTION);
                if wrong || gathered.contains(DeviceStatus::DEVICE_END) {
                    return irb;
                }
            }
            seen = self.interruption.after(seen).await;
        }
    }

    async fn judge(&mut self, irb: &Irb) -> Result<u16, ChannelError> {
        let scsw = irb.scsw;
        if scsw.deferred_condition_code() == 3 {
            return Err(ChannelError::NotOperational);
        }
        if scsw.device_status().contains(DeviceStatus::UNIT_CHECK) {
            return Err(ChannelError::UnitCheck(self.sense().await));
        }
        if scsw.subchannel_status != 0
            || scsw.deferred_condition_code() != 0
            || scsw.device_status().contains(DeviceStatus::UNIT_EXCEPTION)
        {
            return Err(ChannelError::Status(scsw));
        }
        Ok(scsw.count.get())
    }

    /// Asks what the unit check was about; zeros where the device does not tell.
    async fn sense(&mut self) -> [u8; 32] {
        let mut sense = [0; 32];
        self.write_program(&[Command::up_to(ccw::SENSE, DATA, 32)]);
        let seen = self.interruption.count();
        let orb = Orb::new(self.region.address(PROGRAM, ccw::CCW_BYTES).get());
        if self.start(&orb).is_ok()
            && with_timeout(SENSE_ID_TIMEOUT, self.ending_status(seen)).await.is_ok()
        {
            self.region.copy_out(DATA, &mut sense);
        }
        sense
    }

    /// Clears whatever the subchannel does and waits until it has.
    async fn clear(&self) {
        clear(self.id, self.interruption).await;
    }

    /// SENSE ID: what the device is.
    pub async fn sense_id(&mut self) -> Result<SenseId, ChannelError> {
        let length = size_of::<SenseId>() as u16;
        let commands = [Command::up_to(ccw::SENSE_ID, DATA, length)];
        self.run_within(&commands, SENSE_ID_TIMEOUT).await?;
        Ok(self.region.get(DATA))
    }
}
