//! The ports of a member that is up: sockets of its run folder, each the other end of a port of a
//! virtio console device. The machine takes one connection to a port at a time, so that whoever
//! connects takes the port's lock first.

use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Read};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::run;

/// Device number of the virtio console device.
const DEVICE: &str = "fe.0.ffe0";

/// How long CP may take to greet.
const PATIENCE: Duration = Duration::from_millis(500);
/// After how many times the user is told what is waited for.
const ATTEMPTS_IN_SILENCE: u32 = 6;

/// Ports of one purpose, and how their names begin: CP knows them by it.
pub struct Kind {
    prefix: &'static str,
    count: usize,
}

/// Terminals.
pub const TERMINALS: Kind = Kind { prefix: "console", count: 8 };
/// Where commands come in.
pub const COMMANDS: Kind = Kind { prefix: "cp", count: 4 };

impl Kind {
    fn names(&self) -> impl Iterator<Item = String> + use<> {
        let prefix = self.prefix;
        (0..self.count).map(move |number| format!("{prefix}{number}"))
    }
}

/// QEMU's options for all ports, with their sockets in the member's run folder.
pub fn options(folder: &Path) -> Vec<String> {
    let ports = TERMINALS.count + COMMANDS.count;
    // Port 0 is none that other devices than consoles of old drivers may have.
    let bus = format!("virtio-serial-ccw,id=ports,devno={DEVICE},max_ports={}", ports + 1);
    let mut options = vec!["-device".into(), bus];
    for (number, name) in TERMINALS.names().chain(COMMANDS.names()).enumerate() {
        let path = folder.join(&name).display().to_string();
        options.extend([
            "-chardev".into(),
            format!("socket,id={name},path={path},server=on,wait=off"),
            "-device".into(),
            format!("virtserialport,bus=ports.0,nr={},chardev={name},name={name}", number + 1),
        ]);
    }
    options
}

/// A port that is this process' alone for as long as this value lives.
pub struct Port {
    /// The connection.
    pub stream: UnixStream,
    /// What CP said first.
    pub greeting: Vec<u8>,
    _lock: File,
}

impl Port {
    /// Connects to a free port of the member; waits for one if there is none and it `may_wait`.
    pub fn connect(member: &str, kind: &Kind, may_wait: bool) -> Result<Self> {
        let folder = run::folder(member)?;
        let mut first = None;
        for name in kind.names() {
            let lock = File::create(folder.join(format!("{name}.lock")))?;
            match lock.try_lock() {
                Ok(()) => return Self::at(member, &folder.join(&name), lock),
                Err(TryLockError::WouldBlock) => first = first.or(Some((name, lock))),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
        let Some((name, lock)) = first.filter(|_| may_wait) else {
            bail!("all {} ports of {member} for this are in use", kind.count);
        };
        lock.lock()?;
        Self::at(member, &folder.join(name), lock)
    }

    /// Connects until CP, which speaks first, is heard. It is not while it comes up; and QEMU, when
    /// a client has gone while CP was writing to it, may hold what CP writes to the next one back
    /// until that one has gone, too.
    fn at(member: &str, socket: &Path, lock: File) -> Result<Self> {
        for attempt in 1.. {
            let stream = UnixStream::connect(socket)
                .with_context(|| format!("{member} is not up, or has no such port"))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            let mut bytes = [0; 4096];
            match (&stream).read(&mut bytes) {
                Ok(0) => bail!("{member} ended before it answered"),
                Ok(length) => {
                    stream.set_read_timeout(None)?;
                    return Ok(Self { stream, greeting: bytes[..length].into(), _lock: lock });
                }
                Err(error) if error.kind() != ErrorKind::WouldBlock => return Err(error.into()),
                Err(_) if attempt == ATTEMPTS_IN_SILENCE => {
                    eprintln!("{member} has not answered yet; waiting");
                }
                Err(_) => {}
            }
        }
        unreachable!("the loop has no end")
    }
}
