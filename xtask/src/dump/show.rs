//! A dump as a reader sees it.

use anyhow::{Context, Result};
use formats::dump::CpuRegisters;
use trace::{ANCHOR, Anchor, Callers, Entry, Kind, RING_BYTES};
use zarch::tod::{DateTime, UNITS_PER_SECOND};
use zerocopy::FromBytes;

use super::opened::Opened;

/// Callers of a CPU that are shown at most.
const CALLERS: usize = 64;
/// Bytes of a line of storage.
const LINE_BYTES: u64 = 16;

/// When and why CP ended, and each CPU's registers and callers.
pub fn summary(dump: &Opened) -> Result<()> {
    let header = dump.header();
    let time = DateTime::of_tod(header.tod, 0);
    println!("Abend {} of {} ({})", header.abend_code, header.system, dump.place);
    println!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02} UTC, {} pages of {} MiB",
        time.year,
        time.month,
        time.day,
        time.hour,
        time.minute,
        time.second,
        header.pages(),
        header.storage >> 20
    );
    dump.cpus.iter().for_each(|cpu| registers(dump, cpu));
    Ok(())
}

fn registers(dump: &Opened, cpu: &CpuRegisters) {
    let [mask, address] = cpu.psw;
    println!("CPU {:04}, prefix {:08X}", cpu.address, cpu.prefix);
    println!("  PSW {mask:016X} {address:016X}{}", name(dump, address));
    let four = |name: &str, values: &[u64], digits: usize| {
        for (n, line) in values.chunks(4).enumerate() {
            let values: Vec<String> =
                line.iter().map(|value| format!("{value:0digits$X}")).collect();
            println!("  {name}{:<2} {}", n * 4, values.join(" "));
        }
    };
    four("GR", &cpu.general, 16);
    four("CR", &cpu.control, 16);
    four("AR", &cpu.access.map(u64::from), 8);
    for caller in Callers::of(&cpu.general, |address| dump.doubleword(address)).take(CALLERS) {
        let name = dump.symbols.as_ref().and_then(|symbols| symbols.caller(caller));
        println!("  CALLED FROM {caller:016X} {}", name.unwrap_or_default());
    }
}

/// ` function+offset`, where it is known.
fn name(dump: &Opened, address: u64) -> String {
    let name = dump.symbols.as_ref().and_then(|symbols| symbols.name(address));
    name.map(|name| format!(" {name}")).unwrap_or_default()
}

/// The last `count` entries of the trace tables of all CPUs, in the order of their times.
pub fn trace(dump: &Opened, count: usize) {
    let of_cpu = |cpu: &CpuRegisters| {
        let address = cpu.address;
        entries(dump, cpu).into_iter().flatten().map(move |entry| (entry.tod.get(), address, entry))
    };
    let mut entries: Vec<_> = dump.cpus.iter().flat_map(of_cpu).collect();
    entries.sort_by_key(|(tod, ..)| *tod);
    for (tod, cpu, entry) in entries.iter().skip(entries.len().saturating_sub(count)) {
        let psw = match entry.kind().map(Kind::operands) {
            Some([.., "PSW"]) => name(dump, entry.long[1].get()),
            _ => String::new(),
        };
        println!("{} {cpu:04} {entry}{psw}", clock(*tod));
    }
}

/// The entries of a CPU, where its prefix area and its ring were dumped.
fn entries(dump: &Opened, cpu: &CpuRegisters) -> Option<Vec<Entry>> {
    let anchor = dump.bytes(cpu.prefix + u64::from(ANCHOR), size_of::<Anchor>())?;
    let anchor = Anchor::read_from_bytes(&anchor).ok()?;
    let ring = dump.bytes(anchor.ring.get(), RING_BYTES)?;
    Some(trace::written(&ring, anchor.written.get()).collect())
}

/// `14:32:11.123456`
fn clock(tod: u64) -> String {
    let time = DateTime::of_tod(tod, 0);
    let microseconds = tod % UNITS_PER_SECOND / 4096;
    format!("{:02}:{:02}:{:02}.{microseconds:06}", time.hour, time.minute, time.second)
}

/// Storage in hexadecimal and, where it is ASCII, as text.
pub fn storage(dump: &Opened, address: u64, length: u64) -> Result<()> {
    let end = address.checked_add(length).context("the address space ends before that")?;
    for line in (address..end).step_by(LINE_BYTES as usize) {
        let length = LINE_BYTES.min(end - line) as usize;
        match dump.bytes(line, length) {
            Some(bytes) => println!("{line:016X}  {}", hexadecimal(&bytes)),
            None => println!("{line:016X}  was not dumped"),
        }
    }
    Ok(())
}

/// `00000000 0000000F  *........*`
fn hexadecimal(bytes: &[u8]) -> String {
    let word = |word: &[u8]| word.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let words: Vec<String> = bytes.chunks(4).map(word).collect();
    let shown =
        |&byte: &u8| if byte == b' ' || byte.is_ascii_graphic() { byte.into() } else { '.' };
    let text: String = bytes.iter().map(shown).collect();
    format!("{:<35}  *{text}*", words.join(" "))
}
