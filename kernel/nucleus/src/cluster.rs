//! This system as a member of its SSI cluster: the state machine of `ssi` over the PDR's volume,
//! the TOD clock and the console.

use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::future::{Future, pending};
use core::pin::Pin;

use config::Ssi;
use embassy_futures::select::{Either3, select3};
use executor::{Event as Happening, sleep_until};
use formats::block::IoError;
use formats::label::Volid;
use formats::pdr::{MemberView, Name, Update};
use machine::clock;
use messages::{Message, message};
use spin::{Mutex, Once};
use ssi::{Action, Authority, Command, Config, Doubt, Event, Member, Milestone, QuerySsi, Tod};

use crate::console::Console;
use crate::volume::Volume;
use crate::{devices, system};

/// A member of a cluster.
pub struct Cluster {
    member: Mutex<Member>,
    /// What operators and CP want of it, not yet taken in.
    events: Mutex<VecDeque<Event>>,
    came: Happening,
    /// How far it has come, in order.
    milestones: Mutex<Vec<Milestone>>,
    reached: Happening,
    pdr: Arc<Volume>,
    slots: usize,
    own: u16,
}

static CLUSTER: Once<Cluster> = Once::new();

/// The member that this system is; none outside a cluster.
pub fn this() -> Option<&'static Cluster> {
    CLUSTER.get()
}

/// An I/O to the PDR that is under way; there is one at a time.
type Io = Pin<Box<dyn Future<Output = Event> + Send>>;

/// Begins this member's life: from here on it keeps watch over its slot of the PDR.
pub fn begin(console: &'static Console, repair: bool) -> Result<Option<&'static Cluster>, Message> {
    let Some(ssi) = &system::config().ssi else { return Ok(None) };
    let volid = Volid::new(&ssi.pdr_volume);
    let pdr = volid.and_then(devices::find_volume);
    let pdr = pdr.ok_or_else(|| message("PLM", 7003, &[&ssi.pdr_volume]))?;
    let config = member_config(ssi, &pdr)?;
    let (slots, own) = (config.slots.len(), config.slot());
    let cluster = CLUSTER.call_once(|| Cluster {
        member: Mutex::new(Member::new(config)),
        events: Mutex::new(VecDeque::new()),
        came: Happening::new(),
        milestones: Mutex::new(Vec::new()),
        reached: Happening::new(),
        pdr,
        slots,
        own,
    });
    cluster.give(Event::Ipl { repair });
    executor::spawn(cluster.live(console));
    Ok(Some(cluster))
}

fn member_config(ssi: &Ssi, pdr: &Volume) -> Result<Config, Message> {
    let highest = ssi.slots.iter().map(|(slot, _)| usize::from(*slot)).max().unwrap_or(0);
    let mut slots = alloc::vec![None; highest];
    for (slot, member) in &ssi.slots {
        slots[usize::from(*slot) - 1] = Name::new(member);
    }
    let own = Name::new(system::name());
    let device = format!("{} on {:04X}", ssi.pdr_volume, pdr.number);
    let config = Name::new(&ssi.name)
        .zip(own)
        .and_then(|(cluster, own)| Config::new(cluster, &slots, own, &device).ok());
    config.ok_or_else(|| message("PLM", 7023, &[system::name(), &ssi.name]))
}

impl Cluster {
    /// Takes in events as they come, does what they lead to, and never ends.
    async fn live(&'static self, console: &'static Console) {
        let mut io: Option<Io> = None;
        let mut timer = u64::MAX;
        loop {
            let seen = self.came.count();
            let next = self.events.lock().pop_front();
            let event = match next {
                Some(event) => event,
                None => {
                    let done = async {
                        match &mut io {
                            Some(io) => io.await,
                            None => pending().await,
                        }
                    };
                    match select3(done, sleep_until(timer), self.came.after(seen)).await {
                        Either3::First(event) => {
                            io = None;
                            event
                        }
                        Either3::Second(()) => Event::Tick,
                        Either3::Third(_) => continue,
                    }
                }
            };
            let actions = self.member.lock().step(event, clock::tod());
            for action in actions {
                self.act(action, console, &mut io, &mut timer);
            }
        }
    }

    fn act(&'static self, action: Action, console: &Console, io: &mut Option<Io>, timer: &mut Tod) {
        match action {
            Action::ReadPdr => *io = Some(Box::pin(self.read())),
            Action::WritePdr(update) => *io = Some(Box::pin(self.write(update))),
            Action::Say(said) => tell(console, &said),
            Action::Timer(at) => *timer = at,
            Action::Reached(milestone) => {
                self.milestones.lock().push(milestone);
                self.reached.happen();
            }
            // Whoever asks for shared things asks `authority` at that moment.
            Action::SetMode(_) | Action::Authority(_) => self.reached.happen(),
            Action::AbendPlm006 => machine::abend::abend(
                *b"PLM006",
                &format_args!("this member may not go on: see the message before"),
            ),
        }
    }

    async fn read(&self) -> Event {
        Event::PdrRead(MemberView::read(&self.pdr, self.slots, self.own).await)
    }

    async fn write(&self, update: Update) -> Event {
        let result: Result<(), IoError> = update.write(&self.pdr).await;
        Event::PdrWritten(result)
    }

    fn give(&self, event: Event) {
        self.events.lock().push_back(event);
        self.came.happen();
    }

    /// Asks the member for something.
    pub fn command(&self, command: Command) {
        self.give(Event::Command(command));
    }

    /// Waits until the member has reached one of these; answers which.
    pub async fn reached(&self, any_of: &[Milestone]) -> Milestone {
        loop {
            let seen = self.reached.count();
            if let Some(milestone) = self.has_reached(any_of) {
                return milestone;
            }
            self.reached.after(seen).await;
        }
    }

    fn has_reached(&self, any_of: &[Milestone]) -> Option<Milestone> {
        self.milestones.lock().iter().find(|one| any_of.contains(one)).copied()
    }

    /// Waits until the member has reached one of these, or waits for connectivity to others.
    pub async fn reached_or_waiting(&self, any_of: &[Milestone]) -> Option<Milestone> {
        loop {
            let seen = self.reached.count();
            let reached = self.has_reached(any_of);
            let waits = || {
                let authority = self.member.lock().authority(clock::tod());
                authority == Authority::Held(Doubt::Waiting)
            };
            if reached.is_some() || waits() {
                return reached;
            }
            self.reached.after(seen).await;
        }
    }

    /// Waits until requests for shared things are granted or refused; answers which.
    pub async fn authority(&self) -> Authority {
        loop {
            let seen = self.reached.count();
            match self.member.lock().authority(clock::tod()) {
                Authority::Held(_) => {}
                settled => return settled,
            }
            self.reached.after(seen).await;
        }
    }

    /// What QUERY SSI shows.
    pub fn query(&self) -> QuerySsi {
        self.member.lock().query_ssi(clock::tod())
    }

    /// The slot of this member.
    pub fn slot(&self) -> u16 {
        self.own
    }

    /// How many slots the cluster has.
    pub fn slots(&self) -> u16 {
        self.slots as u16
    }
}

/// A message of the state machine, and the table that may follow it.
fn tell(console: &Console, said: &ssi::Message) {
    let (number, severity) = (said.number(), said.severity());
    console.say(&format!("HCPPLM{number:04}{severity:?} {said}"));
    said.table().iter().map(String::to_string).for_each(|line| console.say(&line));
}
