//! Who has what of each volume: what DISKMAP prints.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::entry::Directory;
use crate::name::Name;
use crate::statement::Statement;
use crate::statement::minidisk::{Space, Volume};

/// A run of cylinders of a volume (of FB-512: of blocks).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The entry that has it and its virtual device number; none for a gap.
    pub owner: Option<(Name, u16)>,
    /// The first cylinder.
    pub start: u32,
    /// The last cylinder.
    pub end: u32,
    /// Whether an extent that begins before or with it also has some of its cylinders.
    pub overlap: bool,
}

/// The minidisks and gaps of each volume that the directory names, by first cylinder.
///
/// `cylinders` says how many a volume has; what goes to `END` ends there, and so does the last
/// gap. Full packs (`0 END`, DEVNO) are left out, as DISKMAP does.
pub fn minidisks(
    directory: &Directory,
    cylinders: impl Fn(Volume) -> u32,
) -> BTreeMap<Volume, Vec<Extent>> {
    let mut volumes: BTreeMap<Volume, Vec<Extent>> = BTreeMap::new();
    for entry in &directory.entries {
        for statement in &entry.statements {
            let Statement::Mdisk(mdisk) = statement else { continue };
            let Space::Extent { start, size, volume } = mdisk.space else { continue };
            if mdisk.space.is_full_pack() {
                continue;
            }
            let end = match size {
                Some(size) => start.saturating_add(size.saturating_sub(1)),
                None => cylinders(volume).saturating_sub(1).max(start),
            };
            let owner = Some((entry.name, mdisk.device));
            let extent = Extent { owner, start, end, overlap: false };
            volumes.entry(volume).or_default().push(extent);
        }
    }
    for (&volume, extents) in &mut volumes {
        extents.sort_by_key(|extent| (extent.start, extent.end));
        *extents = with_gaps(extents, cylinders(volume));
    }
    volumes
}

/// Sorted extents with their overlaps marked and the gaps between them.
fn with_gaps(extents: &[Extent], cylinders: u32) -> Vec<Extent> {
    let gap = |start, end: u32| Extent { owner: None, start, end: end - 1, overlap: false };
    let mut all = Vec::with_capacity(2 * extents.len() + 1);
    let mut next = 0;
    for extent in extents {
        if extent.start > next {
            all.push(gap(next, extent.start));
        }
        all.push(Extent { overlap: extent.start < next, ..*extent });
        next = next.max(extent.end.saturating_add(1));
    }
    if cylinders > next {
        all.push(gap(next, cylinders));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse;

    #[test]
    fn overlaps_and_gaps_are_shown_and_full_packs_are_not() {
        let text = "DIRECTORY 123 3390 VM2RES\n\
                    USER A NOLOG\n MDISK 191 3390 10 10 VOL001 MR\n\
                    MDISK 123 3390 0 END VOL001 RR\n\
                    MDISK 192 3390 90 END VOL001\n\
                    USER B NOLOG\n MDISK 191 3390 15 10 VOL001 MR\n MDISK 200 3390 DEVNO 8290 MW\n";
        let directory = parse("USER DIRECT", text, &[]).unwrap();
        let map = minidisks(&directory, |_| 100);
        let rows: Vec<_> = map[&Volume::Label(Name::new("VOL001").unwrap())]
            .iter()
            .map(|e| (e.owner.map(|(name, _)| name.as_str().to_owned()), e.start, e.end, e.overlap))
            .collect();
        let (a, b) = (Some("A".to_owned()), Some("B".to_owned()));
        assert_eq!(
            rows,
            [
                (None, 0, 9, false),
                (a.clone(), 10, 19, false),
                (b, 15, 24, true),
                (None, 25, 89, false),
                (a, 90, 99, false)
            ]
        );
    }
}
