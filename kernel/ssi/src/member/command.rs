//! What an operator and SHUTDOWN want.

use formats::pdr::{Mode, Name, State};

use super::{Member, Phase};
use crate::{Command, Message, Milestone, Tod};

impl Member {
    pub(super) fn command(&mut self, command: Command, now: Tod) {
        match command {
            Command::SetSsiDown(name) => self.set_ssi_down(name),
            Command::StopWaiting => self.stop_waiting(now),
            Command::Leave => self.leave(now),
            Command::GoDown => self.go_down(now),
            Command::End => self.end(now),
        }
    }

    /// SET SSI name DOWN: it counts once it is in our block.
    fn set_ssi_down(&mut self, name: Name) {
        if let Err(reason) = self.declare_down(name) {
            self.say(Message::SetSsiRefused { name, reason });
        }
    }

    fn declare_down(&mut self, name: Name) -> Result<(), &'static str> {
        let index = self.config.slots.iter().position(|slot| *slot == Some(name));
        let index = index.ok_or("the SSI statement does not name it")?;
        let peer = self.peers.get(index).ok_or("it is this system")?;
        if !self.phase.is_up() || !self.tenancy.is_held() {
            return Err("this system does not hold its own slot in the PDR");
        }
        match peer.state {
            State::Down => return Err("it is down"),
            State::Unknown => (),
            _ => return Err("its heartbeat goes on, or has not been looked at for long enough"),
        }
        let record = peer.record.as_ref();
        let incarnation =
            record.ok_or("its record is damaged: IPL it, or use FORMSSI")?.incarnation;
        let declared = &mut self.record.declared_down;
        declared.resize(declared.len().max(index + 1), 0);
        declared[index] = incarnation;
        self.changes += 1;
        Ok(())
    }

    /// Goes on without the others, and without what is theirs.
    fn stop_waiting(&mut self, now: Tod) {
        if self.phase != Phase::Waiting {
            return self.say(Message::NotWaiting);
        }
        self.enter(Phase::Isolated, now);
        self.change_state(State::Isolated, now);
        let (from, to) = (State::Down, State::Isolated);
        self.say(Message::StateChanged { name: self.config.name, from, to });
        self.set_mode(Mode::Safe);
        self.say(Message::ModeIs(Mode::Safe));
        self.say(Message::Isolated);
        self.reached(Milestone::Isolated);
    }

    /// SHUTDOWN step PLMLV.
    fn leave(&mut self, now: Tod) {
        if !self.phase.is_up() {
            self.tenancy.give_up();
            self.enter(Phase::Ended, now);
            return self.reached(Milestone::Left);
        }
        let state = match self.phase {
            Phase::Joined => State::Leaving,
            // What has not been JOINED on the volume has nothing to leave.
            Phase::Joining { .. } | Phase::Admitted => State::Down,
            _ => self.record.state,
        };
        self.enter(Phase::Leaving { told: false }, now);
        self.change_state(state, now);
        if state == State::Leaving {
            self.set_mode(Mode::InFlux);
        }
    }

    /// SHUTDOWN step PLMDN.
    fn go_down(&mut self, now: Tod) {
        if !self.phase.is_up() {
            self.tenancy.give_up();
            self.enter(Phase::Ended, now);
            return self.reached(Milestone::Down);
        }
        self.enter(Phase::GoingDown, now);
        self.change_state(State::Down, now);
    }

    /// The end of SHUTDOWN; before PLMDN is done there is nothing to be given up.
    fn end(&mut self, now: Tod) {
        match self.phase {
            Phase::Down => self.enter(Phase::Closing, now),
            _ if !self.phase.is_up() => {
                self.tenancy.give_up();
                self.enter(Phase::Ended, now);
                self.reached(Milestone::Ended);
            }
            _ => (),
        }
    }
}
