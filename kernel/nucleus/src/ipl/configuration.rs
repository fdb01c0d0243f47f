//! SYSTEM CONFIG: found, read, and which system this is by it.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use config::{Parsed, SystemConfig};
use formats::ebcdic::to_text;
use formats::pdr::Name;
use messages::{Message, message};

use super::parameters::Parameters;
use super::parm_disk::{FileName, ParmDisk};
use crate::console::Console;
use crate::{cp_disks, shutdown, system, time};

/// Reads SYSTEM CONFIG, and answers the parameters as the operator may have changed them.
///
/// Whatever keeps CP from knowing who it is is told, and the operator is asked, as often as it
/// takes: nothing on any volume has been changed yet.
pub async fn read(console: &Console) -> Parameters {
    let mut parameters = Parameters::given();
    loop {
        let problem = match find_and_parse(console, &parameters).await {
            Ok((parm_disk, parsed)) => match identify(&parsed, &parameters) {
                Ok(config) => {
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
            changes => parameters = parameters.with(changes),
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
    parameters: &Parameters,
) -> Result<(ParmDisk, Parsed), Message> {
    let file = FileName::of(parameters);
    let parm_disk = ParmDisk::find(parameters, &file).await?;
    parm_disk.told().iter().for_each(|line| console.tell(line));
    let FileName { name, kind } = &file;
    let number = parm_disk.number.to_string();
    let volid = parm_disk.volume.volid();
    let entry = parm_disk.files.find(name, kind);
    let entry = entry.ok_or_else(|| message("ZCO", 7009, &[name, kind, &number, volid]))?;
    let records = parm_disk.files.records(entry).await.map_err(|fault| {
        let what = format!("File {name} {kind}");
        message("ZCO", 7006, &[&what, volid, &fault.to_string(), "records that can be read"])
    })?;
    let lines: Vec<String> = records.iter().map(|record| to_text(record)).collect();
    let parsed = config::parse(&format!("{name} {kind}"), lines.iter().map(String::as_str));
    tell_errors(console, &parsed, name, kind);
    Ok((parm_disk, parsed))
}

/// Each error by z/VM's pair of messages; the statement is passed over.
fn tell_errors(console: &Console, parsed: &Parsed, name: &str, kind: &str) {
    for error in &parsed.diagnostics {
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

/// Which system this is. One that is no member of the SSI cluster of the file is refused here:
/// it could neither join nor share the volumes.
fn identify(parsed: &Parsed, parameters: &Parameters) -> Result<SystemConfig, Message> {
    let config = match parameters.value("SYSTEM") {
        Some(name) => parsed.of_system(&name),
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
