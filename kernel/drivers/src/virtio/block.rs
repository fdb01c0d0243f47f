//! A virtio block device (Virtual I/O Device 1.2, section 5.2) as a volume of 4 KiB blocks.

use alloc::collections::{BTreeMap, BTreeSet};

use embassy_futures::select::select;
use executor::Event;
use formats::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use machine::dma::DmaRegion;
use machine::trace::put;
use spin::Mutex;
use trace::Kind;
use zarch::SubchannelId;
use zarch::virtio::{BLOCK_FLUSH, BLOCK_READ_ONLY, BlockConfig, BlockRequest};

use crate::subchannel::ChannelError;
use crate::virtio::{Buffer, Queue, Transport};

/// Requests that may be under way at once.
const SLOTS: usize = 8;
/// A request: header, status, data, in a slot of its own.
const SLOT_BYTES: usize = 2 * BLOCK_BYTES;
const STATUS: usize = 64;
const DATA: usize = BLOCK_BYTES;
const SECTORS_PER_BLOCK: u64 = 8;
/// Status of a request that went well, and of one that nobody has answered yet.
const STATUS_OK: u8 = 0;
const STATUS_NONE: u8 = 0xFF;

/// A block device; any number of tasks may read and write at once.
#[derive(Debug)]
pub struct VirtioBlock {
    transport: Transport,
    state: Mutex<State>,
    slot_free: Event,
    blocks: u32,
    read_only: bool,
    can_flush: bool,
}

#[derive(Debug)]
struct State {
    queue: Queue,
    region: DmaRegion,
    free_slots: alloc::vec::Vec<usize>,
    /// Slots of requests that the device has, by the request's number.
    under_way: BTreeMap<u16, usize>,
    /// Those of them whose request nobody waits for any more.
    abandoned: BTreeSet<usize>,
    /// Slots whose request came back.
    done: alloc::vec::Vec<usize>,
}

/// A slot that a request has. When this is dropped it is free, or will be once the device gives it
/// back.
struct Slot<'a> {
    device: &'a VirtioBlock,
    index: usize,
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.device.state.lock().give_back(self.index);
        self.device.slot_free.happen();
    }
}

impl VirtioBlock {
    /// Brings the device up.
    pub async fn bring_up(id: SubchannelId) -> Result<Self, ChannelError> {
        let (mut transport, features) =
            Transport::bring_up(id, BLOCK_READ_ONLY | BLOCK_FLUSH).await?;
        let config: BlockConfig = transport.config().await?;
        let queue = transport.queue(0, 3 * SLOTS as u16).await?;
        transport.ready().await?;
        let region = DmaRegion::new(SLOTS * SLOT_BYTES).ok_or(ChannelError::NotOperational)?;
        let state = State {
            queue,
            region,
            free_slots: (0..SLOTS).collect(),
            under_way: BTreeMap::new(),
            abandoned: BTreeSet::new(),
            done: alloc::vec::Vec::new(),
        };
        Ok(Self {
            transport,
            state: Mutex::new(state),
            slot_free: Event::new(),
            blocks: u32::try_from(config.capacity.get() / SECTORS_PER_BLOCK).unwrap_or(u32::MAX),
            read_only: features & BLOCK_READ_ONLY != 0,
            can_flush: features & BLOCK_FLUSH != 0,
        })
    }

    /// Whether the device refuses writes.
    pub fn read_only(&self) -> bool {
        self.read_only
    }

    /// Resets the device and disables its subchannel.
    pub async fn release(self) -> Result<(), ChannelError> {
        self.transport.release().await
    }

