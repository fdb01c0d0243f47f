//! QUERY ALLOC: what the CP-owned volumes' cylinders are for, and how much of each is used.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use formats::allocation::{Extent, Kind};
use formats::geometry::BLOCKS_PER_CYLINDER;
use syntax::abbreviates;

use crate::command::query::extra_option;
use crate::command::{Answer, Invocation, invalid_option};
use crate::ipl::cp_owned::{self, Online};
use crate::{directory, spooling};

/// Greatest number of pages that is told as it is; above it in thousands.
const PLAIN: u64 = 999_999;

/// QUERY ALLOC [PAGE|SPOOL|DRCT|TDISK|MAP].
pub async fn alloc(invocation: Invocation<'_>) -> Answer {
    let mut words = invocation.words();
    let Some(first) = words.next() else { return by_volume().await };
    if let Some(extra) = words.next() {
        return extra_option(extra.text);
    }
    let word = first.text;
    match () {
        () if abbreviates(word, "PAGE", 2) => table(Kind::Page).await,
        () if abbreviates(word, "SPOOL", 2) => table(Kind::Spol).await,
        () if abbreviates(word, "TDISK", 2) => table(Kind::Tdsk).await,
        () if abbreviates(word, "DRCT", 1) => drct(),
        () if abbreviates(word, "MAP", 1) => map(),
        () => invalid_option("QAL", word),
    }
}

/// Pages of an extent that are in use, and the highest of them, counted in the extent.
async fn usage(slot: u8, extent: &Extent) -> (u64, u64) {
    let (Kind::Spol, Some(spooling)) = (extent.kind, spooling::this()) else { return (0, 0) };
    let first = extent.cylinders.start() * BLOCKS_PER_CYLINDER;
    let pages = first..first + extent.length() * BLOCKS_PER_CYLINDER;
    spooling
        .look(|state| {
            let files = state.files().flat_map(|file| &file.extents);
            let here = files.filter(|file| file.slot == slot && pages.contains(&file.first));
            here.fold((0, 0), |(used, high), file| {
                let end = file.first + file.blocks - first;
                (used + u64::from(file.blocks), high.max(u64::from(end)))
            })
        })
        .await
}

fn pages(extent: &Extent) -> u64 {
    u64::from(extent.length()) * u64::from(BLOCKS_PER_CYLINDER)
}

/// A number of pages in six columns.
fn six(pages: u64) -> String {
    match pages {
        0..=PLAIN => format!("{pages:>6}"),
        _ if pages / 1024 <= 99_999 => format!("{:>5}K", pages / 1024),
        _ => format!("{:>5}M", pages / (1024 * 1024)),
    }
}

/// Percent of `total`, rounded down.
fn percent(used: u64, total: u64) -> u64 {
    used * 100 / total.max(1)
}

/// The table of one kind of space, with its sum.
async fn table(kind: Kind) -> Answer {
    let mut lines: Vec<String> = Vec::from([
        "                EXTENT     EXTENT  TOTAL  PAGES   HIGH    %".into(),
        "VOLID  RDEV      START        END  PAGES IN USE   PAGE USED".into(),
        "------ ---- ---------- ---------- ------ ------ ------ ----".into(),
    ]);
    let (mut total, mut in_use) = (0, 0);
    for (slot, online, extent) in cp_owned::extents(kind) {
        let (used, high) = usage(slot, &extent).await;
        let (start, end) = (extent.cylinders.start(), extent.cylinders.end());
        let (all, share) = (pages(&extent), percent(used, pages(&extent)));
        let (volid, number) = (online.volume.volid(), online.volume.number);
        lines.push(format!(
            "{volid:<6} {number:04X} {start:>10} {end:>10} {} {} {} {share:>3}%",
            six(all),
            six(used),
            six(high)
        ));
        (total, in_use) = (total + all, in_use + used);
    }
    let sum = |name: &str| {
        let share = percent(in_use, total);
        format!("{name:<33} {} {}        {share:>3}%", six(total), six(in_use))
    };
    lines.push(format!("{:34}------ ------        ----", ""));
    lines.extend([sum("SUMMARY"), sum("USABLE")]);
    Answer::text(lines)
}

