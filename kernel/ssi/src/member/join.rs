//! From the first look at the PDR to JOINED, and what mode that is.

use formats::pdr::{Fault, Header, Lock, MemberView, Mode, State};

use super::{Member, Phase};
use crate::peers::{Look, Peer, Peers, declared_down};
use crate::tenancy::{Tenancy, new_number};
use crate::{Message, Milestone, Tod};

impl Member {
    /// Is it our PDR? Then our slot is claimed.
    pub(super) fn first_look(&mut self, view: &MemberView, now: Tod) {
        let header = match &view.pdr.header {
            Ok(header) => header,
            Err(fault) => return self.pdr_is_unusable(*fault, now),
        };
        if let Some(why) = self.not_ours(header) {
            return self.refuse_ipl(why, now);
        }
        self.timeouts = header.timeouts;
        let own = self.config.own;
        let before = view.pdr.slots.get(own).and_then(|record| record.as_ref().ok());
        let numbers = [
            before.map_or(0, |record| record.incarnation),
            view.claim.as_ref().map_or(0, |claim| claim.number),
            view.door.as_ref().map_or(0, |door| door.incarnation),
            declared_down(&view.pdr, own),
        ];
        let incarnation = new_number(numbers.into_iter().max().unwrap_or(0), now);
        self.record.generation = header.generation;
        self.record.incarnation = incarnation;
        // What an operator has said of others outlives the life that he said it to.
        self.record.declared_down =
            before.map(|record| record.declared_down.clone()).unwrap_or_default();
        if let Some(Err(fault)) = view.pdr.slots.get(own) {
            let (slot, name) = (self.config.slot(), self.config.name);
            self.say(Message::SlotDamaged { slot, name, fault: *fault });
        }
        self.peers = Peers::new(&self.config.slots, own, now);
        // Nobody can be stale at first sight.
        let heeded = self.config.timing.claim_wait;
        let look = Look { issued: now, now, gone: None, heeded };
        for message in self.peers.observe(&view.pdr, &look) {
            self.say(message);
        }
        self.tenancy = Tenancy::new(incarnation);
        self.enter(Phase::Claiming, now);
    }

    /// A volume that does not answer, or a block that is being written, gets a second chance.
    fn pdr_is_unusable(&mut self, fault: Fault, now: Tod) {
        self.retry_at = now.saturating_add(self.config.timing.poll);
        if now.saturating_sub(self.since) >= self.config.timing.claim_wait {
            let device = self.config.pdr_device.clone();
            self.refuse_ipl(Message::PdrUnusable { device, fault }, now);
        }
    }

    /// What speaks against this PDR.
    fn not_ours(&self, header: &Header) -> Option<Message> {
        if header.ssi_name != self.config.ssi_name {
            let (found, expected) = (header.ssi_name, self.config.ssi_name);
            return Some(Message::OtherCluster { found, expected });
        }
        if header.lock != Lock::Unlocked {
            return Some(Message::PdrLocked(self.config.pdr_device.clone()));
        }
        let slots = header.slots.len().max(self.config.slots.len());
        (0..slots).find_map(|index| {
            let found = header.slots.get(index).copied().flatten();
            let expected = self.config.slots.get(index).copied().flatten();
            let slot = index as u16 + 1;
            (found != expected).then_some(Message::OtherMember { slot, found, expected })
        })
    }

    /// A read begun at `issued` has shown that our slot is ours: what about the cluster?
    pub(super) fn settle_membership(&mut self, (issued, now): (Tod, Tod)) {
        if self.phase == Phase::Claiming {
            // From here on heartbeats are due, and this is what the first is counted from.
            self.heartbeat = now;
        }
        let others_are_up = self.peers.iter().any(blocks);
        match self.phase {
            Phase::Claiming if others_are_up => self.wait(now),
            Phase::Claiming => self.ask_to_join(now),
            Phase::Waiting if !others_are_up => self.ask_to_join(now),
            Phase::Joining { said_at: Some(said) } if said <= issued => {
                self.join_or_wait((issued, now));
            }
            Phase::Joined => self.judge_mode(),
            _ => (),
        }
    }

    fn ask_to_join(&mut self, now: Tod) {
        self.enter(Phase::Joining { said_at: None }, now);
        self.change_state(State::Joining, now);
    }

    /// We are JOINING in the PDR: is anybody else up, or before us?
    fn join_or_wait(&mut self, (issued, now): (Tod, Tod)) {
        let timing = &self.config.timing;
        if now.saturating_sub(issued) >= timing.lease {
            return;
        }
        let own = self.config.slot();
        // A block that cannot be read now may say anything in a moment.
        let yields =
            |peer: &Peer| !peer.is_readable() || (peer.state == State::Joining && peer.slot > own);
        let alone = !self.peers.iter().any(blocks);
        let all_yield = self.peers.iter().filter(|peer| blocks(peer)).all(yields);
        if alone {
            self.enter(Phase::Admitted, now);
            self.change_state(State::Joined, now);
        } else if !all_yield || now.saturating_sub(self.since) >= timing.claim_wait {
            self.wait(now);
        }
    }

    /// Others are up: waits for connectivity, or for them to go.
    fn wait(&mut self, now: Tod) {
        self.enter(Phase::Waiting, now);
        self.change_state(State::Down, now);
        self.say(Message::Status(self.query_ssi(now)));
        self.say(Message::Waiting);
    }

    /// All that we wanted to say of ourselves is on the volume.
    pub(super) fn block_is_written(&mut self, now: Tod) {
        match &mut self.phase {
            Phase::Joining { said_at: said_at @ None } => *said_at = Some(now),
            Phase::Leaving { told: told @ false } => {
                *told = true;
                self.reached(Milestone::Left);
            }
            Phase::GoingDown => {
                self.enter(Phase::Down, now);
                self.reached(Milestone::Down);
            }
            Phase::Admitted => {
                self.enter(Phase::Joined, now);
                let (from, to) = (State::Down, State::Joined);
                self.say(Message::StateChanged { name: self.config.name, from, to });
                self.judge_mode();
                self.reached(Milestone::Joined);
            }
            _ => (),
        }
    }

    /// The mode as we see it; nobody is connected, so whoever is up is out of our sight.
    pub(super) fn judge_mode(&mut self) {
        let mode = self.peers.iter().fold(Mode::Stable, |mode, peer| match peer.state {
            State::Down | State::Isolated => mode,
            State::Joining | State::Leaving if mode == Mode::Stable => Mode::InFlux,
            State::Joining | State::Leaving => mode,
            State::Joined | State::Suspended | State::Unknown => Mode::Safe,
        });
        if mode != self.record.mode {
            self.say(Message::ModeIs(mode));
            self.set_mode(mode);
        }
    }
}

/// Whether nobody can join while this member is as it is.
fn blocks(peer: &Peer) -> bool {
    !matches!(peer.state, State::Down | State::Isolated) || !peer.is_readable()
}
