//! Minidisks, temporary disks and virtual disks in storage.

use alloc::format;
use alloc::string::String;

use directory::statement::minidisk::DiskType;
use directory::{Name, Scope};

use crate::extent::{Extent, Granted, Volume};

/// A disk that is a part of a volume or of storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dasd {
    /// Kind of disk.
    pub kind: DiskType,
    /// What it is a part of.
    pub extent: Extent,
    /// The device number of the real volume; none of a virtual disk.
    pub real: Option<u16>,
    /// T-DISK, or a virtual disk that was defined: gone when its user detaches it.
    pub temporary: bool,
    /// What the guest may do with it.
    pub granted: Granted,
    /// Whose minidisk it is and its device number there.
    pub owner: (Name, u16),
    /// Whether it is the same on every member.
    pub scope: Scope,
    /// Whether the guest's reserve and release are simulated.
    pub virtual_reserve: bool,
}

impl Dasd {
    /// `DASD 0100 3390 EMC2C6 R/W      10016 CYL ON DASD  C2C6 SUBCHANNEL = 0000`
    pub(super) fn line(&self, number: u16, subchannel: u16) -> String {
        let label = match self.extent.volume {
            Volume::Labelled(_) if self.temporary => "(TEMP)".into(),
            volume => volume.label(),
        };
        let real = self.real.map_or_else(|| "VDSK".into(), |real| format!("{real:04X}"));
        let shape = Shape { kind: self.kind, size: self.extent.length, granted: self.granted };
        line(number, &shape, &label, &real, subchannel)
    }
}

/// What the line of a disk tells of it.
pub(super) struct Shape {
    pub(super) kind: DiskType,
    pub(super) size: u32,
    pub(super) granted: Granted,
}

/// The line of a disk, of a dedicated volume too.
pub(super) fn line(number: u16, shape: &Shape, label: &str, real: &str, subchannel: u16) -> String {
    let Shape { kind, size, granted } = shape;
    let (kind, unit) = match kind {
        DiskType::Ckd3380 => ("3380", "CYL"),
        DiskType::Ckd3390 => ("3390", "CYL"),
        DiskType::Ckd9345 => ("9345", "CYL"),
        DiskType::Fb512 => ("9336", "BLK"),
    };
    format!(
        "DASD {number:04X} {kind} {label} {granted}{size:>11} {unit} ON DASD  {real} \
         SUBCHANNEL = {subchannel:04X}"
    )
}
