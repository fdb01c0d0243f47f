//! The devices of a virtual machine.

use alloc::collections::{BTreeMap, BTreeSet};

use super::{Class, Kind, VirtualDevice};

/// All devices by their numbers; each has a subchannel number that no other has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Devices {
    by_number: BTreeMap<u16, VirtualDevice>,
    subchannels: BTreeSet<u16>,
}

impl Devices {
    /// A new device, on the first free subchannel. False if there is one of this number.
    pub fn define(&mut self, number: u16, kind: Kind) -> bool {
        if self.by_number.contains_key(&number) {
            return false;
        }
        // There are as many subchannel numbers as device numbers.
        let Some(subchannel) = (0..=u16::MAX).find(|number| !self.subchannels.contains(number))
        else {
            return false;
        };
        self.subchannels.insert(subchannel);
        self.by_number.insert(number, VirtualDevice { number, subchannel, kind });
        true
    }

    /// Takes a device away; its subchannel is free.
    pub fn remove(&mut self, number: u16) -> Option<VirtualDevice> {
        let device = self.by_number.remove(&number)?;
        self.subchannels.remove(&device.subchannel);
        Some(device)
    }

    /// Gives a device another number; its subchannel stays. False if there is none of the old
    /// number, or one of the new.
    pub fn renumber(&mut self, old: u16, new: u16) -> bool {
        if self.by_number.contains_key(&new) {
            return false;
        }
        let Some(device) = self.by_number.remove(&old) else { return false };
        self.by_number.insert(new, VirtualDevice { number: new, ..device });
        true
    }

    /// The device of a number.
    pub fn get(&self, number: u16) -> Option<&VirtualDevice> {
        self.by_number.get(&number)
    }

    /// The same, to be changed.
    pub fn kind_mut(&mut self, number: u16) -> Option<&mut Kind> {
        self.by_number.get_mut(&number).map(|device| &mut device.kind)
    }

    /// The device of a subchannel.
    pub fn on_subchannel(&self, subchannel: u16) -> Option<&VirtualDevice> {
        self.by_number.values().find(|device| device.subchannel == subchannel)
    }

    /// All by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &VirtualDevice> {
        self.by_number.values()
    }

    /// Those of a class, by their numbers.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &VirtualDevice> {
        self.iter().filter(move |device| device.class() == class)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::device::Reader;

    fn reader() -> Kind {
        Kind::Reader(Reader::new("2540", '*'))
    }

    proptest! {
        /// Subchannel numbers are the devices' own and stay the lowest.
        #[test]
        fn each_device_has_a_subchannel(
            steps in prop::collection::vec((0_u8..3, 0_u16..9, 0_u16..9), 0..60)
        ) {
            let mut devices = Devices::default();
            let mut most = 0;
            for (step, number, other) in steps {
                let (was, free) = (devices.get(number).cloned(), devices.get(other).is_none());
                match step {
                    0 => prop_assert_eq!(devices.define(number, reader()), was.is_none()),
                    1 => prop_assert_eq!(devices.remove(number), was),
                    _ => {
                        let done = devices.renumber(number, other);
                        prop_assert_eq!(done, was.is_some() && free);
                        let moved = devices.get(other).map(|device| device.subchannel);
                        prop_assert!(!done || moved == was.map(|device| device.subchannel));
                    }
                }
                let all: BTreeSet<u16> = devices.iter().map(|device| device.subchannel).collect();
                most = most.max(all.len());
                prop_assert_eq!(all.len(), devices.iter().count());
                prop_assert!(all.last().is_none_or(|&last| usize::from(last) < most));
                let is_found = |device: &VirtualDevice| {
                    devices.get(device.number) == Some(device)
                        && devices.on_subchannel(device.subchannel) == Some(device)
                };
                prop_assert!(devices.iter().all(is_found));
            }
        }
    }
}
