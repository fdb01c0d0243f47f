//! A member in Hercules: its SCLP console is Hercules' own output, and the operator's lines go in
//! by the HTTP server.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use object::{Object, ObjectSegment};

use crate::emulated::Emulated;
use crate::ipl::{Arguments, End};
use crate::run::RunFolder;
use crate::symbols::{Namer, Symbols};

/// What CP says last before it waits for a line: line mode has no status that tells.
const QUESTIONS: [&str; 8] = [
    "GO to start without SYSTEM CONFIG, or SHUTDOWN",
    "Enter a null line to look for it again, or SHUTDOWN",
    "(NOAUTOlog)) or (SHUTDOWN)",
    "without deleting files, enter STOP",
    "Change TOD clock",
    "Set date",
    "HCPIOP952I",
    "Ready",
];
/// What Hercules says when CP has opened the console.
const CONSOLE_OPENED: &str = "HHCCP041I";
/// Line before the PSW of a disabled wait.
const DISABLED_WAIT: &str = "HHCCP011I";
/// Where the nucleus begins.
const NUCLEUS: u64 = 0x10000;

/// How long Hercules may take to write what it has in its caches and to end.
const END: Duration = Duration::from_secs(30);

/// Hercules, ended with this value.
struct Machine {
    hercules: Child,
    port: u16,
    _folder: RunFolder,
}

/// IPLs the member and answers how it ended. What it wrote is then on its volumes.
pub fn run(arguments: &Arguments, nucleus: PathBuf) -> Result<End> {
    crate::setup::need(&[&crate::setup::HERCULES])?;
    let volumes = arguments.dasd.iter().map(Emulated::take).collect::<Result<Vec<_>>>()?;
    let mut machine = Machine::start(arguments, &nucleus, &volumes)?;
    let output = machine.hercules.stdout.take().context("Hercules has a pipe")?;
    let mut output = BufReader::new(output);
    let end = converse(arguments, &machine, &mut output, Namer::new(Symbols::read(&nucleus)?));
    machine.end(output)?;
    volumes.iter().try_for_each(Emulated::equalize)?;
    end
}

/// Shows what CP says and types the lines of standard input, until the machine waits.
fn converse(
    arguments: &Arguments,
    machine: &Machine,
    output: &mut impl BufRead,
    mut namer: Namer,
) -> Result<End> {
    let last = arguments.batch.then(|| "SHUTDOWN".to_string());
    let mut input = std::io::stdin().lock().lines().map_while(Result::ok).chain(last);
    let (mut opened, mut waits) = (false, false);
    for line in output.lines().map_while(Result::ok) {
        waits |= line.contains(DISABLED_WAIT);
        if waits && let Some(psw) = wait_psw(&line) {
            return Ok(Some(psw));
        }
        opened |= line.starts_with(CONSOLE_OPENED);
        if opened && is_from_cp(&line) {
            print!("{}", String::from_utf8_lossy(&namer.add(format!("{line}\n").as_bytes())));
            if QUESTIONS.iter().any(|question| line.contains(question))
                && let Some(answer) = input.next()
            {
                println!("{answer}");
                machine.type_line(&answer)?;
            }
        }
    }
    Ok(None)
}

