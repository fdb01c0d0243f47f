//! A member: its events, its phases, and what it does next.

mod command;
mod join;
mod pdr_io;
mod status;

use alloc::vec::Vec;

use formats::pdr::{DownReason, Mode, SlotRecord, State};

use crate::peers::Peers;
use crate::tenancy::Tenancy;
use crate::{Action, Authority, Config, Doubt, Event, Message, Milestone, Tod};
use pdr_io::Io;

/// One life of one member, from IPL to the end.
pub struct Member {
    config: Config,
    phase: Phase,
    tenancy: Tenancy,
    peers: Peers,
    /// Our own block as it should be on the volume.
    record: SlotRecord,
    /// How often `record` has been changed, and which change is on the volume.
    changes: u64,
    written: u64,
    /// The I/O that is under way.
    io: Option<Io>,
    /// After I/O failed, nothing is tried before this time.
    retry_at: Tod,
    /// When these were begun: the last read, the last that worked, the last heartbeat that did.
    polled: Tod,
    read: Tod,
    heartbeat: Tod,
    /// When the phase began.
    since: Tod,
    /// When the last event came, and since when this machine has been running without a break.
    stepped: Tod,
    running_since: Tod,
    /// Cross-system timeouts are enabled.
    timeouts: bool,
    authority: Authority,
    timer: Option<Tod>,
    actions: Vec<Action>,
}

/// How far the member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Not IPLed.
    Idle,
    /// IPL: the first look at the PDR.
    Reading,
    /// IPL: making sure that the slot is ours.
    Claiming,
    /// Others are up, and there is no connection to them.
    Waiting,
    /// We said JOINING; `said_at` when that was on the volume.
    Joining { said_at: Option<Tod> },
    /// All others are down, so we are the cluster: JOINED is to be written.
    Admitted,
    /// JOINED, for all to see.
    Joined,
    /// Alone and sharing nothing.
    Isolated,
    /// Alone and sharing nothing, without a PDR.
    Repair,
    /// SHUTDOWN between PLMLV and PLMDN; `told` that PLMLV is done.
    Leaving { told: bool },
    /// SHUTDOWN step PLMDN.
    GoingDown,
    /// DOWN, for all to see; the slot and what belongs to it are still ours.
    Down,
    /// The next life of this member may begin: the door is to be opened.
    Closing,
    /// DOWN in order, refused, or stopped.
    Ended,
}

impl Phase {
    /// Whether the slot is ours, or was and may still be.
    const fn is_up(self) -> bool {
        !matches!(self, Self::Idle | Self::Reading | Self::Claiming | Self::Repair | Self::Ended)
    }
}

impl Member {
    /// A member that is not IPLed yet.
    pub fn new(config: Config) -> Self {
        let record = SlotRecord::never_ipled(0, config.slot(), config.name);
        Self {
            phase: Phase::Idle,
            tenancy: Tenancy::new(0),
            peers: Peers::new(&config.slots, config.own, 0),
            record,
            changes: 0,
            written: 0,
            io: None,
            retry_at: 0,
            polled: 0,
            read: 0,
            heartbeat: 0,
            since: 0,
            stepped: 0,
            running_since: 0,
            timeouts: true,
            authority: Authority::Held(Doubt::NotJoined),
            timer: None,
            actions: Vec::new(),
            config,
        }
    }

    /// Takes in what has happened at `now`, and says what is to be done.
    ///
    /// `now` never goes back. An answer that nothing was asked for is ignored.
    pub fn step(&mut self, event: Event, now: Tod) -> Vec<Action> {
        if now.saturating_sub(self.stepped) >= self.config.timing.lease {
            // The timer is never that far away: this machine stood still.
            self.running_since = now;
        }
        self.stepped = now;
        match event {
            Event::Ipl { repair } => self.ipl(repair, now),
            Event::PdrRead(view) => self.pdr_read(&view, now),
            Event::PdrWritten(result) => self.pdr_written(result.is_ok(), now),
            Event::Tick => (),
            Event::Command(command) => self.command(command, now),
        }
        self.watch_deadlines(now);
        self.start_io(now);
        self.announce(now);
        core::mem::take(&mut self.actions)
    }

    fn ipl(&mut self, repair: bool, now: Tod) {
        if self.phase != Phase::Idle {
            return;
        }
        if repair {
            self.say(Message::Repair);
            self.enter(Phase::Repair, now);
            self.change_state(State::Isolated, now);
            self.set_mode(Mode::Safe);
            self.reached(Milestone::Isolated);
        } else {
            self.peers = Peers::new(&self.config.slots, self.config.own, now);
            self.enter(Phase::Reading, now);
        }
    }

    /// Ends an IPL that may not go on, and a life that must not.
    fn watch_deadlines(&mut self, now: Tod) {
        let timing = &self.config.timing;
        let passed =
            |since: Tod, time: Tod| now.saturating_sub(since.max(self.running_since)) >= time;
        if self.phase == Phase::Claiming && passed(self.since, timing.claim_limit) {
            self.refuse_ipl(Message::NotSettled(self.config.name), now);
        } else if self.phase.is_up() && self.timeouts {
            if passed(self.heartbeat, timing.fence) {
                self.fence("its heartbeat cannot be written to the PDR", now);
            } else if passed(self.read, timing.fence) {
                self.fence("the PDR cannot be read", now);
            }
        }
    }

    /// Tells what has changed for those who ask for shared things, and when to look again.
    fn announce(&mut self, now: Tod) {
        let authority = self.authority(now);
        if authority != self.authority {
            self.authority = authority;
            self.actions.push(Action::Authority(authority));
        }
        let timer = self.next_time(now);
        if timer != self.timer {
            self.timer = timer;
            self.actions.extend(timer.map(Action::Timer));
        }
    }

    fn enter(&mut self, phase: Phase, now: Tod) {
        self.phase = phase;
        self.since = now;
    }

    /// What we say of ourselves, from the next write on.
    fn change_state(&mut self, state: State, now: Tod) {
        self.record.state = state;
        self.record.last_change = now;
        self.record.down_reason =
            if self.phase == Phase::GoingDown { DownReason::Left } else { DownReason::NotIpled };
        self.changes += 1;
    }

    fn set_mode(&mut self, mode: Mode) {
        if self.record.mode != mode {
            self.record.mode = mode;
            self.changes += 1;
            self.actions.push(Action::SetMode(mode));
        }
    }

    fn say(&mut self, message: Message) {
        self.actions.push(Action::Say(message));
    }

    fn reached(&mut self, milestone: Milestone) {
        self.actions.push(Action::Reached(milestone));
    }

    fn refuse_ipl(&mut self, why: Message, now: Tod) {
        self.say(why);
        self.tenancy.give_up();
        self.enter(Phase::Ended, now);
        self.reached(Milestone::Refused);
    }

    /// Stops this life: others may take it as gone.
    fn fence(&mut self, why: &'static str, now: Tod) {
        self.say(Message::Fenced(why));
        self.tenancy.give_up();
        self.enter(Phase::Ended, now);
        self.actions.push(Action::AbendPlm006);
    }
}
