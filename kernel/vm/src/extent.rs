//! What a minidisk is a part of.

use alloc::string::String;
use core::fmt;

use directory::Name;
use serde::{Deserialize, Serialize};

/// Where the cylinders or blocks of an extent are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Volume {
    /// The volume of this label: the same on every member.
    Labelled(Name),
    /// A real volume that has no label, by its device number: of one member only.
    Unlabelled(u16),
    /// A virtual disk in storage, by the user who has it in the directory or defined it and by
    /// that user's device number: of one member only.
    Storage(Name, u16),
}

impl Volume {
    /// What stands in a label's place: six columns.
    pub fn label(&self) -> String {
        match self {
            Self::Labelled(label) => alloc::format!("{label:<6}"),
            Self::Unlabelled(_) => "      ".into(),
            Self::Storage(..) => "(VDSK)".into(),
        }
    }
}

/// Cylinders, or of FB-512 blocks, side by side.
///
/// This is what links are to: two minidisks of the same extent are one, whoever's they are; two
/// that only overlap are not, and nobody keeps their users from each other (CP Planning and
/// Administration, "MDISK directory statement").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Extent {
    /// The volume.
    pub volume: Volume,
    /// The first.
    pub start: u32,
    /// How many.
    pub length: u32,
}

/// What a link allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Granted {
    /// Reading.
    ReadOnly,
    /// Reading and writing.
    ReadWrite,
}

impl fmt::Display for Granted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::ReadOnly => "R/O",
            Self::ReadWrite => "R/W",
        })
    }
}
