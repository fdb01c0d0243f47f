//! What INSTPLAN lets choose from.

use std::fmt;

use formats::geometry::{CYLINDERS_3390_3, CYLINDERS_3390_9};
use serde::{Deserialize, Serialize};

/// Where members run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// In logical partitions.
    First,
    /// As guests of another hypervisor.
    Second,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First => "First-Level",
            Self::Second => "Second-Level",
        })
    }
}

/// The system's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Language {
    /// American English in upper and lower case.
    #[default]
    Ameng,
    /// American English in capitals.
    Uceng,
    /// Japanese.
    Kanji,
}

impl Language {
    /// In the panel's order.
    pub const ALL: [Self; 3] = [Self::Ameng, Self::Uceng, Self::Kanji];
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ameng => "AMENG",
            Self::Uceng => "UCENG",
            Self::Kanji => "KANJI",
        })
    }
}

/// The model of all volumes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DasdModel {
    /// 3,339 cylinders.
    #[serde(rename = "3390-3")]
    Mod3,
    /// 10,017 cylinders.
    #[default]
    #[serde(rename = "3390-9")]
    Mod9,
}

impl DasdModel {
    /// In the panel's order.
    pub const ALL: [Self; 2] = [Self::Mod3, Self::Mod9];

    /// Cylinders of such a volume.
    pub const fn cylinders(self) -> u32 {
        match self {
            Self::Mod3 => CYLINDERS_3390_3,
            Self::Mod9 => CYLINDERS_3390_9,
        }
    }
}

impl fmt::Display for DasdModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mod3 => "3390 Mod 3",
            Self::Mod9 => "3390 Mod 9",
        })
    }
}

/// The products in the panel's order, row by row.
pub const PRODUCTS: [&str; 9] =
    ["VM", "OSA", "PERFTK", "VMHCD", "RACF", "DIRM", "RSCS", "ICKDSF", "TCPIP"];

/// Which products are loaded to where; what is in neither list is not loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Products {
    /// To minidisks.
    pub minidisk: Vec<String>,
    /// Into the filepool.
    pub filepool: Vec<String>,
}

impl Default for Products {
    fn default() -> Self {
        Self { minidisk: PRODUCTS.map(String::from).into(), filepool: Vec::new() }
    }
}
