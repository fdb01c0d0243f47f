//! A member in QEMU.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use formats::block::BLOCK_BYTES;
use formats::geometry::{BLOCKS_PER_CYLINDER, BLOCKS_PER_TRACK, TRACKS_PER_CYLINDER};

use crate::configuration::{Configuration, Load};
use crate::ipl::{Arguments, Dasd, End};
use crate::ports;
use crate::run::RunFolder;
use crate::symbols::{Namer, Symbols};
use crate::terminal::{self, AtEnd, RawTerminal};

/// IPLs the member and answers how it ended.
pub fn run(arguments: &Arguments, configuration: &Configuration) -> Result<End> {
    crate::setup::need(&[&crate::setup::QEMU])?;
    let mut namer = Namer::new(Symbols::read(&configuration.nucleus)?);
    let mut machine = Machine::start(arguments, configuration)?;
    terminal::answer(&machine.console, &configuration.answers, &mut namer)?;
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

/// CPUs, storage and name: what every member has.
fn processor(arguments: &Arguments, name: &str) -> Vec<String> {
    let (cpus, memory) = (arguments.cpus.to_string(), arguments.memory.to_string());
    ["-nodefaults", "-display", "none", "-action", "panic=exit-failure", "-accel", "tcg"]
        .into_iter()
        .chain(["-cpu", "max", "-name", name, "-smp", &cpus, "-m", &memory])
        .map(String::from)
        .collect()
}

/// The operator's console, QEMU's events, and QMP for whoever wants to change the machine while it
/// runs, each a socket of the run folder.
fn sockets(folder: &Path) -> Vec<String> {
    let socket = |name: &str| format!("socket,id={name},path={}", folder.join(name).display());
    let (console, events) = (socket(CONSOLE), socket(EVENTS));
    let terminal = format!("sclpconsole,chardev={CONSOLE}");
    let monitor = format!("chardev={EVENTS},mode=control");
    let qmp = format!("unix:{},server=on,wait=off", folder.join("qmp").display());
    let console = ["-chardev", &console, "-device", &terminal];
    let monitors = ["-chardev", &events, "-mon", &monitor, "-qmp", &qmp];
    console.into_iter().chain(monitors).map(String::from).collect()
}

/// From what the machine is loaded.
fn load(configuration: &Configuration) -> Vec<String> {
    const MACHINE: &str = "s390-ccw-virtio";
    match &configuration.load {
        Load::Kernel { parameters } => {
            let nucleus = configuration.nucleus.display().to_string();
            let options = ["-machine", MACHINE, "-kernel", &nucleus, "-append", parameters];
            options.map(String::from).into()
        }
        Load::Volume { loadparm, .. } => {
            let machine = match loadparm.as_str() {
                "" => String::from(MACHINE),
                loadparm => format!("{MACHINE},loadparm={loadparm}"),
            };
            vec!["-machine".into(), machine]
        }
    }
}

/// A volume in 3390 geometry, which the firmware must know to find blocks by it.
fn volume(dasd: &Dasd, ipl: bool) -> Result<Vec<String>> {
    let Dasd { address, file } = dasd;
    let bytes = file.metadata()?.len();
    let cylinders = bytes / BLOCK_BYTES as u64 / u64::from(BLOCKS_PER_CYLINDER);
    let drive =
        format!("file={},if=none,id=d{address},format=raw,file.locking=off", file.display());
    let device = format!(
        "virtio-blk-ccw,drive=d{address},devno=fe.0.{address},share-rw=on,\
         logical_block_size={BLOCK_BYTES},physical_block_size={BLOCK_BYTES},\
         heads={TRACKS_PER_CYLINDER},secs={BLOCKS_PER_TRACK},cyls={cylinders}{}",
        if ipl { ",bootindex=1" } else { "" }
    );
    Ok(vec!["-drive".into(), drive, "-device".into(), device])
}

/// All volumes.
fn volumes(configuration: &Configuration) -> Result<Vec<String>> {
    let is_ipl = |dasd: &Dasd| match &configuration.load {
        Load::Kernel { .. } => false,
        Load::Volume { address, .. } => dasd.address == *address,
    };
    let options = configuration.dasd.iter().map(|dasd| volume(dasd, is_ipl(dasd)));
    Ok(options.collect::<Result<Vec<_>>>()?.concat())
}

/// Names of the sockets.
const CONSOLE: &str = "console";
const EVENTS: &str = "events";

/// A machine that runs. It ends with this value.
struct Machine {
    qemu: Child,
    console: UnixStream,
    events: BufReader<UnixStream>,
    _folder: RunFolder,
}

impl Machine {
    fn start(arguments: &Arguments, configuration: &Configuration) -> Result<Self> {
        let run = RunFolder::new(&arguments.member)?;
        let console = UnixListener::bind(run.0.join(CONSOLE))?;
        let events = UnixListener::bind(run.0.join(EVENTS))?;
        // However this process ends, QEMU ends with it.
        let qemu = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "qemu-system-s390x"])
            .args(load(configuration))
            .args(processor(arguments, &configuration.name))
            .args(sockets(&run.0))
            .args(volumes(configuration)?)
            .args(ports::options(&run.0))
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
