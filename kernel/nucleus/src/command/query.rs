//! QUERY: one table of operands; formats as z/VM's.

use alloc::format;
use alloc::string::String;

use formats::label::Volid;
use machine::{clock, cpu, storage};
use messages::{message, message_variant};
use syntax::{Keyword, Word, device_number};
use zarch::tod::UNITS_PER_SECOND;

use crate::banner::{CREATED, VERSION};
use crate::command::{Answer, Invocation, list};
use crate::devices::{self, Kind, RealDevice};
use crate::volume::Volume;
use crate::{system, time};

/// Frames of a megabyte.
const FRAMES_PER_MEGABYTE: usize = 256;
/// Megabytes of a gigabyte.
const MEGABYTES_PER_GIGABYTE: usize = 1024;
/// Devices of one line of QUERY DASD.
const DEVICES_PER_LINE: usize = 4;

/// What answers an operand.
type Operand = fn() -> Answer;

/// Every operand, with its minimum abbreviation.
const OPERANDS: [(Keyword, Operand); 12] = [
    (Keyword::new("COMMANDS", 4), list),
    (Keyword::new("CPLEVEL", 7), level),
    (Keyword::new("CPUID", 3), cpu_id),
    (Keyword::new("DASD", 2), dasd),
    (Keyword::new("FRAMES", 2), frames),
    (Keyword::new("NAMES", 1), names),
    (Keyword::new("PRIVCLAS", 4), classes),
    (Keyword::new("PROCESSORS", 4), processors),
    (Keyword::new("STORAGE", 2), real_storage),
    (Keyword::new("TIME", 1), time_of_day),
    (Keyword::new("USERID", 6), userid),
    (Keyword::new("USERS", 1), users),
];

/// Answers an operand of the table, or a device number.
pub async fn query(invocation: Invocation<'_>) -> Answer {
    let mut words = invocation.words();
    let Some(first) = words.next() else { return Answer::message(&message("CQV", 26, &[])) };
    let known = OPERANDS.iter().find(|(keyword, _)| keyword.matches(first.text));
    match (known, words.next()) {
        (Some(_), Some(extra)) => extra_option(&extra),
        (Some((_, operand)), None) => operand(),
        (None, _) => device_or_user(first.text),
    }
}

fn extra_option(word: &Word<'_>) -> Answer {
    Answer::message(&message_variant("CQV", 3, 1, &[&word.text.to_ascii_uppercase()]))
}

/// An operand that is no keyword is a device number, else a user id.
fn device_or_user(word: &str) -> Answer {
    if word.eq_ignore_ascii_case("OPERATOR") {
        return names();
    }
    let Some(number) = device_number(word) else { return volume_named(word) };
    match devices::find(number) {
        None => Answer::message(&message("QDV", 40, &[&format!("{number:04X}")])),
        Some(device) => Answer::lines(match &device.kind {
            Kind::Dasd(volume) => volume_details(number, volume),
            Kind::Other => other_device(number, &device),
        }),
    }
}

/// An operand that may be a volume's label.
fn volume_named(word: &str) -> Answer {
    match Volid::new(word).and_then(devices::find_volume) {
        Some(volume) => Answer::lines(volume_details(volume.number, &volume)),
        None => Answer::invalid_option("CQV", word),
    }
}

/// `DASD 8290 S1COM1   10017 CYL`, and what is wrong with the label where something is.
fn volume_details(number: u16, volume: &Volume) -> String {
    let cylinders = volume.cylinders();
    let access = if volume.read_only() { "R/O" } else { "R/W" };
    let line = |label: &str| format!("DASD {number:04X} {label:<6} {access} {cylinders:>10} CYL");
    match &volume.label {
        Ok(volid) => line(volid.as_str()),
        Err(error) => format!("{}\n     {error}", line("FREE")),
    }
}

fn other_device(number: u16, device: &RealDevice) -> String {
    match device.sense_id {
        Some(id) => format!(
            "DEV  {number:04X} FREE    , CUTYPE = {:04X}-{:02X}, DEVTYPE = {:04X}-{:02X}",
            id.control_unit_type, id.control_unit_model, id.device_type, id.device_model
        ),
        None => format!("DEV  {number:04X} OFFLINE"),
    }
}

fn level() -> Answer {
    let ipl = time::local(system::ipl_tod());
    let date = time::short_date(&ipl);
    let of_day = time::clock(&ipl);
    Answer::lines(format!(
        "Atoll Version {VERSION} (64-bit)\nGenerated at {CREATED}\nIPL at {date} {of_day} {}",
        time::ZONE
    ))
}

fn userid() -> Answer {
    Answer::lines(format!("OPERATOR AT {}", system::name()))
}

fn cpu_id() -> Answer {
    Answer::lines(format!("CPUID = {}", system::cpu_id()))
}

fn names() -> Answer {
    Answer::lines("OPERATOR - SYSC")
}

fn users() -> Answer {
    Answer::lines("0001 USERS, 0000 DIALED, 0000 NET")
}

fn classes() -> Answer {
    Answer::lines(
        "Privilege classes for user OPERATOR\n      Currently: ABCDEFG\n      Directory: ABCDEFG",
    )
}

fn time_of_day() -> Answer {
    let seconds = (clock::tod() - system::ipl_tod()) / UNITS_PER_SECOND;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Answer::lines(format!(
        "TIME IS {}\nCONNECT= {hours:02}:{minutes:02}:{seconds:02}",
        time::full(&time::now())
    ))
}

/// `512M`, or `2G` where it is whole gigabytes.
fn size(frames: usize) -> String {
    let megabytes = frames / FRAMES_PER_MEGABYTE;
    match megabytes % MEGABYTES_PER_GIGABYTE {
        0 => format!("{}G", megabytes / MEGABYTES_PER_GIGABYTE),
        _ => format!("{megabytes}M"),
    }
}

fn real_storage() -> Answer {
    let size = size(storage::usage().configured);
    Answer::lines(format!(
        "STORAGE = {size} CONFIGURED = {size} INC = 1M STANDBY = 0  RESERVED = 0"
    ))
}

fn frames() -> Answer {
    let usage = storage::usage();
    Answer::lines(format!(
        "All Frames:\n  Configured={}\n  GlobalClearedAvail={}\n  Nucleus={}  Allocated={}",
        usage.configured, usage.available, usage.nucleus, usage.allocated
    ))
}

fn processors() -> Answer {
    let line = |cpu: &cpu::Cpu| {
        let role = if cpu.index == 0 { "MASTER" } else { "ALTERNATE" };
        format!("PROCESSOR {:02} {role} CP\n", cpu.address)
    };
    Answer::lines(cpu::all().iter().map(line).collect::<String>())
}

fn dasd() -> Answer {
    let volumes = devices::volumes();
    if volumes.is_empty() {
        return Answer::lines("A DASD was not found.");
    }
    let entry = |(number, volume): (&u16, &alloc::sync::Arc<Volume>)| match &volume.label {
        Ok(volid) => format!("DASD {number:04X} {volid:<7}"),
        Err(_) => format!("DASD {number:04X} FREE   "),
    };
    let entries: alloc::vec::Vec<String> = volumes.iter().map(entry).collect();
    let lines = entries.chunks(DEVICES_PER_LINE).map(|line| line.join(", ") + "\n");
    Answer::lines(lines.collect::<String>())
}
