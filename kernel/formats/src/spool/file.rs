//! Descriptor of a spool file, and file numbers that no two members give out.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// Highest number of a spool file.
const LAST_NUMBER: u16 = 9999;

/// A user's spool file: `MAINT 0012`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId {
    /// User whose queue has the file.
    pub owner: String,
    /// 1 to 9999, of its own for each user.
    pub number: u16,
}

/// The queue that a file is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Queue {
    /// RDR.
    Reader,
    /// PRT.
    Printer,
    /// PUN.
    Punch,
}

/// The kind of device that made a file: it stays the same in every queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Device {
    /// RDR.
    Reader,
    /// PRT.
    Printer,
    /// PUN.
    Punch,
    /// CON.
    Console,
}

/// Who holds a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// By its owner: USER.
    pub user: bool,
    /// By the operator: SYS.
    pub system: bool,
}

/// Pages one after the other on a spool volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// CP-owned slot of the volume, 1 to 255: the same on every member.
    pub slot: u8,
    /// First block on the volume.
    pub first: u32,
    /// How many blocks.
    pub blocks: u32,
}

/// A closed spool file. Names are up to eight characters in capitals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpoolFile {
    /// Owner and number.
    pub id: FileId,
    /// Queue of the owner.
    pub queue: Queue,
    /// What made it.
    pub device: Device,
    /// ORIGINID: user who made it.
    pub origin: String,
    /// A to Z or 0 to 9.
    pub class: char,
    /// How many records it has.
    pub records: u32,
    /// 1 to 255.
    pub copies: u8,
    /// HOLD.
    pub hold: Hold,
    /// KEEP: it stays after it was read.
    pub keep: bool,
    /// TOD clock when it was opened; also the key of its pages, different for every file.
    pub created: u64,
    /// NAME.
    pub name: String,
    /// TYPE.
    pub file_type: String,
    /// DIST.
    pub distribution: String,
    /// FORM.
    pub form: String,
    /// DEST.
    pub destination: String,
    /// Its pages in order.
    pub extents: Vec<Extent>,
}

impl Queue {
    /// As in answers: `RDR`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reader => "RDR",
            Self::Printer => "PRT",
            Self::Punch => "PUN",
        }
    }
}

impl Device {
    /// As in answers: `CON`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reader => "RDR",
            Self::Printer => "PRT",
            Self::Punch => "PUN",
            Self::Console => "CON",
        }
    }
}

impl Hold {
    /// As in answers: `NONE`, `USER`, `SYS` or `USYS`.
    pub const fn word(self) -> &'static str {
        match (self.user, self.system) {
            (false, false) => "NONE",
            (true, false) => "USER",
            (false, true) => "SYS",
            (true, true) => "USYS",
        }
    }
}

/// The share of the file numbers that a member may give out.
#[derive(Clone, Copy, Debug)]
pub struct Numbering {
    /// This member's slot from 1; not above `slots`.
    pub slot: u16,
    /// Slots of the cluster; 1 outside of one.
    pub slots: u16,
}

impl Numbering {
    /// The first free number after `last`, in a circle; none where this member's share is used up.
    pub fn next(&self, last: u16, used: impl Fn(u16) -> bool) -> Option<u16> {
        let stride = usize::from(self.slots.max(1));
        let share = || (self.slot.max(1)..=LAST_NUMBER).step_by(stride);
        let after = share().filter(|&number| number > last);
        after.chain(share()).find(|&number| !used(number))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn members_never_give_out_the_same_number() {
        let mut used = BTreeSet::new();
        for slot in 1..=4 {
            let numbering = Numbering { slot, slots: 4 };
            let mut last = 0;
            for _ in 0..2499 {
                last = numbering.next(last, |number| used.contains(&number)).unwrap();
                assert!(used.insert(last));
            }
        }
        assert!(used.iter().all(|number| (1..=LAST_NUMBER).contains(number)));
        let full = Numbering { slot: 4, slots: 4 }.next(0, |number| used.contains(&number));
        assert_eq!(full, None);
    }

    #[test]
    fn numbers_come_round() {
        let numbering = Numbering { slot: 1, slots: 1 };
        assert_eq!(numbering.next(LAST_NUMBER, |number| number == 1), Some(2));
    }
}