/// The directory's space: `M01RES 0123          1         20     20      1      1   5% ACTIVE`.
fn drct() -> Answer {
    let mut lines: Vec<String> = Vec::from([
        "                EXTENT     EXTENT  TOTAL CYL IN   HIGH    %".into(),
        "VOLID  RDEV      START        END    CYL    USE    CYL USED".into(),
        "------ ---- ---------- ---------- ------ ------ ------ ----".into(),
    ]);
    for (_, online, extent) in cp_owned::extents(Kind::Drct) {
        let (used, active) = directory_cylinders(&online);
        let (start, end) = (extent.cylinders.start(), extent.cylinders.end());
        let (all, share) = (extent.length(), percent(used.into(), extent.length().into()));
        let (volid, number) = (online.volume.volid(), online.volume.number);
        let line = format!(
            "{volid:<6} {number:04X} {start:>10} {end:>10} {all:>6} {used:>6} {used:>6} \
             {share:>3}% {active}"
        );
        lines.push(line.trim_end().into());
    }
    Answer::text(lines)
}

/// Cylinders that the directory on line takes of a volume.
fn directory_cylinders(online: &Online) -> (u32, &'static str) {
    match directory::residence() {
        Some((volid, pages)) if volid == online.volume.volid() => {
            (pages.div_ceil(BLOCKS_PER_CYLINDER), "ACTIVE")
        }
        _ => (0, ""),
    }
}

/// Every extent of every CP-owned volume.
fn map() -> Answer {
    let mut lines: Vec<String> = Vec::from([
        "                EXTENT     EXTENT".into(),
        "VOLID  RDEV      START        END TYPE".into(),
        "------ ---- ---------- ---------- ----".into(),
    ]);
    for slot in cp_owned::list().into_values() {
        let Some(online) = slot.online else { continue };
        let (volid, number) = (online.volume.volid(), online.volume.number);
        lines.extend(online.map.extents().iter().map(|extent| {
            let (start, end) = (extent.cylinders.start(), extent.cylinders.end());
            format!("{volid:<6} {number:04X} {start:>10} {end:>10} {}", extent.kind)
        }));
    }
    Answer::text(lines)
}

/// A block of lines a volume, in cylinders.
async fn by_volume() -> Answer {
    let mut lines = Vec::new();
    for (slot, entry) in cp_owned::list() {
        let Some(online) = entry.online else { continue };
        let (volid, number) = (online.volume.volid(), online.volume.number);
        lines.push(format!("DASD {number:04X} {volid:<6} 3390 CKD-ECKD (UNITS IN CYLINDERS)"));
        for (name, kind) in [
            ("TDISK", Kind::Tdsk),
            ("PAGE", Kind::Page),
            ("SPOOL", Kind::Spol),
            ("DRCT", Kind::Drct),
        ] {
            let (used, note) = match kind {
                Kind::Drct => directory_cylinders(&online),
                _ => (used_cylinders(slot, &online, kind).await, ""),
            };
            let (total, comma) = (online.map.total(kind), if note.is_empty() { "" } else { ", " });
            let left = total.saturating_sub(used);
            lines.push(format!(
                "     {name:<5} TOTAL={total:011} INUSE={used:011} AVAIL={left:011}{comma}{note}"
            ));
        }
    }
    if let Some(volume) = crate::ipl::banner::volume() {
        lines.push(format!("IPL NUCLEUS ACTIVE ON VOLUME {volume}"));
    }
    Answer::text(lines)
}

async fn used_cylinders(slot: u8, online: &Online, kind: Kind) -> u32 {
    let mut used = 0;
    for extent in online.map.extents().iter().filter(|extent| extent.kind == kind) {
        used += usage(slot, extent).await.0;
    }
    used.div_ceil(u64::from(BLOCKS_PER_CYLINDER)) as u32
}
