//! One life of one member on one machine: its clock, and what becomes of its I/O.

use formats::block::IoError;
use formats::pdr::{ClaimRecord, DoorRecord, Fault, Pdr, State};

use crate::{Config, Event, Member, Tod};

/// Nobody could read what this stands for yet.
const UNREAD: Fault = Fault::Io { block: 0, error: IoError::NotOperational };

/// A machine's TOD clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// What it shows at the beginning of the world.
    pub offset: Tod,
    /// How much too fast it is, in millionths.
    pub drift: i64,
}

impl Clock {
    /// What it shows at `time`.
    pub fn at(self, time: Tod) -> Tod {
        let gain = i128::from(time) * i128::from(self.drift) / 1_000_000;
        (i128::from(self.offset) + i128::from(time) + gain) as Tod
    }

    /// When it shows `tod`, or a little later.
    pub fn when(self, tod: Tod) -> Tod {
        let time = i128::from(tod.saturating_sub(self.offset));
        (time * 1_000_000 / i128::from(1_000_000 + self.drift)) as Tod + 1
    }
}

/// A life and what surrounds it.
pub struct Life {
    /// Its slot, from 1.
    pub slot: u16,
    pub member: Member,
    pub clock: Clock,
    /// Not killed, not ended.
    pub running: bool,
    /// While its machine stands still, what has happened waits.
    pub stopped: bool,
    pub waiting: Vec<Event>,
    /// Counts timers: only the last one counts.
    pub timer: u64,
    /// I/O fails until this time.
    pub cut_until: Tod,
    /// The last state that it wrote of itself.
    pub said: Option<State>,
    /// When a block of its own last got to the volume.
    pub beat_at: Tod,
    pub io: Option<Io>,
}

/// I/O under way, and what it has got so far.
pub enum Io {
    Read { pdr: Option<Pdr>, claim: Result<ClaimRecord, Fault>, door: Result<DoorRecord, Fault> },
    Write,
}

impl Io {
    pub const fn read() -> Self {
        Self::Read { pdr: None, claim: Err(UNREAD), door: Err(UNREAD) }
    }
}

impl Life {
    pub fn new(config: Config, clock: Clock) -> Self {
        Self {
            slot: config.slot(),
            member: Member::new(config),
            clock,
            running: true,
            stopped: false,
            waiting: Vec::new(),
            timer: 0,
            cut_until: 0,
            said: None,
            beat_at: 0,
            io: None,
        }
    }
}