    /// A slot that nobody uses; waits while all are in use.
    async fn slot(&self) -> Slot<'_> {
        loop {
            let interruption = self.transport.interruption();
            let (freed, seen) = (self.slot_free.count(), interruption.count());
            self.transport.acknowledge();
            if let Some(index) = self.state.lock().free_slot() {
                return Slot { device: self, index };
            }
            select(self.slot_free.after(freed), interruption.after(seen)).await;
        }
    }

    /// Issues one request and waits for it. The slot stays the device's until it comes back, even
    /// if nobody waits any more: a write may then still reach the volume, after later ones too.
    async fn request(&self, kind: u32, number: u32, data: Option<Data<'_>>) -> Result<(), IoError> {
        let slot = self.slot().await;
        let seen = self.transport.interruption().count();
        let subchannel = u32::from(self.transport.id());
        put(Kind::Request, slot.index as u16, subchannel, [kind.into(), number.into()]);
        self.state.lock().start(slot.index, kind, number, data.as_ref())?;
        self.wait_for(slot.index, seen).await;
        let state = self.state.lock();
        let status: [u8; 1] = state.region.get(slot.index * SLOT_BYTES + STATUS);
        put(Kind::RequestEnd, slot.index as u16, subchannel, [status[0].into(), 0]);
        if let Some(Data::Read(block)) = data {
            state.region.copy_out(slot.index * SLOT_BYTES + DATA, block);
        }
        drop(state);
        if status[0] == STATUS_OK { Ok(()) } else { Err(IoError::Unreadable) }
    }

    async fn wait_for(&self, slot: usize, mut seen: u64) {
        loop {
            self.transport.acknowledge();
            if self.state.lock().take_done(slot) {
                return;
            }
            seen = self.transport.interruption().after(seen).await;
        }
    }
}

/// What a request transfers.
enum Data<'a> {
    Read(&'a mut Block),
    Write(&'a Block),
}

impl State {
    fn start(
        &mut self,
        slot: usize,
        kind: u32,
        number: u32,
        data: Option<&Data<'_>>,
    ) -> Result<(), IoError> {
        let base = slot * SLOT_BYTES;
        let header = BlockRequest::new(kind, u64::from(number) * SECTORS_PER_BLOCK);
        self.region.put(base, &header);
        self.region.put(base + STATUS, &[STATUS_NONE]);
        if let Some(Data::Write(block)) = data {
            self.region.copy_in(base + DATA, *block);
        }
        let buffer = |offset, length: usize, device_writes| Buffer {
            address: self.region.address(base + offset, length),
            length: length as u32,
            device_writes,
        };
        let header = buffer(0, size_of::<BlockRequest>(), false);
        let status = buffer(STATUS, 1, true);
        let number = match data {
            Some(data) => {
                let block = buffer(DATA, BLOCK_BYTES, matches!(data, Data::Read(_)));
                self.queue.push(&[header, block, status])
            }
            None => self.queue.push(&[header, status]),
        };
        self.under_way.insert(number.ok_or(IoError::NotOperational)?, slot);
        self.queue.notify();
        Ok(())
    }

    /// Gathers what came back.
    fn gather(&mut self) {
        while let Some((number, _)) = self.queue.pop() {
            let Some(slot) = self.under_way.remove(&number) else { continue };
            let abandoned = self.abandoned.remove(&slot);
            let slots = if abandoned { &mut self.free_slots } else { &mut self.done };
            slots.push(slot);
        }
    }

    fn free_slot(&mut self) -> Option<usize> {
        self.gather();
        self.free_slots.pop()
    }

    /// Tells whether the request of `slot` has come back.
    fn take_done(&mut self, slot: usize) -> bool {
        self.gather();
        let place = self.done.iter().position(|&done| done == slot);
        place.map(|place| self.done.swap_remove(place)).is_some()
    }

    /// Nobody needs `slot` any more.
    fn give_back(&mut self, slot: usize) {
        if self.under_way.values().any(|&under_way| under_way == slot) {
            self.abandoned.insert(slot);
        } else {
            self.done.retain(|&done| done != slot);
            self.free_slots.push(slot);
        }
    }
}

impl BlockDevice for VirtioBlock {
    fn blocks(&self) -> u32 {
        self.blocks
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        if number >= self.blocks {
            return Err(IoError::OutOfRange);
        }
        self.request(BlockRequest::READ, number, Some(Data::Read(block))).await
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        if number >= self.blocks {
            return Err(IoError::OutOfRange);
        }
        if self.read_only {
            return Err(IoError::ReadOnly);
        }
        self.request(BlockRequest::WRITE, number, Some(Data::Write(block))).await?;
        if self.can_flush {
            self.request(BlockRequest::FLUSH, 0, None).await?;
        }
        Ok(())
    }
}
