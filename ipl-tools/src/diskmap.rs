//! DISKMAP: who has which cylinders of each volume, with gaps and overlaps.

use directory::{Directory, minidisks};
use formats::geometry::CYLINDERS_3390_9;

/// A line for each minidisk and gap, below a heading for each volume.
pub fn lines(directory: &Directory) -> Vec<String> {
    let mut lines = Vec::new();
    for (volume, extents) in minidisks(directory, |_| CYLINDERS_3390_9) {
        lines.push(format!("VOLUME {volume}  USERID   ADDR      START        END       SIZE"));
        for extent in extents {
            let (start, end) = (extent.start, extent.end);
            let size = u64::from(end) + 1 - u64::from(start);
            let owner = match extent.owner {
                Some((name, device)) => format!("{:<8} {device:04X}", name.as_str()),
                None => format!("{:<13}", "  *** GAP"),
            };
            let overlap = if extent.overlap { "  *** OVERLAP" } else { "" };
            lines.push(format!("{:15}{owner} {start:>10} {end:>10} {size:>10}{overlap}", ""));
        }
    }
    lines
}
