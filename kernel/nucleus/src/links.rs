//! Minidisks of virtual machines: what a directory statement or LINK means on this member's
//! volumes, and who has which link.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use directory::statement::Statement;
use directory::statement::link::Link as LinkStatement;
use directory::statement::minidisk::{DiskType, Mdisk, Space, Volume as Place};
use directory::statement::mode::AccessMode;
use directory::{Name, Scope, User};
use formats::label::Volid;
use messages::{Message, message};
use spin::Mutex;
use vm::device::{Dasd, Kind};
use vm::link::{Event, Holder, LinkTable, Request};
use vm::{Answer, Extent, Granted, Line, Volume as Seat, device_statements};

use crate::users::LoggedOn;
use crate::volume::{Attachment, Volume};
use crate::{cp_disks, devices, directory as online, system};

static LINKS: Mutex<Option<LinkTable>> = Mutex::new(None);

fn table<T>(look: impl FnOnce(&mut LinkTable) -> T) -> T {
    look(LINKS.lock().get_or_insert_with(LinkTable::default))
}

/// This member, as the holder of a link names it.
fn member() -> Name {
    Name::new(system::name()).expect("a system has a name")
}

/// Takes in what happened to links.
pub fn apply(event: &Event) {
    table(|links| links.apply(event));
}

/// A device of a user is gone, and the link with it.
pub fn detached(user: Name, device: u16) {
    apply(&Event::Detached(Holder { member: member(), user, device }));
}

/// A device of a user has another number.
pub fn renumbered(user: Name, old: u16, new: u16) {
    let holder = Holder { member: member(), user, device: old };
    apply(&Event::Renumbered { holder, device: new });
}

/// A user has logged off.
pub fn user_gone(user: Name) {
    apply(&Event::UserGone { member: member(), user });
}

/// Who has minidisks of a volume: `MAINT    0551 R/O`.
pub fn of_volume(volume: &Volume) -> Vec<String> {
    let Some(label) = Name::label(volume.volid()) else { return Vec::new() };
    table(|links| {
        let here = links.iter().filter(|link| link.extent.volume == Seat::Labelled(label));
        let entry = |link: &vm::link::Link| {
            let Holder { user, device, .. } = link.holder;
            format!("{user:<8} {device:04X} {}", link.granted)
        };
        here.map(entry).collect()
    })
}

/// QUERY LINKS of a user's device: everybody who has the same minidisk.
pub fn query(machine: &LoggedOn, device: u16) -> Option<Vec<String>> {
    let devices = machine.machine.lock().devices.get(device).map(|device| device.kind.clone());
    let Some(Kind::Dasd(dasd)) = devices else { return None };
    Some(table(|links| links.query(dasd.extent)))
}

/// What a MDISK statement stands for here.
struct Minidisk {
    extent: Extent,
    kind: DiskType,
    /// Device number of the real volume.
    real: u16,
}

/// Why there is no such disk here.
enum Missing {
    NotMounted(String),
    /// CP gives no such space.
    NoSpace,
}

fn locate(mdisk: &Mdisk) -> Result<Minidisk, Missing> {
    let not_mounted = |label: &str| Missing::NotMounted(label.into());
    let (volume, start, size) = match mdisk.space {
        Space::Extent { start, size, volume: Place::Label(label) } => {
            let volume = Volid::new(label.as_str()).and_then(devices::find_volume);
            (volume.ok_or_else(|| not_mounted(label.as_str()))?, start, size)
        }
        Space::Extent { start, size, volume: Place::SystemResidence } => {
            let volume = cp_disks::system_residence();
            (volume.ok_or_else(|| not_mounted("+VMRES"))?, start, size)
        }
        Space::Device(number) => {
            let volume = devices::volumes().remove(&number);
            (volume.ok_or_else(|| not_mounted(&format!("{number:04X}")))?, 0, None)
        }
        Space::Temporary(_) | Space::Virtual(_) => return Err(Missing::NoSpace),
    };
    if volume.attachment() == Attachment::Free {
        return Err(not_mounted(volume.volid()));
    }
    let length = size.unwrap_or_else(|| volume.cylinders().saturating_sub(start));
    let seat = match Name::label(volume.volid()) {
        Some(label) => Seat::Labelled(label),
        None => Seat::Unlabelled(volume.number),
    };
    let inside = start.checked_add(length).is_some_and(|end| end <= volume.cylinders());
    if !inside || length == 0 {
        return Err(not_mounted(volume.volid()));
    }
    let extent = Extent { volume: seat, start, length };
    Ok(Minidisk { extent, kind: mdisk.kind, real: volume.number })
}

/// A link that is asked for.
pub struct Wanted<'a> {
    /// Whose minidisk.
    pub owner: &'a User,
    /// Its device number there.
    pub owner_device: u16,
    /// The device number that it is to have.
    pub device: u16,
    /// How.
    pub mode: AccessMode,
    /// The module whose messages tell of it: `LNM` of LINK, `LGD` of LOGON.
    pub module: &'static str,
}

