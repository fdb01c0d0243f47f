//! What can be asked of a member.

use alloc::vec::Vec;

use formats::pdr::{Mode, State};

use super::{Member, Phase};
use crate::tenancy::Need;
use crate::{Authority, Doubt, QuerySsi, SlotLine, Tod};

impl Member {
    /// What a request for something shared gets at `now`.
    pub fn authority(&self, now: Tod) -> Authority {
        let timing = &self.config.timing;
        match self.phase {
            Phase::Joined => (),
            Phase::Waiting => return Authority::Held(Doubt::Waiting),
            Phase::Isolated | Phase::Repair => return Authority::Refused(Doubt::Isolated),
            Phase::Leaving { .. }
            | Phase::GoingDown
            | Phase::Down
            | Phase::Closing
            | Phase::Ended => {
                return Authority::Refused(Doubt::Leaving);
            }
            _ => return Authority::Held(Doubt::NotJoined),
        }
        if !self.tenancy.valid(now, timing) {
            return Authority::Held(Doubt::Claim);
        }
        if now.saturating_sub(self.heartbeat) >= timing.heartbeat_lease {
            return Authority::Held(Doubt::Heartbeat);
        }
        let doubt = self.doubtful_members().next().unwrap_or(Doubt::NotJoined);
        match self.record.mode {
            Mode::Stable => Authority::Granted,
            Mode::InFlux => Authority::Held(doubt),
            Mode::Safe => Authority::Refused(doubt),
        }
    }

    /// The mode that this member sees.
    pub fn mode(&self) -> Mode {
        self.record.mode
    }

    /// This member's own state.
    pub fn state(&self) -> State {
        self.record.state
    }

    /// This life: TOD of its IPL, above that of every earlier one.
    pub fn incarnation(&self) -> u64 {
        self.record.incarnation
    }

    /// Slots and incarnations of others that this member takes as gone and goes on without.
    #[cfg(feature = "sim")]
    pub(crate) fn takes_as_gone(&self) -> impl Iterator<Item = (u16, u64)> {
        let declared = |reason| reason == formats::pdr::DownReason::Declared;
        let gone = self.peers.iter().filter(move |peer| declared(peer.down_reason));
        gone.filter(|peer| peer.state == State::Down)
            .filter_map(|peer| Some((peer.slot, peer.record.as_ref()?.incarnation)))
    }

    /// What QUERY SSI shows at `now`.
    pub fn query_ssi(&self, now: Tod) -> QuerySsi {
        let doubts = match self.authority(now) {
            Authority::Granted => Vec::new(),
            Authority::Held(doubt) | Authority::Refused(doubt) => {
                let others = self.doubtful_members().filter(|other| *other != doubt);
                core::iter::once(doubt).chain(others).collect()
            }
        };
        QuerySsi {
            ssi_name: self.config.ssi_name,
            mode: self.record.mode,
            doubts,
            timeouts: self.timeouts,
            pdr_device: self.config.pdr_device.clone(),
            slots: (0..self.config.slots.len()).map(|index| self.slot_line(index, now)).collect(),
        }
    }

    fn slot_line(&self, index: usize, now: Tod) -> SlotLine {
        let local = index == self.config.own;
        let peer = self.peers.get(index);
        let (state, record) = match peer {
            Some(peer) => (peer.state, peer.record.as_ref()),
            None => (self.record.state, Some(&self.record)),
        };
        let down_reason = peer.map_or(self.record.down_reason, |peer| peer.down_reason);
        SlotLine {
            slot: index as u16 + 1,
            member: self.config.slots[index].map(|name| (name, state)),
            down_reason,
            local,
            pdr_heartbeat: record.map(|record| record.heartbeat).filter(|tod| *tod > 0),
            received_heartbeat: local.then_some(now),
        }
    }

    /// The members that keep the mode from being STABLE.
    fn doubtful_members(&self) -> impl Iterator<Item = Doubt> {
        let quiet = |state| matches!(state, State::Down | State::Isolated);
        let others = self.peers.iter().filter(move |peer| !quiet(peer.state));
        others.map(|peer| Doubt::Member(peer.name, peer.state))
    }

    /// When the next [`crate::Event::Tick`] should come; none if nothing is to be waited for.
    pub(super) fn next_time(&self, now: Tod) -> Option<Tod> {
        if matches!(self.phase, Phase::Idle | Phase::Repair | Phase::Ended) {
            return None;
        }
        let timing = &self.config.timing;
        let watch_ends = match self.tenancy.need(timing) {
            Need::ReadAt(time) => time,
            _ => 0,
        };
        let times = [
            self.polled.saturating_add(timing.poll),
            self.heartbeat.saturating_add(timing.heartbeat),
            self.tenancy.valid_until(timing),
            self.retry_at,
            watch_ends,
        ];
        let next = times.into_iter().filter(|time| *time > now).min().unwrap_or(Tod::MAX);
        Some(next.min(now.saturating_add(timing.poll)))
    }
}
