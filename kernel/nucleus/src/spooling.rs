//! Spool files and what else CP keeps over an IPL: the checkpoint and warm start areas, and the
//! space on the SPOL extents.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use async_lock::Mutex;
use config::SystemArea;
use formats::allocation::Kind as Space;
use formats::block::IoError;
use formats::checkpoint::{Change, Checkpoint, CheckpointError, State};
use formats::geometry::BLOCKS_PER_CYLINDER;
use formats::label::Volid;
use formats::minidisk::Minidisk;
use formats::spool::allocation::Allocation;
use formats::spool::{Extent, Queue, SpoolFile};
use formats::warmstart::{self, WarmStartError};
use messages::{Message, message, message_variant};
use spin::Once;

use crate::console::Console;
use crate::ipl::cp_owned;
use crate::ipl::start::Kind;
use crate::volume::Volume;
use crate::{devices, system};

/// Cylinders of a volume.
type Area = Minidisk<Arc<Volume>>;

/// What an IPL has read of the last one, before anything is changed.
pub struct Loaded {
    checkpoint: Area,
    warm_start: Area,
    state: State,
    allocation: Allocation,
}

/// CP's spooling.
pub struct Spooling {
    checkpoint: Mutex<Checkpoint<Area>>,
    warm_start: Area,
    /// What is free on the volumes that this system owns.
    pub allocation: spin::Mutex<Allocation>,
}

static SPOOLING: Once<Spooling> = Once::new();

/// CP's spooling; none before it is initialised, and where SYSTEM CONFIG names no areas.
pub fn this() -> Option<&'static Spooling> {
    SPOOLING.get()
}

/// Reads what the start goes by; nothing is changed. An error asks for another answer to the
/// Start prompt.
pub async fn load(console: &Console, kind: Kind) -> Result<Option<Loaded>, Message> {
    if matches!(kind, Kind::Cold | Kind::Clean) {
        confirm(console, kind).await?;
    }
    let Some(residence) = &system::config().residence else {
        console.tell(&message("WRS", 7024, &[]));
        return Ok(None);
    };
    let checkpoint = area(&residence.checkpoint)?;
    let warm_start = area(&residence.warmstart)?;
    let volid = &residence.checkpoint.volid;
    let mut state = match kind {
        Kind::Warm => warm(console, &warm_start, &checkpoint, volid).await?,
        Kind::Force | Kind::Cold => checkpointed(console, &checkpoint, volid).await?,
        Kind::Clean => State::default(),
    };
    if kind == Kind::Cold {
        state.apply(Change::PurgeAll);
    }
    let allocation = allocate(console, &mut state);
    Ok(Some(Loaded { checkpoint, warm_start, state, allocation }))
}

/// COLD and CLEAN delete files: the operator says so twice.
async fn confirm(console: &Console, kind: Kind) -> Result<(), Message> {
    let word = kind.word();
    loop {
        for variant in 0..3 {
            console.tell(&message_variant("WRS", 2511, variant, &[word]));
        }
        match console.ask().await.trim() {
            answer if answer.eq_ignore_ascii_case("GO") => return Ok(()),
            answer if answer.eq_ignore_ascii_case("STOP") => {
                return Err(message("WRS", 7027, &[word]));
            }
            answer => console.tell(&message("WRS", 3, &[&answer.to_ascii_uppercase()])),
        }
    }
}

fn area(place: &SystemArea) -> Result<Area, Message> {
    let SystemArea { volid, from, cylinders } = place;
    let volume = Volid::new(volid).and_then(devices::find_volume);
    let volume = volume.ok_or_else(|| message("WRS", 7003, &[volid]))?;
    let last = from.saturating_add(*cylinders) - 1;
    let has = volume.cylinders().to_string();
    let area = Minidisk::new(volume, *from..=last);
    area.ok_or_else(|| message("WRS", 7007, &[volid, &has, &(last + 1).to_string()]))
}

/// What SHUTDOWN has left; after a crash, what the checkpoint has.
async fn warm(
    console: &Console,
    warm_start: &Area,
    checkpoint: &Area,
    volid: &str,
) -> Result<State, Message> {
    match warmstart::load(warm_start).await {
        Ok((state, _)) => return Ok(state),
        Err(WarmStartError::NoMark) => {}
        Err(_) => console.tell(&message("WRS", 7010, &[volid])),
    }
    checkpointed(console, checkpoint, volid).await
}

