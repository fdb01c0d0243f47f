//! QUERY DASD, and real devices by their numbers.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use messages::message;
use syntax::device_number;

use crate::command::query::alone;
use crate::command::{Answer, Invocation};
use crate::devices::{self, Kind, RealDevice};
use crate::links;
use crate::volume::{Attachment, Volume};

/// Links of one line.
const USERS_PER_LINE: usize = 3;
/// Free devices of one line.
const DEVICES_PER_LINE: usize = 4;

/// QUERY DASD: CP's volumes a line each, then the free ones four a line.
pub async fn dasd(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let volumes: Vec<Arc<Volume>> = devices::volumes().into_values().collect();
        if volumes.is_empty() {
            return Answer::text(["A DASD was not found."]);
        }
        let is_free = |volume: &&Arc<Volume>| volume.attachment() == Attachment::Free;
        let owned = volumes.iter().filter(|volume| !is_free(volume));
        let mut lines: Vec<String> = owned.flat_map(|owned| volume(owned)).collect();
        let free: Vec<String> = volumes.iter().filter(is_free).map(|free| entry(free)).collect();
        let line = |entries: &[String]| String::from(entries.join(", ").trim_end());
        lines.extend(free.chunks(DEVICES_PER_LINE).map(line));
        Answer::text(lines)
    })
}

/// `DASD 8295 VM9RES `: a free volume among others.
fn entry(volume: &Volume) -> String {
    let volid = if volume.volid().is_empty() { "FREE" } else { volume.volid() };
    format!("DASD {:04X} {volid:<7}", volume.number)
}

/// A volume by itself: whose it is, and what is wrong with its label where something is.
pub fn volume(volume: &Volume) -> Vec<String> {
    let number = volume.number;
    let whose = match volume.attachment() {
        Attachment::CpOwned => "CP OWNED ",
        Attachment::System => "CP SYSTEM",
        Attachment::Free => {
            let mut lines = Vec::from([String::from(entry(volume).trim_end())]);
            lines.extend(volume.label.as_ref().err().map(|error| format!("     {error}")));
            return lines;
        }
    };
    Vec::from([format!(
        "DASD {number:04X} {whose} {:<6}   {}",
        volume.volid(),
        links::of_volume(volume).len()
    )])
}

/// Any device by its number.
pub fn real_device(number: u16, device: &RealDevice) -> Vec<String> {
    match (&device.kind, device.sense_id) {
        (Kind::Dasd(of), _) => volume(of),
        (Kind::Other | Kind::Ports(_), Some(id)) => Vec::from([format!(
            "DEV  {number:04X} FREE    , CUTYPE = {:04X}-{:02X}, DEVTYPE = {:04X}-{:02X}",
            id.control_unit_type, id.control_unit_model, id.device_type, id.device_model
        )]),
        (Kind::Other | Kind::Ports(_), None) => Vec::from([format!("DEV  {number:04X} OFFLINE")]),
    }
}

/// QUERY SYSTEM rdev: CP's volume and who has minidisks of it.
pub async fn system(invocation: Invocation<'_>) -> Answer {
    let Some(word) = invocation.words().next() else { return message("QSY", 21, &[]).into() };
    let Some(number) = device_number(word.text) else { return message("QSY", 21, &[]).into() };
    let number_text = format!("{number:04X}");
    let Some(volume) = devices::volumes().remove(&number) else {
        return message("QSY", 40, &[&number_text]).into();
    };
    let whose = match volume.attachment() {
        Attachment::Free => return message("QSY", 47, &["DASD", &number_text]).into(),
        Attachment::CpOwned => "CPVOL",
        Attachment::System => "SYSTEM",
    };
    let users = links::of_volume(&volume);
    let (count, volid) = (users.len(), volume.volid());
    let head = format!("DASD {number_text} ATTACHED {whose} {count:04} {volid}");
    let line = |users: &[String]| users.join(", ");
    Answer::text(core::iter::once(head).chain(users.chunks(USERS_PER_LINE).map(line)))
}
