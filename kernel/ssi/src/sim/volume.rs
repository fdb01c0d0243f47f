//! The common volume's PDR, block by block.

use std::collections::BTreeMap;

use formats::pdr::{ClaimRecord, DoorRecord, Fault, Header, Lock, Name, Pdr, SlotRecord, Update};

/// What stands in the blocks; none where a write was torn.
pub struct Volume {
    blocks: BTreeMap<u32, Option<Update>>,
    slots: u16,
}

impl Volume {
    /// As FORMSSI CREATE leaves it.
    pub fn formatted(ssi_name: Name, slots: &[Option<Name>], generation: u64) -> Self {
        let mut volume = Self { blocks: BTreeMap::new(), slots: slots.len() as u16 };
        let (lock, timeouts) = (Lock::Unlocked, true);
        let slots = slots.to_vec();
        for (slot, name) in (1..).zip(&slots) {
            let Some(name) = *name else { continue };
            volume.put(Update::Slot(SlotRecord::never_ipled(generation, slot, name)));
            volume.put(Update::Claim(ClaimRecord { generation, slot, number: 0 }));
            volume.put(Update::Door(DoorRecord { generation, slot, incarnation: 0, open: true }));
        }
        volume.put(Update::Header(Header { ssi_name, generation, lock, timeouts, slots }));
        volume
    }

    /// A write that works.
    pub fn put(&mut self, update: Update) {
        self.blocks.insert(update.number(), Some(update));
    }

    /// A write that is torn, or a block that goes bad.
    pub fn damage(&mut self, block: u32) {
        self.blocks.insert(block, None);
    }

    /// Header and slots.
    pub fn pdr(&self) -> Pdr {
        let header = match self.get(formats::pdr::HEADER_BLOCK) {
            Ok(Update::Header(header)) => Ok(header.clone()),
            Ok(_) => Err(Fault::NotPdr { block: formats::pdr::HEADER_BLOCK }),
            Err(fault) => Err(fault),
        };
        Pdr { header, slots: (1..=self.slots).map(|slot| self.slot(slot)).collect() }
    }

    fn slot(&self, slot: u16) -> Result<SlotRecord, Fault> {
        let block = formats::pdr::HEADER_BLOCK + u32::from(slot);
        match self.get(block)? {
            Update::Slot(record) => Ok(record.clone()),
            _ => Err(Fault::NotPdr { block }),
        }
    }

    /// The claim of `slot`.
    pub fn claim(&self, slot: u16) -> Result<ClaimRecord, Fault> {
        let probe = ClaimRecord { generation: 0, slot, number: 0 };
        let block = Update::Claim(probe).number();
        match self.get(block)? {
            Update::Claim(record) => Ok(*record),
            _ => Err(Fault::NotPdr { block }),
        }
    }

    /// The door of `slot`.
    pub fn door(&self, slot: u16) -> Result<DoorRecord, Fault> {
        let probe = DoorRecord { generation: 0, slot, incarnation: 0, open: false };
        let block = Update::Door(probe).number();
        match self.get(block)? {
            Update::Door(record) => Ok(*record),
            _ => Err(Fault::NotPdr { block }),
        }
    }

    fn get(&self, block: u32) -> Result<&Update, Fault> {
        match self.blocks.get(&block) {
            Some(Some(update)) => Ok(update),
            Some(None) => Err(Fault::Check { block }),
            None => Err(Fault::NotPdr { block }),
        }
    }
}
