//! The member's I/O to the PDR: one at a time, and each time what is needed most.

use formats::pdr::{ClaimRecord, DoorRecord, Fault, MemberView, Update};

use super::{Member, Phase};
use crate::peers::{Look, declared_down};
use crate::tenancy::{Finding, Need};
use crate::{Action, Message, Milestone, Tod};

/// What is under way.
#[derive(Clone, Copy)]
pub(super) enum Io {
    Read {
        issued: Tod,
    },
    Claim,
    /// Shutting the door when coming, opening it when going.
    Door {
        open: bool,
    },
    /// Our own block as of this change; with a refusal of another claim in it or not.
    Slot {
        issued: Tod,
        change: u64,
        refusal: bool,
    },
}

impl Member {
    /// Starts what is needed most, unless something is under way.
    pub(super) fn start_io(&mut self, now: Tod) {
        let idle = matches!(self.phase, Phase::Idle | Phase::Repair | Phase::Ended);
        if idle || self.io.is_some() || now < self.retry_at {
            return;
        }
        let timing = &self.config.timing;
        let poll_due = now.saturating_sub(self.polled) >= timing.poll;
        if self.phase == Phase::Reading {
            return self.start_read(now);
        }
        match self.tenancy.need(timing) {
            Need::Claim(number) => {
                let (generation, slot) = (self.record.generation, self.record.slot);
                let claim = ClaimRecord { generation, slot, number };
                self.start_write(Io::Claim, Update::Claim(claim));
            }
            Need::ShutDoor => self.start_door(false),
            Need::Refusal(claim) => {
                self.record.refused_claim = claim;
                self.start_slot(true, now);
            }
            Need::Read => self.start_read(now),
            Need::ReadAt(time) if now >= time || poll_due => self.start_read(now),
            Need::Nothing if poll_due => self.start_read(now),
            Need::Nothing => self.start_held(now),
            Need::ReadAt(_) => (),
        }
    }

    /// The slot is ours and was looked at lately: what else is there to do?
    fn start_held(&mut self, now: Tod) {
        let timing = &self.config.timing;
        let beat_due = now.saturating_sub(self.heartbeat) >= timing.heartbeat;
        let joining =
            matches!(self.phase, Phase::Joining { said_at: Some(said) } if said > self.polled);
        if self.changes != self.written || beat_due {
            if self.tenancy.may_write(now, timing) {
                self.record.refused_claim = self.tenancy.refused();
                self.start_slot(false, now);
            } else {
                self.start_read(now);
            }
        } else if self.phase == Phase::Closing {
            self.start_door(true);
        } else if joining {
            self.start_read(now);
        }
    }

    fn start_read(&mut self, now: Tod) {
        self.polled = now;
        self.io = Some(Io::Read { issued: now });
        self.actions.push(Action::ReadPdr);
    }

    fn start_slot(&mut self, refusal: bool, now: Tod) {
        self.record.heartbeat = now;
        self.record.sequence += 1;
        let io = Io::Slot { issued: now, change: self.changes, refusal };
        self.start_write(io, Update::Slot(self.record.clone()));
    }

    fn start_door(&mut self, open: bool) {
        let (generation, slot) = (self.record.generation, self.record.slot);
        let incarnation = self.record.incarnation;
        let door = DoorRecord { generation, slot, incarnation, open };
        self.start_write(Io::Door { open }, Update::Door(door));
    }

    fn start_write(&mut self, io: Io, update: Update) {
        self.io = Some(io);
        self.actions.push(Action::WritePdr(update));
    }

    /// A write has ended.
    pub(super) fn pdr_written(&mut self, ok: bool, now: Tod) {
        let Some(io) = self.io.take_if(|io| !matches!(io, Io::Read { .. })) else { return };
        if self.phase == Phase::Ended {
            return;
        }
        if !ok {
            self.retry_at = now.saturating_add(self.config.timing.poll);
        }
        match io {
            Io::Claim if ok => self.tenancy.claimed(),
            Io::Door { open: false } if ok => self.tenancy.door_shut(),
            Io::Door { open: true } if ok => {
                self.tenancy.give_up();
                self.enter(Phase::Ended, now);
                self.reached(Milestone::Ended);
            }
            Io::Slot { issued, change, refusal } => {
                if ok {
                    self.heartbeat = issued;
                    self.written = change;
                }
                if refusal {
                    let finding = self.tenancy.refusal_written(ok, now, &self.config.timing);
                    self.found(finding, now);
                }
                if ok && self.changes == self.written {
                    self.block_is_written(now);
                }
            }
            _ => (),
        }
    }

    /// A read has ended.
    pub(super) fn pdr_read(&mut self, view: &MemberView, now: Tod) {
        let read = self.io.take_if(|io| matches!(io, Io::Read { .. }));
        let Some(Io::Read { issued }) = read else { return };
        match self.phase {
            Phase::Ended => return,
            Phase::Reading => return self.first_look(view, now),
            _ => (),
        }
        if let Ok(header) = &view.pdr.header {
            if header.generation != self.record.generation {
                return self.fence("the PDR was formatted anew while it was up", now);
            }
            self.timeouts = header.timeouts;
        }
        if declared_down(&view.pdr, self.config.own) >= self.record.incarnation {
            return self.fence("an operator has declared it down", now);
        }
        if !matches!(view.claim, Err(Fault::Io { .. })) {
            self.read = issued;
        }
        let gone = self.timeouts.then_some(self.config.timing.gone);
        let heeded = self.config.timing.claim_wait;
        for message in self.peers.observe(&view.pdr, &Look { issued, now, gone, heeded }) {
            self.say(message);
        }
        let times = (issued, now);
        let finding = self.tenancy.observe(view, &self.record, times, &self.config.timing);
        self.found(finding, now);
        if finding == Finding::Ours {
            self.settle_membership(times);
        }
    }

    /// What has come out about our slot.
    fn found(&mut self, finding: Finding, now: Tod) {
        let name = self.config.name;
        let up = self.phase.is_up();
        match finding {
            Finding::Ours | Finding::Open => (),
            Finding::Rewrite => self.changes += 1,
            Finding::Refused => self.say(Message::IplRefused(name)),
            Finding::Reasserting => self.say(Message::Reasserting(name)),
            Finding::Watching if up => (),
            Finding::Watching => {
                let seconds = self.config.timing.claim_wait / crate::SECOND;
                self.say(Message::Watching { name, seconds });
            }
            Finding::AlreadyUp | Finding::OtherIpl if up => {
                self.fence("another IPL of it has taken its slot", now);
            }
            Finding::AlreadyUp => self.refuse_ipl(Message::AlreadyUp(name), now),
            Finding::OtherIpl => self.refuse_ipl(Message::OtherIpl(name), now),
        }
    }
}
