//! A member in Hercules: its SCLP console is Hercules' own output, and the operator's lines go in
//! by the HTTP server.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use formats::parameter_area;

use crate::configuration::{Configuration, Load};
use crate::emulated::Emulated;
use crate::ipl::{Arguments, End};
use crate::program::Program;
use crate::run::RunFolder;
use crate::symbols::{Namer, Symbols};

/// What CP says last before it waits for a line: line mode has no status that tells.
const QUESTIONS: [&str; 9] = [
    "IPLPARMS WORDS, OR LOAD",
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

/// How long Hercules may take to write what it has in its caches and to end.
const END: Duration = Duration::from_secs(30);

/// Hercules, ended with this value.
struct Machine {
    hercules: Child,
    port: u16,
    _folder: RunFolder,
}

/// IPLs the member and answers how it ended. What it wrote is then on its volumes.
pub fn run(arguments: &Arguments, configuration: &Configuration) -> Result<End> {
    crate::setup::need(&[&crate::setup::HERCULES])?;
    let volumes = configuration.dasd.iter().map(Emulated::take).collect::<Result<Vec<_>>>()?;
    let mut machine = Machine::start(arguments, configuration, &volumes)?;
    let output = machine.hercules.stdout.take().context("Hercules has a pipe")?;
    let mut output = BufReader::new(output);
    let namer = Namer::new(Symbols::read(&configuration.nucleus)?);
    let end = converse(arguments, configuration, &machine, &mut output, namer);
    machine.end(output)?;
    volumes.iter().try_for_each(Emulated::equalize)?;
    end
}

/// Shows what CP says and types the lines for the loader and those of standard input, until the
/// machine waits.
fn converse(
    arguments: &Arguments,
    configuration: &Configuration,
    machine: &Machine,
    output: &mut impl BufRead,
    mut namer: Namer,
) -> Result<End> {
    let last = arguments.batch.then(|| "SHUTDOWN".to_string());
    let lines = std::io::stdin().lock().lines().map_while(Result::ok).chain(last);
    let mut input = configuration.answers.iter().cloned().chain(lines);
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
    fn start(
        arguments: &Arguments,
        configuration: &Configuration,
        volumes: &[Emulated],
    ) -> Result<Self> {
        let run = RunFolder::new(&arguments.member)?;
        let (port, terminals) = (free_port()?, free_port()?);
        let ipl = match &configuration.load {
            Load::Kernel { parameters } => {
                write_programs(&run.0, &configuration.nucleus, parameters)?;
                String::from("ipl ipl.ins\n")
            }
            Load::Volume { address, .. } => format!("ipl {address}\n"),
        };
        fs::write(run.0.join("ipl.rc"), ipl)?;
        let statements = statements(arguments, configuration, port, terminals, volumes);
        fs::write(run.0.join("hercules.cnf"), statements)?;
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

/// The configuration file.
fn statements(
    arguments: &Arguments,
    configuration: &Configuration,
    port: u16,
    terminals: u16,
    volumes: &[Emulated],
) -> String {
    let line =
        |volume: &Emulated| format!("{} 3390 \"{}\"\n", volume.address, volume.file().display());
    let volumes: String = volumes.iter().map(line).collect();
    let loadparm = match &configuration.load {
        Load::Volume { loadparm, .. } if !loadparm.is_empty() => format!("LOADPARM {loadparm}\n"),
        _ => String::new(),
    };
    format!(
        "CPUSERIAL 000001\nCPUMODEL 2097\nMAINSIZE {}\nNUMCPU {cpus}\nMAXCPU {cpus}\n\
         ARCHMODE z/Arch\nOSTAILOR QUIET\nLPARNAME {}\nHTTPPORT {port} noauth\nCNSLPORT {terminals}\n\
         {loadparm}0009 3215-C / noprompt\n{volumes}",
        arguments.memory,
        configuration.name,
        cpus = arguments.cpus,
    )
}

/// What a list-directed IPL loads: the nucleus, and a PSW that enters it.
fn write_programs(folder: &Path, nucleus: &Path, parameters: &str) -> Result<()> {
    fs::write(folder.join("nucleus"), image(nucleus, parameters)?)?;
    // ESA/390, 31-bit mode, at the nucleus' first instruction.
    fs::write(folder.join("psw"), [0x00, 0x08, 0x00, 0x00, 0x80, 0x01, 0x00, 0x00])?;
    Ok(fs::write(folder.join("ipl.ins"), "psw 0x0\nnucleus 0x10000\n")?)
}

/// The nucleus as it is in storage, with its parameters.
fn image(nucleus: &Path, parameters: &str) -> Result<Vec<u8>> {
    let mut bytes = Program::of_elf(nucleus)?.bytes;
    parameter_area::put(&mut bytes, parameters).map_err(|fault| anyhow!("--parm: {fault}"))?;
    Ok(bytes)
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
