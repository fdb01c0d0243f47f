//! Whose the slot is: one life of a member at a time. The crate's documentation has the argument.

use formats::pdr::{Fault, MemberView, SlotRecord, State};

use crate::{SECOND, Timing, Tod};

/// The claim of this life to its slot.
pub(crate) struct Tenancy {
    /// Number of this life's own claim.
    number: u64,
    /// Number of the last claim of another IPL that this life has refused.
    refused: u64,
    /// When the last read that showed no other claim was begun.
    clean: Tod,
    /// When the last read that lets this life write its block was begun.
    looked: Tod,
    /// Whether such a read has shown this life's own block, too. From then on every newcomer sees
    /// that it has to wait for an answer.
    seated: bool,
    stage: Stage,
}

enum Stage {
    /// The claim is to be written.
    Claim,
    /// The claim is written: how does the slot look?
    Look,
    /// The door is to be shut. `watch` if it was not open, or not for us.
    Shut { watch: Option<Watch> },
    /// The door was open and is shut: is the claim still ours?
    Confirm,
    /// Does an earlier life answer?
    Watch(Watch),
    /// The slot is ours.
    Held,
    /// Another claim is to be refused; it was seen by the read begun at `seen`.
    Refuse { claim: u64, seen: Tod },
    /// The slot is not ours and will not be.
    Lost,
}

#[derive(Clone, Copy)]
struct Watch {
    /// Since when the slot's block has been as it is.
    since: Tod,
    /// Incarnation, heartbeats and refusal in the block; none if it is damaged.
    block: Option<(u64, u64, u64)>,
}

/// What the claim needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Write this number into the claim block.
    Claim(u64),
    /// Shut the door.
    ShutDoor,
    /// Read at once.
    Read,
    /// Read again at this time, or at the next poll.
    ReadAt(Tod),
    /// Write this refusal into the slot's own block.
    Refusal(u64),
    /// Nothing: the slot is ours.
    Nothing,
}

/// What a step has brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The slot is ours, and this read showed no other claim.
    Ours,
    /// Nothing is settled by this read.
    Open,
    /// The slot is ours, but its block on the volume is not as we wrote it.
    Rewrite,
    /// An earlier life is to be looked out for.
    Watching,
    /// Whether the slot is ours has to be settled anew.
    Reasserting,
    /// Another IPL has been refused.
    Refused,
    /// An earlier life answered, and keeps the slot.
    AlreadyUp,
    /// A later claim came in between.
    OtherIpl,
}

impl Tenancy {
    pub(crate) const fn new(number: u64) -> Self {
        Self { number, refused: 0, clean: 0, looked: 0, seated: false, stage: Stage::Claim }
    }

    /// Whether the slot is surely ours at `now`.
    pub(crate) fn valid(&self, now: Tod, timing: &Timing) -> bool {
        matches!(self.stage, Stage::Held)
            && self.seated
            && now.saturating_sub(self.clean) < timing.lease
    }

    /// Whether our block may be written: a recent look has shown nobody else.
    pub(crate) fn may_write(&self, now: Tod, timing: &Timing) -> bool {
        matches!(self.stage, Stage::Held) && now.saturating_sub(self.looked) < timing.lease
    }

    pub(crate) const fn is_held(&self) -> bool {
        matches!(self.stage, Stage::Held | Stage::Refuse { .. })
    }

    /// When `valid` ends unless there is another look.
    pub(crate) fn valid_until(&self, timing: &Timing) -> Tod {
        self.clean.saturating_add(timing.lease)
    }

    /// The refusal that stands in our block.
    pub(crate) const fn refused(&self) -> u64 {
        self.refused
    }

    pub(crate) fn give_up(&mut self) {
        self.stage = Stage::Lost;
    }

    pub(crate) fn need(&self, timing: &Timing) -> Need {
        match self.stage {
            Stage::Claim => Need::Claim(self.number),
            Stage::Look | Stage::Confirm => Need::Read,
            Stage::Shut { .. } => Need::ShutDoor,
            Stage::Watch(watch) => Need::ReadAt(watch.since.saturating_add(timing.claim_wait)),
            Stage::Refuse { claim, .. } => Need::Refusal(claim),
            Stage::Held | Stage::Lost => Need::Nothing,
        }
    }

    /// The claim has been written.
    pub(crate) fn claimed(&mut self) {
        if matches!(self.stage, Stage::Claim) {
            self.stage = Stage::Look;
        }
    }

    /// The door has been shut.
    pub(crate) fn door_shut(&mut self) {
        if let Stage::Shut { watch } = self.stage {
            self.stage = watch.map_or(Stage::Confirm, Stage::Watch);
        }
    }

    /// The write of a refusal has ended at `now`.
    pub(crate) fn refusal_written(&mut self, ok: bool, now: Tod, timing: &Timing) -> Finding {
        let Stage::Refuse { claim, seen } = self.stage else { return Finding::Open };
        if now.saturating_sub(self.clean) >= timing.refusal {
            // Too late to be sure that the newcomer has seen it.
            return self.reassert(claim, now);
        }
        if !ok {
            return Finding::Open;
        }
        self.refused = claim;
        // When that read was begun no later claim had been written yet.
        self.clean = seen;
        self.stage = Stage::Held;
        Finding::Refused
    }

