//! A member in QEMU.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::ipl::{Arguments, Dasd, End};
use crate::ports;
use crate::run::RunFolder;
use crate::symbols::{Namer, Symbols};
use crate::terminal::{self, AtEnd, RawTerminal};

/// IPLs the member and answers how it ended.
pub fn run(arguments: &Arguments, nucleus: PathBuf) -> Result<End> {
    crate::setup::need(&[&crate::setup::QEMU])?;
    let namer = Namer::new(Symbols::read(&nucleus)?);
    let mut machine = Machine::start(arguments, nucleus)?;
    if std::io::stdin().is_terminal() {
        eprintln!("Leave by SHUTDOWN, or press Ctrl-A and x to power off.");
        let _raw = RawTerminal::enter();
        terminal::converse(&machine.console, machine.console.try_clone()?, namer)?;
    } else {
        let end = if arguments.batch { AtEnd::Type("SHUTDOWN") } else { AtEnd::Stay };
        terminal::type_lines(&machine.console, machine.console.try_clone()?, end, namer)?;
    }
    machine.end()
}

/// The options of a volume in 3390 geometry.
fn volume(dasd: &Dasd) -> [String; 4] {
    let (address, file) = (&dasd.address, dasd.file.display());
    let drive = format!("file={file},if=none,id=d{address},format=raw,file.locking=off");
    let device = format!(
        "virtio-blk-ccw,drive=d{address},devno=fe.0.{address},share-rw=on,\
         logical_block_size=4096,physical_block_size=4096,heads=15,secs=12,cyls=10017"
    );
    ["-drive".into(), drive, "-device".into(), device]
}

/// A machine that runs. It ends with this value.
struct Machine {
    qemu: Child,
    console: UnixStream,
    events: BufReader<UnixStream>,
    _folder: RunFolder,
}

impl Machine {
    fn start(arguments: &Arguments, nucleus: PathBuf) -> Result<Self> {
        let run = RunFolder::new(&arguments.member)?;
        let folder = &run.0;
        let console = UnixListener::bind(folder.join("console"))?;
        let events = UnixListener::bind(folder.join("events"))?;
        let socket = |name: &str| format!("path={}", folder.join(name).display());
        // However this process ends, QEMU ends with it.
        let qemu = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "qemu-system-s390x"])
            .args(["-machine", "s390-ccw-virtio", "-accel", "tcg", "-cpu", "max"])
            .args(["-nodefaults", "-display", "none", "-action", "panic=exit-failure"])
            .args(["-name", &arguments.member, "-smp", &arguments.cpus.to_string()])
            .args(["-m", &arguments.memory.to_string()])
            .args(["-chardev", &format!("socket,id=console,{}", socket("console"))])
            .args(["-device", "sclpconsole,chardev=console"])
            .args(["-chardev", &format!("socket,id=events,{}", socket("events"))])
            .args(["-mon", "chardev=events,mode=control"])
            .arg("-kernel")
            .arg(nucleus)
            .args(["-append", &arguments.parm])
            .args(arguments.dasd.iter().flat_map(volume))
            .args(ports::options(folder))
            .stdin(Stdio::null())
            .spawn()
            .context("qemu-system-s390x does not start")?;
        let (console, _) = console.accept()?;
        let (mut events, _) = events.accept()?;
        events.write_all(b"{\"execute\":\"qmp_capabilities\"}\n")?;
        Ok(Self { qemu, console, events: BufReader::new(events), _folder: run })
    }

    /// Waits for the machine's end; answers the PSW of the wait that ended it.
    fn end(&mut self) -> Result<End> {
        let mut psw = None;
        for line in (&mut self.events).lines().map_while(Result::ok) {
            psw = wait_psw(&line).or(psw);
        }
        self.qemu.wait()?;
        Ok(psw)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.qemu.kill();
        let _ = self.qemu.wait();
    }
}

/// Mask and address of the PSW that QEMU's event of a crashed guest tells.
fn wait_psw(event: &str) -> Option<(u64, u64)> {
    let event: serde_json::Value = serde_json::from_str(event).ok()?;
    let info = event.get("data")?.get("info")?;
    Some((info.get("psw-mask")?.as_u64()?, info.get("psw-addr")?.as_u64()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_read_from_the_event() {
        let event = r#"{"event":"GUEST_PANICKED","data":{"action":"shutdown","info":
            {"core":0,"psw-addr":2401,"reason":"disabled-wait","psw-mask":562949953421312,
            "type":"s390"}}}"#;
        assert_eq!(wait_psw(event), Some((0x0002_0000_0000_0000, 0x961)));
        assert_eq!(wait_psw(r#"{"return": {}}"#), None);
    }
}