impl Machine {
    fn start(arguments: &Arguments, nucleus: &Path, volumes: &[Emulated]) -> Result<Self> {
        let run = RunFolder::new(&arguments.member)?;
        let (port, terminals) = (free_port()?, free_port()?);
        let write = |name: &str, bytes: &[u8]| fs::write(run.0.join(name), bytes);
        write("nucleus", &image(nucleus, &arguments.parm)?)?;
        // ESA/390, 31-bit mode, at the nucleus' first instruction.
        write("psw", &[0x00, 0x08, 0x00, 0x00, 0x80, 0x01, 0x00, 0x00])?;
        write("ipl.ins", b"psw 0x0\nnucleus 0x10000\n")?;
        write("ipl.rc", b"ipl ipl.ins\n")?;
        write("hercules.cnf", configuration(arguments, port, terminals, volumes).as_bytes())?;
        let hercules = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "hercules", "-f", "hercules.cnf"])
            .env("HERCULES_RC", "ipl.rc")
            .current_dir(&run.0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("hercules does not start")?;
        Ok(Self { hercules, port, _folder: run })
    }

    /// Gives a line to the SCLP's operator command facility.
    fn type_line(&self, line: &str) -> Result<()> {
        self.command(&format!(".{line}"))
    }

    /// Lets Hercules end: what it has in its caches is written.
    fn end(&mut self, mut output: impl Read + Send + 'static) -> Result<()> {
        let deadline = Instant::now() + END;
        let _ = self.command("quit");
        // It dies of a pipe that nobody reads.
        thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        while self.hercules.try_wait()?.is_none() {
            ensure!(Instant::now() < deadline, "Hercules did not end within {END:?}");
            sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Gives Hercules a command.
    fn command(&self, command: &str) -> Result<()> {
        let mut server = TcpStream::connect(("127.0.0.1", self.port))?;
        let text: String = command.bytes().map(|byte| format!("%{byte:02X}")).collect();
        write!(server, "GET /cgi-bin/tasks/syslog?command={text} HTTP/1.0\r\n\r\n")?;
        // The page that comes back is the console's log, which is read elsewhere; it is cut off
        // where the line ended Hercules.
        let _ = server.read_to_end(&mut Vec::new());
        Ok(())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.hercules.kill();
        let _ = self.hercules.wait();
    }
}

/// A port that nobody listens at now.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn configuration(arguments: &Arguments, port: u16, terminals: u16, volumes: &[Emulated]) -> String {
    let line =
        |volume: &Emulated| format!("{} 3390 \"{}\"\n", volume.address, volume.file().display());
    let volumes: String = volumes.iter().map(line).collect();
    format!(
        "CPUSERIAL 000001\nCPUMODEL 2097\nMAINSIZE {}\nNUMCPU {cpus}\nMAXCPU {cpus}\n\
         ARCHMODE z/Arch\nOSTAILOR QUIET\nLPARNAME {}\nHTTPPORT {port} noauth\nCNSLPORT {terminals}\n\
         0009 3215-C / noprompt\n{volumes}",
        arguments.memory,
        arguments.member,
        cpus = arguments.cpus,
    )
}

/// The nucleus as it is in storage, with its parameters.
fn image(path: &Path, parameters: &str) -> Result<Vec<u8>> {
    const PARAMETERS: usize = 0x480;
    const PARAMETER_BYTES: usize = 896;
    let bytes = fs::read(path)?;
    let elf = object::File::parse(&*bytes)?;
    let mut image = Vec::new();
    for segment in elf.segments() {
        let offset = segment.address().checked_sub(NUCLEUS).context("a segment below 0x10000")?;
        let data = segment.data()?;
        let end = offset as usize + data.len();
        image.resize(image.len().max(end), 0);
        image[offset as usize..end].copy_from_slice(data);
    }
    anyhow::ensure!(parameters.len() < PARAMETER_BYTES, "--parm has at most 895 characters");
    let area = image.get_mut(PARAMETERS..).context("the nucleus is too short")?;
    area[..parameters.len()].copy_from_slice(parameters.as_bytes());
    Ok(image)
}

/// Whether a line of Hercules' output is CP's: its own begin with a message number, a CPU, the
/// echo of a command or the blanks of a continuation.
fn is_from_cp(line: &str) -> bool {
    let own = ["HHC", "CPU0", ".", "ipl ", "          "];
    !own.iter().any(|start| line.starts_with(start))
}

/// Mask and address of `          PSW=00020000 00000000 0000000000000961`.
fn wait_psw(line: &str) -> End {
    let mut words = line.trim().strip_prefix("PSW=")?.split(' ');
    let mut hex = || u64::from_str_radix(words.next()?, 16).ok();
    let (high, low) = (hex()?, hex()?);
    Some((high << 32 | low, hex()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_read_from_the_log() {
        let line = "          PSW=00020000 00000000 0000000000000961";
        assert_eq!(wait_psw(line), Some((0x0002_0000_0000_0000, 0x961)));
        assert_eq!(wait_psw("HHCIN098I Shutdown initiated"), None);
    }
}
