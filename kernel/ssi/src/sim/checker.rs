//! What must never be, whatever happens.

use std::fmt;

use formats::pdr::{State, Update};

use super::life::Life;
use super::world::World;
use crate::{Authority, SECOND, Tod};

/// By the time that no clock shows: well before any other member's patience ends.
const MUST_BEAT: Tod = 22 * SECOND;

/// Something that must never be, was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// When.
    pub time: Tod,
    /// What.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, rest) = (self.time / SECOND, self.time % SECOND);
        write!(f, "at {seconds}.{:03} s: {}", rest * 1000 / SECOND, self.what)
    }
}

/// Of lives that may grant there is one at most, for there are no links over which two could
/// agree; its heartbeat is on the volume, and nobody takes it as gone.
pub(super) fn check(world: &World) -> Result<(), Violation> {
    let grants = |life: &&Life| {
        life.running && life.member.authority(life.clock.at(world.now)) == Authority::Granted
    };
    let mut granting = world.lives.iter().filter(grants);
    let Some(life) = granting.next() else { return Ok(()) };
    let violation = |what| Err(Violation { time: world.now, what });
    let slot = life.slot;
    if let Some(other) = granting.next() {
        return violation(format!("lives of slots {slot} and {} grant at once", other.slot));
    }
    if world.now.saturating_sub(life.beat_at) > MUST_BEAT {
        return violation(format!("slot {slot} grants and does not beat"));
    }
    let incarnation = life.member.incarnation();
    let mut others = world.lives.iter().filter(|life| life.running);
    if others.any(|other| other.member.takes_as_gone().any(|gone| gone == (slot, incarnation))) {
        return violation(format!("slot {slot} grants and is taken as gone"));
    }
    Ok(())
}

/// A life writes blocks of its own slot only, and its states follow the graph.
pub(super) fn written(life: &mut Life, update: &Update, time: Tod) -> Result<(), Violation> {
    let violation = |what| Err(Violation { time, what });
    let (slot, state) = match update {
        Update::Header(_) => return violation("a member writes the header".into()),
        Update::Claim(record) => (record.slot, None),
        Update::Door(record) => (record.slot, None),
        Update::Slot(record) => (record.slot, Some(record.state)),
    };
    if slot != life.slot {
        return violation(format!("slot {} writes a block of slot {slot}", life.slot));
    }
    let Some(to) = state else { return Ok(()) };
    let from = life.said.replace(to).unwrap_or(State::Down);
    if from == to || follows(from, to) {
        return Ok(());
    }
    violation(format!("slot {slot} goes from {} to {}", from.word(), to.word()))
}

/// The graph of states. From JOINED to DOWN at once is SHUTDOWN with no time for step PLMLV.
const fn follows(from: State, to: State) -> bool {
    matches!(
        (from, to),
        (State::Down, State::Joining | State::Isolated)
            | (State::Joining, State::Joined | State::Down)
            | (State::Joined, State::Leaving | State::Down)
            | (State::Leaving | State::Isolated, State::Down)
    )
}
