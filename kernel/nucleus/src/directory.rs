//! The user directory that is on line: read from the DRCT area of a CP-owned volume.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use directory::{FindError, Name, ObjectBytes, ObjectDirectory, User};
use formats::allocation::Kind;
use formats::block::BLOCK_BYTES;
use formats::drct::{ActiveCopy, Area, DrctError};
use messages::{Message, message};
use spin::Mutex;

use crate::console::Console;
use crate::ipl::cp_owned::{self, Online};
use crate::system;

/// A directory that is on line.
struct Directory {
    /// The volume that it was read from.
    volid: String,
    object: Vec<u8>,
}

static ONLINE: Mutex<Option<Arc<Directory>>> = Mutex::new(None);

/// Why a user cannot be looked up.
#[derive(Debug)]
pub enum LookupError {
    /// No directory is on line.
    NoDirectory,
    /// There is no such user.
    NotInDirectory,
    /// The directory is damaged.
    Damaged(FindError),
}

impl LookupError {
    /// The message of `module` about user `name`.
    pub fn message(&self, module: &'static str, name: &str) -> Message {
        match self {
            Self::NoDirectory => message(module, 7020, &[]),
            Self::NotInDirectory => message(module, 53, &[name]),
            Self::Damaged(fault) => message(module, 7021, &[name, &fault.to_string()]),
        }
    }
}

/// Brings the directory on line as the IPL does, and tells.
pub async fn bring_online(console: &Console) {
    match read().await {
        Ok(line) => console.say(&line),
        Err(problems) => problems.iter().for_each(|problem| console.tell(problem)),
    }
}

/// Reads the active directory of the first CP-owned volume that has a whole one; answers the line
/// that tells which. The one that was on line before stays where none is found.
pub async fn read() -> Result<String, Vec<Message>> {
    let mut problems = Vec::new();
    for (_, online, extent) in cp_owned::extents(Kind::Drct) {
        let area = Area::cylinders(*extent.cylinders.start(), *extent.cylinders.end());
        match object(&online, area).await {
            Ok(object) => {
                let volid = online.volume.volid().to_string();
                *ONLINE.lock() = Some(Arc::new(Directory { volid, object }));
                let (volid, number) = (online.volume.volid(), online.volume.number);
                return Ok(format!(
                    "The directory on volume {volid} at address {number:04X} has been brought \
                     online."
                ));
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        problems.push(message("DRC", 7022, &[]));
    }
    Err(problems)
}

/// The volume that the directory on line is on, and how many pages it takes.
pub fn residence() -> Option<(String, u32)> {
    let online = ONLINE.lock();
    let Directory { volid, object } = online.as_deref()?;
    Some((volid.clone(), object.len().div_ceil(BLOCK_BYTES) as u32))
}

async fn object(online: &Online, area: Area) -> Result<Vec<u8>, Message> {
    let volid = online.volume.volid();
    let told = |fault: DrctError| match fault {
        DrctError::Missing | DrctError::Unfinished => message("DRC", 7008, &[volid]),
        fault => message(
            "DRC",
            7006,
            &["The directory", volid, &fault.to_string(), "a directory written by DIRECTXA"],
        ),
    };
    let copy = ActiveCopy::open(&online.volume, area).await.map_err(told)?;
    let object = copy.read_all().await.map_err(told)?;
    ObjectDirectory::open(ObjectBytes(&object)).await.map_err(|fault| {
        message(
            "DRC",
            7006,
            &[
                "The directory",
                volid,
                &fault.to_string(),
                "a directory written by this level of DIRECTXA",
            ],
        )
    })?;
    Ok(object)
}

/// The system operator, whether a directory is on line and has it or not.
pub async fn operator(name: Name) -> User {
    match find(name.as_str()).await {
        Ok(user) => user,
        Err(_) => built_in(name).await,
    }
}

/// What the operator has where no directory says it: all classes, and nothing else.
async fn built_in(name: Name) -> User {
    let source = format!("DIRECTORY 0123 3390 NONE\nUSER {name} NOLOG 32M 32M ABCDEFG\n");
    let source = directory::parse("BUILT-IN DIRECT", &source, &[]).expect("a directory");
    let object = directory::compile(&source, name).expect("an object directory");
    let object = ObjectDirectory::open(ObjectBytes(&object)).await.expect("its header");
    object.find(name, name).await.expect("whole").expect("the only user")
}

/// The user of that name, as it is on this system.
pub async fn find(name: &str) -> Result<User, LookupError> {
    let directory = ONLINE.lock().clone().ok_or(LookupError::NoDirectory)?;
    let name = Name::new(name).ok_or(LookupError::NotInDirectory)?;
    let system = Name::new(system::name()).ok_or(LookupError::NotInDirectory)?;
    let object = ObjectDirectory::open(ObjectBytes(&directory.object)).await;
    let object = object.map_err(LookupError::Damaged)?;
    let user = object.find(name, system).await.map_err(LookupError::Damaged)?;
    user.ok_or(LookupError::NotInDirectory)
}