    /// A read begun at `issued` has shown `view`; `own` is the block as we last wrote it.
    pub(crate) fn observe(
        &mut self,
        view: &MemberView,
        own: &SlotRecord,
        (issued, now): (Tod, Tod),
        timing: &Timing,
    ) -> Finding {
        let slot = view.pdr.slots.get(usize::from(own.slot).wrapping_sub(1));
        let Some(slot) = slot else { return Finding::Open };
        // A block that could not be read tells nothing; one that is damaged tells that it is.
        let unread = |fault: Option<&Fault>| matches!(fault, Some(Fault::Io { .. }));
        if unread(slot.as_ref().err()) || unread(view.claim.as_ref().err()) {
            return Finding::Open;
        }
        let slot = slot.as_ref().ok();
        let claim = view.claim.as_ref().ok().map(|claim| claim.number);
        match self.stage {
            Stage::Look => self.look(view, slot, claim, now),
            Stage::Confirm => self.settle(slot, claim, issued),
            Stage::Watch(watch) => self.watch(watch, slot, claim, (issued, now), timing),
            Stage::Held => self.keep(slot, own, claim, (issued, now), timing),
            _ => Finding::Open,
        }
    }

    /// Decides whether the slot can be had at once.
    fn look(
        &mut self,
        view: &MemberView,
        slot: Option<&SlotRecord>,
        claim: Option<u64>,
        now: Tod,
    ) -> Finding {
        if let Some(lost) = self.lost(slot, claim) {
            return lost;
        }
        let open = |slot: &SlotRecord| {
            let door = view.door.as_ref();
            slot.state == State::Down
                && door.is_ok_and(|door| door.open && door.incarnation == slot.incarnation)
        };
        if slot.is_some_and(open) {
            self.stage = Stage::Shut { watch: None };
            return Finding::Open;
        }
        self.stage = Stage::Shut { watch: Some(Watch { since: now, block: signature(slot) }) };
        Finding::Watching
    }

    /// Watches until the block has stood still for long enough.
    fn watch(
        &mut self,
        watch: Watch,
        slot: Option<&SlotRecord>,
        claim: Option<u64>,
        (issued, now): (Tod, Tod),
        timing: &Timing,
    ) -> Finding {
        if signature(slot) != watch.block {
            self.stage = Stage::Watch(Watch { since: now, block: signature(slot) });
        } else if issued.saturating_sub(watch.since) >= timing.claim_wait {
            return self.settle(slot, claim, issued);
        }
        self.lost(slot, claim).unwrap_or(Finding::Open)
    }

    /// Nobody has answered: the slot is ours if the claim still is.
    fn settle(&mut self, slot: Option<&SlotRecord>, claim: Option<u64>, issued: Tod) -> Finding {
        if let Some(lost) = self.lost(slot, claim) {
            return lost;
        }
        self.stage = Stage::Held;
        (self.clean, self.looked) = (issued, issued);
        Finding::Ours
    }

    /// Whether somebody else has, or will have, the slot.
    fn lost(&mut self, slot: Option<&SlotRecord>, claim: Option<u64>) -> Option<Finding> {
        let finding = if slot.is_some_and(|slot| slot.refused_claim == self.number) {
            Finding::AlreadyUp
        } else if claim != Some(self.number) {
            Finding::OtherIpl
        } else {
            return None;
        };
        self.stage = Stage::Lost;
        Some(finding)
    }

    /// The slot is ours: is it still?
    fn keep(
        &mut self,
        slot: Option<&SlotRecord>,
        own: &SlotRecord,
        claim: Option<u64>,
        (issued, now): (Tod, Tod),
        timing: &Timing,
    ) -> Finding {
        let lapsed = issued.saturating_sub(self.clean) >= timing.lease;
        let as_written = slot.is_some_and(|slot| {
            slot.incarnation == own.incarnation && slot.refused_claim == self.refused
        });
        match claim {
            Some(claim) if claim == self.number || (claim == self.refused && !lapsed) => {
                self.looked = issued;
                if !as_written {
                    return Finding::Rewrite;
                }
                self.clean = issued;
                self.seated = true;
                Finding::Ours
            }
            // It was not known to be up when that claim was made: it need not get an answer.
            Some(_) if !self.seated => {
                self.stage = Stage::Lost;
                Finding::OtherIpl
            }
            Some(claim) if lapsed || now.saturating_sub(self.clean) >= timing.refusal => {
                self.reassert(claim, now)
            }
            Some(claim) => {
                self.stage = Stage::Refuse { claim, seen: issued };
                Finding::Open
            }
            // A claim that was torn: whose it was cannot be told, so nobody can be refused.
            None if lapsed => self.reassert(0, now),
            None => Finding::Open,
        }
    }

    /// Claims anew, as a newcomer does.
    fn reassert(&mut self, seen: u64, now: Tod) -> Finding {
        self.number = new_number(seen.max(self.number), now);
        self.seated = false;
        self.stage = Stage::Claim;
        Finding::Reasserting
    }
}

/// A number above `floor` that no other life chooses: the time, or where clocks were ahead of this
/// one, something that depends on it. Two lives that see the same claim must not choose the same.
pub(crate) fn new_number(floor: u64, now: Tod) -> u64 {
    if now > floor { now } else { floor.saturating_add(1 + now % SECOND) }
}

fn signature(slot: Option<&SlotRecord>) -> Option<(u64, u64, u64)> {
    slot.map(|slot| (slot.incarnation, slot.sequence, slot.refused_claim))
}
