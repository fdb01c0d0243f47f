//! SYSTEM CONFIG: found, read, and which system this is by it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use config::{Imbeds, IplParameters, Parsed, SystemConfig, parse_with};
use formats::ebcdic::to_text;
use formats::pdr::Name;
use messages::{Message, message};

use super::parameters;
use super::parm_disk::ParmDisk;
use crate::console::Console;
use crate::{cp_disks, shutdown, system, time};

/// Reads SYSTEM CONFIG, and answers the parameters as the operator may have changed them.
///
/// Whatever keeps CP from knowing who it is is told, and the operator is asked, as often as it
/// takes: nothing on any volume has been changed yet.
pub async fn read(console: &Console) -> IplParameters {
    let mut parameters = parameters::given(console);
    loop {
        let problem = match find_and_parse(console, &parameters).await {
            Ok((parm_disk, parsed)) => match identify(&parsed, &parameters) {
                Ok(config) => {
                    accept_errors(console, &parsed, &config).await;
                    console.name_system(&system::configure(config).system_name);
                    time::choose_zone();
                    cp_disks::access_parm_disk(parm_disk);
                    return parameters;
                }
                Err(problem) => problem,
            },
            Err(problem) => problem,
        };
        console.tell(&problem);
        let answer = ask(console).await;
        match answer.trim() {
            word if word.eq_ignore_ascii_case("SHUTDOWN") => shutdown::before_start(console).await,
            word if word.eq_ignore_ascii_case("GO") => {
                system::configure(Parsed::default().of_system(system::name()));
                return parameters;
            }
            changes => parameters::change(console, &mut parameters, changes),
        }
    }
}

async fn ask(console: &Console) -> String {
    console.say("Enter IPL parameters (SYSTEM= PDVOL= PDNUM= FN= FT=), a null line to try again,");
    console.say("GO to start without SYSTEM CONFIG, or SHUTDOWN");
    console.ask().await
}

async fn find_and_parse(
    console: &Console,
    parameters: &IplParameters,
) -> Result<(ParmDisk, Parsed), Message> {
    let parm_disk = ParmDisk::find(parameters).await?;
    parm_disk.told().iter().for_each(|line| console.tell(line));
    let (name, kind) = (&*parameters.file_name, &*parameters.file_type);
    let number = parm_disk.number.to_string();
    let volid = parm_disk.volume.volid();
    let records = records(&parm_disk, name, kind).await?;
    let records = records.ok_or_else(|| message("ZCO", 7009, &[name, kind, &number, volid]))?;
    let parsed = parse(&parm_disk, &format!("{name} {kind}"), &records).await?;
    tell_errors(console, &parsed);
    Ok((parm_disk, parsed))
}

/// Parses the file and those that it imbeds.
async fn parse(parm_disk: &ParmDisk, file: &str, records: &[String]) -> Result<Parsed, Message> {
    let mut imbeds = Imbeds::new();
    loop {
        let parsed = parse_with(file, records.iter().map(String::as_str), &imbeds);
        if parsed.wanted.is_empty() {
            return Ok(parsed);
        }
        for wanted in parsed.wanted {
            let (name, kind) = wanted.split_once(' ').unwrap_or((&wanted, ""));
            let records = self::records(parm_disk, name, kind).await?;
            imbeds.insert(wanted, records);
        }
    }
}

/// The records of a file of the parm disk; none if there is no such file.
async fn records(
    parm_disk: &ParmDisk,
    name: &str,
    kind: &str,
) -> Result<Option<Vec<String>>, Message> {
    let Some(entry) = parm_disk.files.find(name, kind) else { return Ok(None) };
    let records = parm_disk.files.records(entry).await.map_err(|fault| {
        let (what, volid) = (format!("File {name} {kind}"), parm_disk.volume.volid());
        message("ZCO", 7006, &[&what, volid, &fault.to_string(), "records that can be read"])
    })?;
    Ok(Some(records.iter().map(|record| to_text(record)).collect()))
}

/// Each error by z/VM's pair of messages; the statement is passed over.
fn tell_errors(console: &Console, parsed: &Parsed) {
    for error in parsed.problems.iter().map(|problem| &problem.diagnostic) {
        let (name, kind) = error.place.file.split_once(' ').unwrap_or((&error.place.file, ""));
        let record = error.place.record.to_string();
        console.tell(&message("ZSC", 6700, &[name, kind, "*", &record]));
        console.tell(&message("ZSC", 6701, &[&error.statement]));
        let column = error.place.column;
        let expected = match error.expected.as_str() {
            "" => String::new(),
            expected => format!("; expected {expected}"),
        };
        console.say(&format!("  column {column}: {}{expected}", error.problem));
    }
}

/// Goes on at once if TOLERATE_CONFIG_ERRORS tolerates the errors of this system, else when the
/// operator says so.
async fn accept_errors(console: &Console, parsed: &Parsed, config: &SystemConfig) {
    while parsed.problems_of(&config.system_name).any(|problem| !problem.tolerated) {
        console
            .say("TOLERATE_CONFIG_ERRORS NO: enter GO to start in spite of the errors (NOAUTOlog");
        console.say("can be answered to the Start prompt), or SHUTDOWN");
        let answer = console.ask().await;
        if answer.trim().eq_ignore_ascii_case("GO") {
            return;
        }
        if answer.trim().eq_ignore_ascii_case("SHUTDOWN") {
            shutdown::before_start(console).await;
        }
    }
}

/// Which system this is. One that is no member of the SSI cluster of the file is refused here:
/// it could neither join nor share the volumes.
fn identify(parsed: &Parsed, parameters: &IplParameters) -> Result<SystemConfig, Message> {
    let config = match &parameters.system {
        Some(name) => parsed.of_system(name),
        None => parsed
            .resolve(&system::identity())
            .map_err(|unidentified| message("ZPM", 7018, &[&unidentified.to_string()]))?,
    };
    let Some(ssi) = config.ssi.as_ref() else { return Ok(config) };
    let name = &config.system_name;
    if Name::new(name).is_some() && config.ssi_slot().is_some() {
        return Ok(config);
    }
    let members: Vec<&str> = ssi.slots.iter().map(|(_, member)| member.as_str()).collect();
    let machine = system::identity();
    let lpar = machine.lpar_name.unwrap_or("-");
    Err(message(
        "ZPM",
        7019,
        &[name, lpar, machine.machine_type, machine.cpu_id, &ssi.name, &members.join(", ")],
    ))
}