/// Links a minidisk to a virtual machine; answers what is to be told.
pub fn link(machine: &LoggedOn, wanted: &Wanted<'_>) -> Result<Option<Line>, Message> {
    let Wanted { owner, owner_device, device, mode, module } = *wanted;
    let (owner_name, number) = (owner.name.as_str(), format!("{owner_device:04X}"));
    let found = owner.mdisk(owner_device);
    let (scope, mdisk) = found.ok_or_else(|| message(module, 107, &[owner_name, &number]))?;
    if machine.machine.lock().devices.get(device).is_some() {
        let device = format!("{device:04X}");
        return Err(message(module, 110, &[owner_name, &number, &device]));
    }
    let place = locate(mdisk).map_err(|missing| match missing {
        Missing::NotMounted(label) => message(module, 108, &[owner_name, &number, &label]),
        Missing::NoSpace => message(module, 7032, &[owner_name, &number]),
    })?;
    let holder = Holder { member: member(), user: machine.name, device };
    let request = Request { extent: place.extent, owner: (owner.name, owner_device), holder, mode };
    let (decision, _) = table(|links| links.request(&request));
    let told = decision.told(&request, module);
    let Some(granted) = decision.granted() else {
        return Err(match told {
            Some(Line::Message(message)) => message,
            _ => message(module, 119, &[owner_name, &number, ""]),
        });
    };
    define(machine, device, dasd(&place, granted, &request, scope, mdisk));
    Ok(told)
}

fn dasd(
    place: &Minidisk,
    granted: Granted,
    request: &Request,
    scope: Scope,
    mdisk: &Mdisk,
) -> Dasd {
    Dasd {
        kind: place.kind,
        extent: place.extent,
        real: Some(place.real),
        temporary: false,
        granted,
        owner: request.owner,
        scope,
        virtual_reserve: mdisk.mode.virtual_reserve,
    }
}

/// The number was looked at before; a link without its device would never be given back.
fn define(machine: &LoggedOn, device: u16, dasd: Dasd) {
    if machine.machine.lock().define(device, Kind::Dasd(dasd)).is_err() {
        detached(machine.name, device);
    }
}

/// LOGON: every device of the directory entry, in CP's order. What could not be had is told.
pub async fn define_devices(user: &User, machine: &LoggedOn) -> Answer {
    let mut answer = Answer::default();
    for statement in device_statements(user) {
        let told = match statement {
            Statement::Mdisk(mdisk) => own_minidisk(user, mdisk, machine),
            Statement::Link(statement) => linked_minidisk(statement, machine).await,
            Statement::Dedicate(dedicate) => {
                Err(message("LGD", 7033, &[&format!("{:04X}", dedicate.device)]))
            }
            other => {
                let defined = machine.machine.lock().define_simulated(other);
                defined.map(|()| None).map_err(|why| why.message("LGD"))
            }
        };
        match told {
            Ok(line) => line.into_iter().for_each(|line| answer.push(line)),
            Err(problem) => answer.push(problem),
        }
    }
    answer
}

fn own_minidisk(user: &User, mdisk: &Mdisk, machine: &LoggedOn) -> Result<Option<Line>, Message> {
    if let Space::Virtual(blocks) = mdisk.space {
        virtual_disk(machine, mdisk, blocks);
        return Ok(None);
    }
    link(
        machine,
        &Wanted {
            owner: user,
            owner_device: mdisk.device,
            device: mdisk.device,
            mode: mdisk.mode,
            module: "LGD",
        },
    )
}

/// V-DISK: blocks of storage, zeros at LOGON, of this member only.
fn virtual_disk(machine: &LoggedOn, mdisk: &Mdisk, blocks: u32) {
    let owner = (machine.name, mdisk.device);
    let extent = Extent { volume: Seat::Storage(owner.0, owner.1), start: 0, length: blocks };
    let dasd = Dasd {
        kind: mdisk.kind,
        extent,
        real: None,
        temporary: false,
        granted: Granted::ReadWrite,
        owner,
        scope: Scope::Local,
        virtual_reserve: mdisk.mode.virtual_reserve,
    };
    let holder = Holder { member: member(), user: machine.name, device: mdisk.device };
    table(|links| links.request(&Request { extent, owner, holder, mode: mdisk.mode }));
    define(machine, mdisk.device, dasd);
}

/// A LINK statement of the directory needs no password.
async fn linked_minidisk(
    statement: &LinkStatement,
    machine: &LoggedOn,
) -> Result<Option<Line>, Message> {
    let name = statement.owner.unwrap_or(machine.name);
    let name = name.as_str();
    let owner = online::find(name).await;
    let number = format!("{:04X}", statement.owner_device);
    let owner = owner.map_err(|_| message("LGD", 107, &[name, &number]))?;
    link(
        machine,
        &Wanted {
            owner: &owner,
            owner_device: statement.owner_device,
            device: statement.device,
            mode: statement.mode,
            module: "LGD",
        },
    )
}
