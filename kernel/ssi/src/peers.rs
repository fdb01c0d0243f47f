//! What this member has seen of the others in the PDR.

use alloc::vec::Vec;

use formats::pdr::{DownReason, Fault, Name, Pdr, SlotRecord, State};

use crate::{Message, Tod};

/// Another member.
pub(crate) struct Peer {
    /// Slot from 1.
    pub slot: u16,
    pub name: Name,
    /// Its state as this member takes it.
    pub state: State,
    pub down_reason: DownReason,
    /// Its last record that could be read.
    pub record: Option<SlotRecord>,
    /// By this member's clock, when the record was last seen to be another than before.
    /// Foreign clocks are never compared.
    moved: Tod,
    /// The last incarnation that an operator has declared down, and when we first saw that.
    declared: (u64, Tod),
    fault: Option<Fault>,
}

impl Peer {
    fn new(slot: u16, name: Name, now: Tod) -> Self {
        Self {
            slot,
            name,
            state: State::Unknown,
            down_reason: DownReason::NotIpled,
            record: None,
            moved: now,
            declared: (0, now),
            fault: None,
        }
    }

    /// Whether the last look at its block has shown what it says.
    pub(crate) fn is_readable(&self) -> bool {
        self.fault.is_none() && self.record.is_some()
    }

    /// Its incarnation and how often that has written.
    fn beat(&self) -> Option<(u64, u64)> {
        self.record.as_ref().map(|record| (record.incarnation, record.sequence))
    }
}

/// The others, by slot; none where the slot is AVAILABLE or this member's own.
pub(crate) struct Peers(Vec<Option<Peer>>);

/// What a look at the PDR is taken with.
pub(crate) struct Look {
    /// When the read was begun.
    pub issued: Tod,
    /// When it was done.
    pub now: Tod,
    /// After how long without a heartbeat a member is UNKNOWN; none if it never is.
    pub gone: Option<Tod>,
    /// After how long a member that was declared down has surely seen that, if it is up at all.
    pub heeded: Tod,
}

impl Peers {
    pub(crate) fn new(slots: &[Option<Name>], own: usize, now: Tod) -> Self {
        let others = slots.iter().enumerate().map(|(index, name)| {
            name.filter(|_| index != own).map(|name| Peer::new(index as u16 + 1, name, now))
        });
        Self(others.collect())
    }

    /// Takes in what the PDR says; returns what the operator should know.
    pub(crate) fn observe(&mut self, pdr: &Pdr, look: &Look) -> Vec<Message> {
        let mut messages = Vec::new();
        for (index, peer) in self.0.iter_mut().enumerate() {
            let (Some(peer), Some(record)) = (peer, pdr.slots.get(index)) else { continue };
            let first = peer.record.is_none();
            let fault = record.as_ref().err().copied();
            // A volume that does not answer is no fault of one member's block.
            let is_news = |new: &Fault| !matches!(new, Fault::Io { .. }) && peer.fault != fault;
            if let Some(fault) = fault.filter(is_news) {
                messages.push(Message::SlotDamaged { slot: peer.slot, name: peer.name, fault });
            }
            peer.fault = fault;
            if let Ok(record) = record {
                let before = peer.beat();
                peer.record = Some(record.clone());
                if peer.beat() != before {
                    peer.moved = look.now;
                }
            }
            let (from, to) = (peer.state, peer.judge(declared_down(pdr, index), look));
            if from != to && !first {
                messages.push(Message::StateChanged { name: peer.name, from, to });
                if to == State::Unknown {
                    messages.push(Message::HeartbeatStopped(peer.name));
                }
            }
        }
        messages
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Peer> {
        self.0.iter().flatten()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Peer> {
        self.0.get(index)?.as_ref()
    }
}

impl Peer {
    /// Settles what the member's state is taken to be.
    fn judge(&mut self, declared: u64, look: &Look) -> State {
        let Some(record) = &self.record else { return self.state };
        if declared > self.declared.0 {
            self.declared = (declared, look.now);
        }
        let heeded = look.issued.saturating_sub(self.declared.1) >= look.heeded;
        let stale = look.gone.is_some_and(|gone| look.issued.saturating_sub(self.moved) >= gone);
        (self.state, self.down_reason) = match record.state {
            State::Down => (State::Down, record.down_reason),
            _ if heeded && record.incarnation <= self.declared.0 => {
                (State::Down, DownReason::Declared)
            }
            // It shares nothing, so nobody has to know how it is.
            State::Isolated => (State::Isolated, record.down_reason),
            _ if stale => (State::Unknown, record.down_reason),
            state => (state, record.down_reason),
        };
        self.state
    }
}

/// The last incarnation of a slot that an operator has told any member to be down.
pub(crate) fn declared_down(pdr: &Pdr, index: usize) -> u64 {
    let records = pdr.slots.iter().flatten();
    records.filter_map(|record| record.declared_down.get(index).copied()).max().unwrap_or(0)
}
