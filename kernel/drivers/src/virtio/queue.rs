//! A split virtqueue (Virtual I/O Device 1.2, section 2.7) in storage of its own.

use alloc::vec::Vec;

use machine::channel;
use machine::dma::{DmaAddress, DmaRegion};
use zarch::SubchannelId;
use zarch::virtio::{DESCRIPTOR_NEXT, DESCRIPTOR_WRITE, Descriptor, UsedElement};
use zerocopy::little_endian::{U16, U32, U64};

/// Flags and index that precede both rings.
const RING_HEADER: usize = 4;
const DESCRIPTOR_BYTES: usize = size_of::<Descriptor>();

/// A part of a request: storage of a [`DmaRegion`], and who writes it.
#[derive(Clone, Copy, Debug)]
pub struct Buffer {
    /// Where it is.
    pub address: DmaAddress,
    /// Its length.
    pub length: u32,
    /// Whether the device writes it.
    pub device_writes: bool,
}

/// A queue that the device knows.
#[derive(Debug)]
pub struct Queue {
    region: DmaRegion,
    subchannel: SubchannelId,
    index: u16,
    size: u16,
    available: usize,
    used: usize,
    free: Vec<u16>,
    next_available: u16,
    next_used: u16,
    cookie: u64,
}

impl Queue {
    /// A queue of `size` descriptors; none where storage is short.
    pub(crate) fn new(index: u16, size: u16, subchannel: SubchannelId) -> Option<Self> {
        let entries = usize::from(size);
        let available = entries * DESCRIPTOR_BYTES;
        let used = (available + RING_HEADER + entries * 2 + 2).next_multiple_of(8);
        let bytes = used + RING_HEADER + entries * size_of::<UsedElement>() + 2;
        Some(Self {
            region: DmaRegion::new(bytes)?,
            subchannel,
            index,
            size,
            available,
            used,
            free: (0..size).rev().collect(),
            next_available: 0,
            next_used: 0,
            cookie: 0,
        })
    }

    /// Addresses of the descriptors, the available ring and the used ring.
    pub(crate) fn addresses(&self) -> [u64; 3] {
        [0, self.available, self.used].map(|offset| u64::from(self.region.address(offset, 2).get()))
    }

    /// Gives the device a request of some buffers; answers the number of its first descriptor, by
    /// which it comes back, or none while the queue is full.
    pub fn push(&mut self, buffers: &[Buffer]) -> Option<u16> {
        if buffers.is_empty() || self.free.len() < buffers.len() {
            return None;
        }
        let chain: Vec<u16> = buffers.iter().filter_map(|_| self.free.pop()).collect();
        for (n, buffer) in buffers.iter().enumerate() {
            self.describe(chain[n], buffer, chain.get(n + 1).copied());
        }
        let slot = usize::from(self.next_available % self.size);
        self.region.put(self.available + RING_HEADER + slot * 2, &U16::new(chain[0]));
        self.next_available = self.next_available.wrapping_add(1);
        self.region.put(self.available + 2, &U16::new(self.next_available));
        Some(chain[0])
    }

    fn describe(&mut self, number: u16, buffer: &Buffer, next: Option<u16>) {
        let write = if buffer.device_writes { DESCRIPTOR_WRITE } else { 0 };
        let chain = if next.is_some() { DESCRIPTOR_NEXT } else { 0 };
        let descriptor = Descriptor {
            address: U64::new(u64::from(buffer.address.get())),
            length: U32::new(buffer.length),
            flags: U16::new(write | chain),
            next: U16::new(next.unwrap_or(0)),
        };
        self.region.put(usize::from(number) * DESCRIPTOR_BYTES, &descriptor);
    }

    /// Tells the device that there are requests.
    pub fn notify(&mut self) {
        self.cookie = channel::notify(self.subchannel, self.index, self.cookie);
    }

    /// Descriptors of the queue.
    pub fn size(&self) -> u16 {
        self.size
    }

    /// Whether the device is done with a request.
    pub fn has_returned(&self) -> bool {
        self.region.get::<U16>(self.used + 2).get() != self.next_used
    }

    /// Takes back a request that the device is done with: its number and the bytes written.
    pub fn pop(&mut self) -> Option<(u16, u32)> {
        if !self.has_returned() {
            return None;
        }
        let slot = usize::from(self.next_used % self.size);
        let element: UsedElement =
            self.region.get(self.used + RING_HEADER + slot * size_of::<UsedElement>());
        self.next_used = self.next_used.wrapping_add(1);
        let first = u16::try_from(element.id.get()).ok().filter(|&id| id < self.size)?;
        self.release(first);
        Some((first, element.length.get()))
    }

    /// Gives back the descriptors of a chain that the device is done with, or will never tell of;
    /// it cannot make it longer than the queue.
    pub fn release(&mut self, first: u16) {
        let mut number = first;
        for _ in 0..self.size {
            let descriptor: Descriptor = self.region.get(usize::from(number) * DESCRIPTOR_BYTES);
            self.free.push(number);
            let next = descriptor.next.get();
            if descriptor.flags.get() & DESCRIPTOR_NEXT == 0 || next >= self.size {
                break;
            }
            number = next;
        }
    }
}
