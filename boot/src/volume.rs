//! The volume that the loader was IPLed from.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt::Display;
use core::ops::RangeInclusive;

use drivers::dasd::{self, Dasd};
use drivers::subchannel::Subchannel;
use formats::allocation::{ALLOCATION_BLOCK, AllocationMap, Kind};
use formats::block::{BLOCK_BYTES, BlockDevice};
use formats::cpload::MAXIMUM_FILE;
use formats::edf::FileSystem;
use formats::label::{self, Volid};
use formats::minidisk::Minidisk;
use machine::channel;
use messages::{Message, message};
use zarch::{SenseId, SubchannelId};

use crate::choice::{Choice, MODULE};

/// The IPL volume.
pub struct IplVolume {
    number: u16,
    dasd: Dasd,
    volid: Volid,
    map: AllocationMap,
}

impl IplVolume {
    /// Finds the device by what the IPL left in the lowcore, and reads label and allocation.
    pub async fn open() -> Result<Self, Message> {
        let id = machine::ipl_subchannel();
        let device = id.and_then(|id| Some((id, channel::store(id)?.pmcw.device_number.get())));
        let (id, number) = device.ok_or_else(|| message("SAL", 7101, &[]))?;
        let dasd = bring_up(id, number).await?;
        let volid = label::read(&dasd).await.map_err(|error| device_fault(number, &error))?;
        let map = read_map(&dasd, number).await?;
        Ok(Self { number, dasd, volid, map })
    }

    /// The device's number.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// The volume's identifier.
    pub fn volid(&self) -> Volid {
        self.volid
    }

    /// The cylinders of PARM extent `number`, from 1.
    pub fn parm_extent(&self, number: usize) -> Option<&RangeInclusive<u32>> {
        let mut extents = self.map.extents().iter().filter(|extent| extent.kind == Kind::Parm);
        extents.nth(number.checked_sub(1)?).map(|extent| &extent.cylinders)
    }

    /// Reads the chosen module's file.
    pub async fn read_module(&self, choice: &Choice) -> Result<Vec<u8>, Message> {
        let cylinders = self.parm_extent(choice.extent).ok_or_else(|| self.no_extent(choice))?;
        let minidisk = Minidisk::new(&self.dasd, cylinders.clone());
        let outside = || self.minidisk_fault(choice, &"the volume ends before them");
        let minidisk = minidisk.ok_or_else(outside)?;
        let fault = |fault| self.minidisk_fault(choice, &fault);
        let file_system = FileSystem::open(minidisk).await.map_err(fault)?;
        let Some(entry) = file_system.find(&choice.module, MODULE) else {
            let there: Vec<_> = file_system.list().iter().map(|e| e.id.to_string()).collect();
            return Err(self.module_fault(
                choice,
                &format!("not found; the minidisk has {} files: {}", there.len(), there.join(", ")),
            ));
        };
        let bytes = u64::from(entry.blocks) * BLOCK_BYTES as u64;
        if bytes > MAXIMUM_FILE as u64 {
            let fault = format!("{bytes} bytes, expected {MAXIMUM_FILE} at most");
            return Err(self.module_fault(choice, &fault));
        }
        file_system.read(entry).await.map_err(|fault| self.module_fault(choice, &fault))
    }

    /// Puts the device at rest.
    pub async fn release(self) -> Result<(), Message> {
        let number = self.number;
        self.dasd.release().await.map_err(|error| device_fault(number, &error))
    }

    /// What is wrong with the chosen module.
    pub fn module_fault(&self, choice: &Choice, fault: &dyn Display) -> Message {
        self.fault(choice, 7104, &[&choice.module, &fault.to_string()])
    }

    fn minidisk_fault(&self, choice: &Choice, fault: &dyn Display) -> Message {
        self.fault(choice, 7103, &[&fault.to_string()])
    }

    /// A message that names device, volume and cylinders first.
    fn fault(&self, choice: &Choice, number: u16, operands: &[&str]) -> Message {
        let Some(cylinders) = self.parm_extent(choice.extent) else {
            return self.no_extent(choice);
        };
        let (first, last) = (cylinders.start().to_string(), cylinders.end().to_string());
        let device = format!("{:04X}", self.number);
        let place = [device.as_str(), self.volid.as_str(), &first, &last];
        message("SAL", number, &[&place, operands].concat())
    }

    fn no_extent(&self, choice: &Choice) -> Message {
        let count = self.map.extents().iter().filter(|extent| extent.kind == Kind::Parm).count();
        let wanted = choice.extent;
        let fault = format!(
            "block {ALLOCATION_BLOCK}: volume {} has {count} PARM extents, expected number {wanted}",
            self.volid
        );
        device_fault(self.number, &fault)
    }
}

async fn bring_up(id: SubchannelId, number: u16) -> Result<Dasd, Message> {
    let fault = |error| device_fault(number, &error);
    let mut subchannel = Subchannel::enable(id, size_of::<SenseId>()).map_err(fault)?;
    let sense_id = subchannel.sense_id().await.map_err(fault)?;
    match dasd::bring_up(id, &sense_id).await {
        Some(dasd) => dasd.map_err(fault),
        None => {
            let (unit, device) = (sense_id.control_unit_type, sense_id.device_type);
            let told = format!("it is a {device:04X} at a {unit:04X}, expected a DASD");
            Err(device_fault(number, &told))
        }
    }
}

async fn read_map(dasd: &Dasd, number: u16) -> Result<AllocationMap, Message> {
    let mut block = Box::new([0; BLOCK_BYTES]);
    let read = dasd.read(ALLOCATION_BLOCK, &mut block).await;
    read.map_err(|error| {
        device_fault(number, &format!("block {ALLOCATION_BLOCK}: {}", error.reason()))
    })?;
    AllocationMap::from_block(&block).map_err(|fault| device_fault(number, &fault))
}

fn device_fault(number: u16, fault: &dyn Display) -> Message {
    message("SAL", 7102, &[&format!("{number:04X}"), &fault.to_string()])
}
