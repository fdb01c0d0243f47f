//! Lives of members, one volume, and time.

use std::collections::BTreeMap;

use formats::block::IoError;
use formats::pdr::{MemberView, Name, Pdr, Update};

use super::checker::{self, Violation};
use super::life::{Clock, Io, Life};
use super::prng::Prng;
use super::volume::Volume;
use crate::{Action, Config, Event, QuerySsi, SECOND, Timing, Tod};

/// A thousandth of a second.
pub const MILLISECOND: Tod = SECOND / 1000;
/// What the clocks show about when the world begins.
pub const EPOCH: Tod = 0xC8D8_0000_0000_0000;

/// How I/O goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults {
    /// The longest that an I/O takes as a rule.
    pub delay: Tod,
    /// Once in so many, an I/O takes up to `stall`; 0 for never.
    pub stall_once_in: u64,
    /// The longest that an I/O takes.
    pub stall: Tod,
    /// Once in so many, an I/O fails; 0 for never. A write that fails may be done, not done, torn.
    pub fail_once_in: u64,
}

impl Faults {
    /// I/O takes a while and works.
    pub const NONE: Self =
        Self { delay: 5 * MILLISECOND, stall_once_in: 0, stall: 0, fail_once_in: 0 };
}

/// What becomes of a write on the volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Done,
    NotDone,
    Torn,
}

/// What happens at some time.
enum Happening {
    Timer {
        life: usize,
        timer: u64,
    },
    /// Part of a read: 0 header and slots, 1 claim, 2 door.
    ReadPart {
        life: usize,
        part: u8,
    },
    Write {
        life: usize,
        update: Update,
        effect: Effect,
    },
    IoEnds {
        life: usize,
        ok: bool,
    },
    Continue {
        life: usize,
    },
}

/// Everything.
pub struct World {
    /// The time that no clock shows.
    pub now: Tod,
    /// What may go wrong.
    pub faults: Faults,
    /// All random numbers.
    pub prng: Prng,
    pub(super) lives: Vec<Life>,
    /// The common volume.
    pub volume: Volume,
    queue: BTreeMap<(Tod, u64), Happening>,
    order: u64,
    pub(super) names: Vec<Option<Name>>,
    ssi_name: Name,
    timing: Timing,
    /// What was done, a line each, for who wants to look.
    pub trace: Option<Vec<String>>,
    /// What members have said and reached, when, and the number of the life.
    pub said: Vec<(Tod, usize, Action)>,
}

impl World {
    /// A formatted volume of cluster `ssi_name`, and nobody up.
    pub fn new(ssi_name: Name, names: &[Option<Name>], seed: u64, timing: Timing) -> Self {
        Self {
            now: SECOND,
            faults: Faults::NONE,
            prng: Prng::new(seed),
            lives: Vec::new(),
            volume: Volume::formatted(ssi_name, names, EPOCH),
            queue: BTreeMap::new(),
            order: 0,
            names: names.to_vec(),
            ssi_name,
            timing,
            trace: None,
            said: Vec::new(),
        }
    }

    /// The SSI statement as the member of `slot` reads it.
    pub fn config(&self, slot: u16) -> Option<Config> {
        let name = self.names.get(usize::from(slot).checked_sub(1)?).copied().flatten()?;
        let config = Config::new(self.ssi_name, &self.names, name, "S1COM1 on 8290").ok()?;
        Some(Config { timing: self.timing.clone(), ..config })
    }

    /// IPLs a member on another machine, up or not; returns the number of the life.
    pub fn ipl(&mut self, config: Config, clock: Clock, repair: bool) -> Result<usize, Violation> {
        let life = self.lives.len();
        self.lives.push(Life::new(config, clock));
        self.happen(life, Event::Ipl { repair })?;
        Ok(life)
    }

    /// Adds to the trace.
    fn note(&mut self, life: usize, what: &dyn std::fmt::Debug) {
        if let Some(trace) = &mut self.trace {
            let (ms, slot) = (self.now / MILLISECOND, self.lives[life].slot);
            trace.push(format!("{ms} ms life {life} of slot {slot}: {what:?}"));
        }
    }

    /// The machine of `life` is gone.
    pub fn kill(&mut self, life: usize) {
        self.note(life, &"killed");
        self.lives[life].running = false;
    }

    /// The machine of `life` stands still for `time`; its clock does not.
    pub fn stop(&mut self, life: usize, time: Tod) {
        self.note(life, &("stopped for ms", time / MILLISECOND));
        self.lives[life].stopped = true;
        self.schedule(time, Happening::Continue { life });
    }

    /// What QUERY SSI shows at `life`.
    pub fn query_ssi(&self, life: usize) -> QuerySsi {
        let life = &self.lives[life];
        life.member.query_ssi(life.clock.at(self.now))
    }

    /// All I/O of `life` fails for `time`.
    pub fn cut(&mut self, life: usize, time: Tod) {
        self.note(life, &("cut off for ms", time / MILLISECOND));
        self.lives[life].cut_until = self.now + time;
    }

    /// Lets everything happen that happens until `time` from now.
    pub fn run(&mut self, time: Tod) -> Result<(), Violation> {
        let end = self.now + time;
        while let Some(((at, _), happening)) = self.next_before(end) {
            self.now = at;
            self.perform(happening)?;
            checker::check(self)?;
        }
        self.now = end;
        checker::check(self)
    }

    fn next_before(&mut self, end: Tod) -> Option<((Tod, u64), Happening)> {
        let first = self.queue.first_entry()?;
        (first.key().0 <= end).then(|| first.remove_entry())
    }

