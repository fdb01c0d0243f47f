//! What devices could not do, for the operator to be told.

use alloc::collections::VecDeque;
use core::fmt;

use executor::Event;
use formats::geometry::Cchhr;
use formats::record::Shape;
use spin::Mutex;
use zarch::eckd::Sense;

use crate::subchannel::ChannelError;

/// Troubles that wait to be told at most; later ones are not told.
const WAITING: usize = 64;

static TROUBLES: Mutex<VecDeque<Trouble>> = Mutex::new(VecDeque::new());
static CAME: Event = Event::new();

/// A block that could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The device's number.
    pub device: u16,
    /// The block.
    pub block: u32,
    /// Whether it was to be written.
    pub writing: bool,
    /// Why.
    pub why: Why,
}

/// Why it could not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// What the device said at last.
    Channel(ChannelError),
    /// The block's record on the volume is shorter than what was to be written.
    ShortRecord(Shape),
}

impl Trouble {
    /// Notes a trouble; whoever waits in [`next`] is told. An abend that has trouble with its dump
    /// finds the list locked if CP ended while it used it.
    pub fn note(self) {
        if let Some(mut troubles) = TROUBLES.try_lock()
            && troubles.len() < WAITING
        {
            troubles.push_back(self);
        }
        CAME.happen();
    }
}

/// The next trouble, once there is one.
pub async fn next() -> Trouble {
    loop {
        let seen = CAME.count();
        if let Some(trouble) = TROUBLES.lock().pop_front() {
            return trouble;
        }
        CAME.after(seen).await;
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cchhr { cylinder, head, record } = Cchhr::of_block(self.block);
        let done = if self.writing { "written" } else { "read" };
        write!(
            f,
            "block {} (cylinder {cylinder} head {head} record {record}) was not {done}: {}",
            self.block, self.why
        )
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(ChannelError::UnitCheck(sense)) => Sense(*sense).fmt(f),
            Self::Channel(error) => error.fmt(f),
            Self::ShortRecord(shape) => write!(f, "its record has {} bytes", shape.length()),
        }
    }
}
