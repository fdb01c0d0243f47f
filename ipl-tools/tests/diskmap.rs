//! DISKMAP shows minidisks, gaps and overlaps.

use anyhow::Result;
use ipl_tools::{directxa, diskmap};

#[test]
fn gaps_and_overlaps_are_shown() -> Result<()> {
    let source = "DIRECTORY 123 3390 VM2RES\n\
                  USER A NOLOG\n MDISK 191 3390 10 10 VOL001 MR\n\
                  USER B NOLOG\n MDISK 191 3390 15 10 VOL001 MR\n";
    let directory = directxa::read_source("USER DIRECT", source, &[])?;
    let lines = diskmap::lines(&directory);
    assert!(lines[0].starts_with("VOLUME VOL001"), "{lines:?}");
    let words = |n: usize| lines[n].split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(1), "*** GAP 0 9 10");
    assert_eq!(words(2), "A 0191 10 19 10");
    assert_eq!(words(3), "B 0191 15 24 10 *** OVERLAP");
    assert_eq!(words(4), "*** GAP 25 10016 9992");
    Ok(())
}
