//! The parm disk: the CMS minidisk in a PARM extent that has SYSTEM CONFIG.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;

use config::{IplParameters, ParmVolume};
use formats::allocation::{Extent, Kind};
use formats::edf::FileSystem;
use formats::label::Volid;
use formats::minidisk::Minidisk;
use messages::{Message, message, message_variant};

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

impl ParmDisk {
    /// Finds the parm disk: that of PDVOL= (a label or a device number), else the first one, in
    /// the order of device numbers, that has the file. PDNUM= counts the PARM extents of a volume.
    pub async fn find(parameters: &IplParameters) -> Result<Self, Message> {
        match &parameters.parm_volume {
            Some(place) => Self::open(volume_at(place)?, parameters.parm_disk as usize).await,
            None => Self::first_with(parameters).await,
        }
    }

    async fn first_with(parameters: &IplParameters) -> Result<Self, Message> {
        let IplParameters { parm_disk, file_name, file_type, .. } = parameters;
        for volume in devices::volumes().into_values() {
            if let Ok(disk) = Self::open(volume, *parm_disk as usize).await
                && disk.files.find(file_name, file_type).is_some()
            {
                return Ok(disk);
            }
        }
        Err(message("ZCO", 7016, &[&parm_disk.to_string(), file_name, file_type]))
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
fn volume_at(place: &ParmVolume) -> Result<Arc<Volume>, Message> {
    let found = match place {
        ParmVolume::Device(number) => devices::volumes().remove(number),
        ParmVolume::Volid(volid) => Volid::new(volid).and_then(devices::find_volume),
    };
    found.ok_or_else(|| message("ZCO", 7003, &[&place.to_string()]))
}
