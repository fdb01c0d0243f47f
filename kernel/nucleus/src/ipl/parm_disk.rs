//! The parm disk: the CMS minidisk in a PARM extent that has SYSTEM CONFIG.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;

use formats::allocation::{Extent, Kind};
use formats::edf::FileSystem;
use formats::label::Volid;
use formats::minidisk::Minidisk;
use messages::{Message, message, message_variant};
use syntax::device_number;

use super::parameters::Parameters;
use crate::devices;
use crate::volume::Volume;

/// An open parm disk.
pub struct ParmDisk {
    /// 1 for the first PARM extent of the volume.
    pub number: usize,
    /// The volume that it is on.
    pub volume: Arc<Volume>,
    /// First and last cylinder.
    pub cylinders: (u32, u32),
    /// Its files.
    pub files: FileSystem<Minidisk<Arc<Volume>>>,
}

/// File name and file type of the configuration.
pub struct FileName {
    pub name: String,
    pub kind: String,
}

impl FileName {
    /// FN= and FT=, by default SYSTEM CONFIG.
    pub fn of(parameters: &Parameters) -> Self {
        let value = |name, default: &str| parameters.value(name).unwrap_or(default.into());
        Self { name: value("FN", "SYSTEM"), kind: value("FT", "CONFIG") }
    }
}

impl ParmDisk {
    /// Finds the parm disk: that of PDVOL= (a label or a device number), else the first one, in
    /// the order of device numbers, that has the file. PDNUM= counts the PARM extents of a volume.
    pub async fn find(parameters: &Parameters, file: &FileName) -> Result<Self, Message> {
        let number = match parameters.value("PDNUM") {
            None => 1,
            Some(text) => text.parse().ok().filter(|&number| number > 0).ok_or_else(|| {
                message("ZCO", 7015, &[&format!("PDNUM={text}"), "a number from 1 on"])
            })?,
        };
        match parameters.value("PDVOL") {
            Some(place) => Self::open(volume_at(&place)?, number).await,
            None => Self::first_with(number, file).await,
        }
    }

    async fn first_with(number: usize, file: &FileName) -> Result<Self, Message> {
        for volume in devices::volumes().into_values() {
            if let Ok(disk) = Self::open(volume, number).await
                && disk.files.find(&file.name, &file.kind).is_some()
            {
                return Ok(disk);
            }
        }
        Err(message("ZCO", 7016, &[&number.to_string(), &file.name, &file.kind]))
    }

    async fn open(volume: Arc<Volume>, number: usize) -> Result<Self, Message> {
        let label = volume.volid().to_string();
        let damaged = |what: &str, why: String, expected: &str| {
            message("ZCO", 7006, &[what, &label, &why, expected])
        };
        let map = volume.allocation().await.map_err(|fault| {
            damaged("The allocation map", fault.to_string(), "a map written by CPFMTXA")
        })?;
        let is_parm = |extent: &&Extent| extent.kind == Kind::Parm;
        let extent = map.extents().iter().filter(is_parm).nth(number - 1);
        let Some(extent) = extent else {
            return Err(message("ZCO", 7017, &[&label, &number.to_string()]));
        };
        let cylinders = extent.cylinders.clone();
        let place = (*cylinders.start(), *cylinders.end());
        let expected = "a CMS minidisk of 4 KiB blocks";
        let minidisk = Minidisk::new(volume.clone(), cylinders);
        let minidisk =
            minidisk.ok_or_else(|| damaged("The parm disk", "it is cut off".into(), expected))?;
        let files = FileSystem::open(minidisk).await;
        let files = files.map_err(|fault| damaged("The parm disk", fault.to_string(), expected))?;
        Ok(Self { number, volume, cylinders: place, files })
    }

    /// `Using parm disk 1 on volume S1COM1 (device 8290).` and where it is.
    pub fn told(&self) -> [Message; 2] {
        let (first, last) = self.cylinders;
        let device = format!("{:04X}", self.volume.number);
        [
            message("ZCO", 6718, &[&self.number.to_string(), self.volume.volid(), &device]),
            message_variant("ZCO", 6718, 1, &[&first.to_string(), &last.to_string()]),
        ]
    }
}

/// The volume that PDVOL= means.
fn volume_at(place: &str) -> Result<Arc<Volume>, Message> {
    let by_number = device_number(place).and_then(|number| devices::volumes().remove(&number));
    let by_label = || devices::find_volume(Volid::new(place)?);
    by_number.or_else(by_label).ok_or_else(|| message("ZCO", 7003, &[place]))
}