async fn checkpointed(console: &Console, area: &Area, volid: &str) -> Result<State, Message> {
    let checkpoint = Checkpoint::open(area.clone()).await.map_err(|fault| match fault {
        CheckpointError::Io(error) => unreadable(volid, error),
        _ => message("WRS", 7011, &[volid]),
    })?;
    if checkpoint.is_damaged() {
        console.tell(&message("WRS", 7025, &[volid]));
    }
    Ok(checkpoint.state().clone())
}

fn unreadable(volid: &str, error: IoError) -> Message {
    message("WRS", 7006, &["The checkpoint area", volid, error.reason(), "a volume that answers"])
}

/// Takes the files' pages out of the space that is free. A file whose pages are not there, or are
/// another's too, is held and told.
fn allocate(console: &Console, state: &mut State) -> Allocation {
    let mut allocation = Allocation::default();
    for (slot, online, extent) in cp_owned::extents(Space::Spol) {
        if online.is_own() {
            let first = extent.cylinders.start() * BLOCKS_PER_CYLINDER;
            allocation.add(Extent { slot, first, blocks: extent.length() * BLOCKS_PER_CYLINDER });
        }
    }
    let files: Vec<SpoolFile> = state.files().cloned().collect();
    let mut damaged = Vec::new();
    for mut file in files {
        if file.extents.iter().any(|extent| allocation.take(*extent).is_err()) {
            damaged.push(alloc::format!("{} {:04}", file.id.owner, file.id.number));
            file.hold.system = true;
            state.apply(Change::File(file));
        }
    }
    if !damaged.is_empty() {
        let count = damaged.len().to_string();
        console.tell(&message("WRS", 7014, &[&count, &damaged.join(", ")]));
    }
    allocation
}

impl Loaded {
    /// `Spool files available 56` and that spooling is initialised.
    pub fn tell(&self, console: &Console) {
        let files = self.state.files().count().to_string();
        console.tell(&message("WRS", 2513, &[]));
        console.tell(&message_variant("WRS", 2513, 1, &[&files]));
        console.tell(&message("WRS", 2512, &[]));
    }

    /// Takes over: from here on the checkpoint says what there is, and the warm start data of the
    /// last SHUTDOWN are used up.
    pub async fn begin(self, console: &Console) {
        let Self { checkpoint, warm_start, state, allocation } = self;
        let volid = &system::config().residence.as_ref().map_or("", |r| &r.checkpoint.volid);
        let checkpoint = match Checkpoint::create(checkpoint, state).await {
            Ok(checkpoint) => checkpoint,
            Err(CheckpointError::Io(error)) => return console.tell(&unreadable(volid, error)),
            Err(_) => return console.tell(&message("WRS", 7013, &["the checkpoint area"])),
        };
        if let Err(error) = warmstart::consume(&warm_start).await {
            return console.tell(&unreadable(volid, error));
        }
        let allocation = spin::Mutex::new(allocation);
        let checkpoint = Mutex::new(checkpoint);
        SPOOLING.call_once(|| Spooling { checkpoint, warm_start, allocation });
    }
}

impl Spooling {
    /// Accepts a change: when this returns `Ok`, it outlives a crash.
    pub async fn accept(&self, change: Change) -> Result<(), CheckpointError> {
        self.checkpoint.lock().await.accept(change).await
    }

    /// Looks at what there is.
    pub async fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(self.checkpoint.lock().await.state())
    }

    /// SHUTDOWN: leaves the whole state for the next WARM start.
    pub async fn save(&self, tod: u64) -> Result<(), WarmStartError> {
        let checkpoint = self.checkpoint.lock().await;
        warmstart::save(&self.warm_start, checkpoint.state(), tod).await
    }

    /// `FILES: 0000018 RDR, 0000017 PRT,   NO PUN`: of one user, or of all.
    pub async fn files(&self, owner: Option<&str>) -> String {
        let count = |state: &State, queue: Queue| {
            let wanted = |file: &&SpoolFile| owner.is_none_or(|owner| file.id.owner == owner);
            state.files().filter(wanted).filter(|file| file.queue == queue).count()
        };
        let digits = if owner.is_some() { 4 } else { 7 };
        self.look(|state| {
            let word = |queue: Queue| match count(state, queue) {
                0 => alloc::format!("  NO {}", queue.word()),
                files => alloc::format!("{files:0digits$} {}", queue.word()),
            };
            let [reader, printer, punch] = [Queue::Reader, Queue::Printer, Queue::Punch].map(word);
            alloc::format!("FILES: {reader}, {printer}, {punch}")
        })
        .await
    }
}