    fn schedule(&mut self, after: Tod, happening: Happening) {
        self.order += 1;
        self.queue.insert((self.now + after, self.order), happening);
    }

    fn perform(&mut self, happening: Happening) -> Result<(), Violation> {
        match happening {
            Happening::Timer { life, timer } if self.lives[life].timer == timer => {
                self.happen(life, Event::Tick)
            }
            Happening::Timer { .. } => Ok(()),
            Happening::ReadPart { life, part } => {
                self.read_part(life, part);
                Ok(())
            }
            Happening::Write { life, update, effect } => {
                // What a machine that stands still has begun may be done now, or when it goes on.
                if self.lives[life].stopped && self.prng.once_in(2) {
                    self.schedule(SECOND, Happening::Write { life, update, effect });
                    return Ok(());
                }
                self.note(life, &(effect, update.number()));
                match effect {
                    Effect::Done => {
                        if matches!(update, Update::Slot(_)) {
                            self.lives[life].beat_at = self.now;
                        }
                        self.volume.put(update);
                    }
                    Effect::NotDone => (),
                    Effect::Torn => self.volume.damage(update.number()),
                }
                Ok(())
            }
            Happening::IoEnds { life, ok } => self.io_ends(life, ok),
            Happening::Continue { life } => {
                self.lives[life].stopped = false;
                for event in core::mem::take(&mut self.lives[life].waiting) {
                    self.happen(life, event)?;
                }
                Ok(())
            }
        }
    }

    /// Gives an event to a member, now or when its machine goes on.
    pub fn happen(&mut self, life: usize, event: Event) -> Result<(), Violation> {
        let subject = &mut self.lives[life];
        if !subject.running {
            return Ok(());
        }
        if subject.stopped {
            subject.waiting.push(event);
            return Ok(());
        }
        let tod = subject.clock.at(self.now);
        for action in subject.member.step(event, tod) {
            self.act(life, action)?;
        }
        Ok(())
    }

    fn act(&mut self, life: usize, action: Action) -> Result<(), Violation> {
        self.note(life, &action);
        match action {
            Action::ReadPdr => self.start_read(life),
            Action::WritePdr(update) => {
                checker::written(&mut self.lives[life], &update, self.now)?;
                self.start_write(life, update);
            }
            Action::Timer(tod) => {
                let subject = &mut self.lives[life];
                subject.timer += 1;
                let (timer, at) = (subject.timer, subject.clock.when(tod));
                self.schedule(at.saturating_sub(self.now), Happening::Timer { life, timer });
            }
            Action::AbendPlm006 => {
                self.lives[life].running = false;
                self.said.push((self.now, life, action));
            }
            Action::Say(_) | Action::SetMode(_) | Action::Authority(_) | Action::Reached(_) => {
                self.said.push((self.now, life, action));
            }
        }
        Ok(())
    }

    /// How long an I/O takes, and whether it works.
    fn draw(&mut self, life: usize) -> (Tod, bool) {
        let stalls = self.faults.stall_once_in > 0 && self.prng.once_in(self.faults.stall_once_in);
        let longest = if stalls { self.faults.stall } else { self.faults.delay };
        let fails = self.faults.fail_once_in > 0 && self.prng.once_in(self.faults.fail_once_in);
        let cut = self.lives[life].cut_until > self.now;
        (MILLISECOND + self.prng.below(longest), !fails && !cut)
    }

    fn start_read(&mut self, life: usize) {
        self.lives[life].io = Some(Io::read());
        let (time, ok) = self.draw(life);
        let mut part_at = 0;
        for part in 0..3 {
            part_at += self.prng.below(time - part_at);
            self.schedule(part_at, Happening::ReadPart { life, part });
        }
        self.schedule(time, Happening::IoEnds { life, ok });
    }

    fn start_write(&mut self, life: usize, update: Update) {
        self.lives[life].io = Some(Io::Write);
        let (time, ok) = self.draw(life);
        let effect = match (ok, self.prng.below(3)) {
            (true, _) | (false, 0) => Effect::Done,
            (false, 1) => Effect::NotDone,
            (false, _) => Effect::Torn,
        };
        let at = self.prng.below(time);
        self.schedule(at, Happening::Write { life, update, effect });
        self.schedule(time, Happening::IoEnds { life, ok });
    }

    fn read_part(&mut self, life: usize, part: u8) {
        let slot = self.lives[life].slot;
        let Some(Io::Read { pdr, claim, door }) = &mut self.lives[life].io else { return };
        match part {
            0 => *pdr = Some(self.volume.pdr()),
            1 => *claim = self.volume.claim(slot),
            _ => *door = self.volume.door(slot),
        }
    }

    fn io_ends(&mut self, life: usize, ok: bool) -> Result<(), Violation> {
        let event = match self.lives[life].io.take() {
            Some(Io::Read { pdr: Some(pdr), claim, door }) if ok => {
                Event::PdrRead(MemberView { pdr, claim, door })
            }
            Some(Io::Read { .. }) => Event::PdrRead(self.unread()),
            Some(Io::Write) if ok => Event::PdrWritten(Ok(())),
            Some(Io::Write) => Event::PdrWritten(Err(IoError::Unreadable)),
            None => return Ok(()),
        };
        self.happen(life, event)
    }

    /// What a read shows when the volume does not answer.
    fn unread(&self) -> MemberView {
        let fault = formats::pdr::Fault::Io { block: 0, error: IoError::NotOperational };
        let slots = self.names.iter().map(|_| Err(fault)).collect();
        MemberView { pdr: Pdr { header: Err(fault), slots }, claim: Err(fault), door: Err(fault) }
    }
}
