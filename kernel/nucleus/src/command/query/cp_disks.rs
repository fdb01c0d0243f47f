//! QUERY CPDISKS and CPLOAD: minidisks that CP reads, and where the nucleus came from.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::command::query::alone;
use crate::command::{Answer, Invocation};
use crate::cp_disks::{self, CpDisk};
use crate::ipl::banner;

/// QUERY CPDISKS.
pub async fn cp_disks(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let heading = "Label  Userid   Vdev Mode Stat Vol-ID Rdev Type   StartLoc     EndLoc";
        let rows = cp_disks::all().into_iter().map(|(mode, disk)| row(mode, &disk));
        Answer::text(core::iter::once(String::from(heading)).chain(rows))
    })
}

/// `MNTCF1 MAINT    0CF1  A   R/O  AB1RES 6205 CKD          39        158`
fn row(mode: char, disk: &CpDisk) -> String {
    let label = disk.files.label().text();
    let (user, vdev) = match disk.owner {
        Some((user, vdev)) => (format!("{user}"), format!("{vdev:04X}")),
        None => ("-".repeat(8), "-".repeat(4)),
    };
    let (volid, number) = (disk.volume.volid(), disk.volume.number);
    let (first, last) = disk.cylinders;
    format!(
        "{label:<6} {user:<8} {vdev}  {mode}   R/O  {volid:<6} {number:04X} CKD  \
         {first:>10} {last:>10}"
    )
}

/// QUERY CPLOAD: module, parm disk, kind of start.
pub async fn cp_load(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let module = match banner::volume() {
            Some(volume) => format!("Module CPLOAD was loaded from minidisk on volume {volume}."),
            None => String::from("Module CPLOAD was loaded by the host."),
        };
        let mut lines = Vec::from([module]);
        if let Some((number, disk)) = cp_disks::parm_disk() {
            let (first, last) = disk.cylinders;
            lines.push(format!(
                "Parm disk number {number} is on volume {}, cylinders {first} through {last}.",
                disk.volume.volid()
            ));
        }
        lines.push("Last start was a system IPL.".into());
        Answer::text(lines)
    })
}
