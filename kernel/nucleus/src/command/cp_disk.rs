//! CPACCESS, CPRELEASE, CPLISTFILE, CPTYPE: files on the minidisks that CP has accessed.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use formats::edf::{Entry, RecordFormat};
use messages::message;
use syntax::device_number;

use crate::command::{Answer, Invocation, invalid_option};
use crate::cp_disks::{self, file_mode};

/// CPACCESS userid vdev mode.
pub async fn access(invocation: Invocation<'_>) -> Answer {
    let words: Vec<&str> = invocation.words().map(|word| word.text).collect();
    let (user, vdev, mode) = match words[..] {
        [user, vdev, mode] | [user, vdev, mode, _] => (user, vdev, mode),
        _ => return message("CPA", 26, &[]).into(),
    };
    if let Some(access) = words.get(3).filter(|access| !is_access(access)) {
        return invalid_option("CPA", access);
    }
    let Some(vdev) = device_number(vdev) else { return message("CPA", 22, &[]).into() };
    let Some(mode) = file_mode(mode) else { return invalid_option("CPA", mode) };
    match cp_disks::access(&user.to_ascii_uppercase(), vdev, mode).await {
        Ok(()) => Answer::text([format!(
            "CPACCESS request for {}'s {vdev:04X} in mode {mode} \
            completed.",
            user.to_ascii_uppercase()
        )]),
        Err(problem) => problem.into(),
    }
}

/// CP only reads: any way of sharing is good.
fn is_access(word: &str) -> bool {
    ["SR", "SRCP", "RR", "RRCP"].iter().any(|access| word.eq_ignore_ascii_case(access))
}

/// CPRELEASE mode.
pub async fn release(invocation: Invocation<'_>) -> Answer {
    let Some(word) = invocation.words().next() else { return message("CPR", 26, &[]).into() };
    match file_mode(word.text) {
        Some(mode) if cp_disks::release(mode) => {
            Answer::text([format!("CPRELEASE request for disk {mode} completed.")])
        }
        Some(mode) => message("CPR", 7030, &[&format!("{mode}")]).into(),
        None => invalid_option("CPR", word.text),
    }
}

/// CPLISTFILE [name [type [mode]]], each with `*` for any.
pub async fn list_file(invocation: Invocation<'_>) -> Answer {
    let words: Vec<String> =
        invocation.words().map(|word| word.text.to_ascii_uppercase()).collect();
    let pattern = |at: usize| words.get(at).map_or("*", String::as_str);
    if let Some(extra) = words.get(3) {
        return invalid_option("CPL", extra);
    }
    let mut lines = Vec::new();
    for (mode, disk) in cp_disks::all() {
        let wanted = |entry: &&Entry| {
            fits(pattern(0), &entry.id.name.text()) && fits(pattern(1), &entry.id.kind.text())
        };
        if fits(pattern(2), &format!("{mode}")) {
            lines.extend(disk.files.list().iter().filter(wanted).map(|entry| line(mode, entry)));
        }
    }
    if lines.is_empty() {
        return message("CPL", 7031, &[pattern(0), pattern(1), pattern(2)]).into();
    }
    Answer::text(lines)
}

/// Whether a pattern, with `*` for any characters at its end, stands for a name.
fn fits(pattern: &str, name: &str) -> bool {
    let name = name.trim();
    match pattern.strip_suffix('*') {
        Some(begin) => name.starts_with(begin),
        None => name == pattern,
    }
}

/// `SYSTEM   CONFIG   A1 V         72        103          2 11/24/26 14:12:28`
fn line(mode: char, entry: &Entry) -> String {
    let format = match entry.format {
        RecordFormat::Fixed => 'F',
        RecordFormat::Variable => 'V',
    };
    let (name, kind) = (entry.id.name.text(), entry.id.kind.text());
    let (records, blocks, length) = (entry.records, entry.blocks, entry.lrecl);
    let at = &entry.written;
    format!(
        "{name:<8} {kind:<8} {mode}1 {format} {length:>10} {records:>10} {blocks:>10} \
         {:02}/{:02}/{:02} {:02}:{:02}:{:02}",
        at.month,
        at.day,
        at.year % 100,
        at.hour,
        at.minute,
        at.second
    )
}

/// CPTYPE name type [mode].
pub async fn type_file(invocation: Invocation<'_>) -> Answer {
    let words: Vec<String> =
        invocation.words().map(|word| word.text.to_ascii_uppercase()).collect();
    let [name, kind, rest @ ..] = words.as_slice() else { return message("CPT", 26, &[]).into() };
    let found = match rest {
        [] => cp_disks::find(name, kind),
        [mode] if mode == "*" => cp_disks::find(name, kind),
        [mode] => file_mode(mode).and_then(|mode| {
            let disk = cp_disks::all().remove(&mode)?;
            let entry = disk.files.find(name, kind)?.clone();
            Some((disk, entry))
        }),
        [_, extra, ..] => return invalid_option("CPT", extra),
    };
    let Some((disk, entry)) = found else {
        let mode = rest.first().map_or("*", String::as_str);
        return message("CPT", 7031, &[name, kind, mode]).into();
    };
    match cp_disks::read_text(&disk, &entry).await {
        Ok(lines) => Answer::text(lines.iter().map(|line| line.trim_end())),
        Err(problem) => problem.into(),
    }
}
