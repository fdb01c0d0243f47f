//! Buffers of one length on a queue that goes one way: a console's port, its control messages.

use alloc::collections::VecDeque;
use alloc::vec::Vec;

use machine::dma::DmaRegion;

use crate::virtio::{Buffer, Queue};

/// A queue with its buffers.
#[derive(Debug)]
pub(super) struct Buffers {
    queue: Queue,
    region: DmaRegion,
    length: usize,
    count: usize,
    /// Buffers that the device does not have.
    free: Vec<usize>,
    /// Those that it has, each with the number of its request, in the order they were given.
    given: VecDeque<(u16, usize)>,
}

impl Buffers {
    /// At most `count` buffers of `length` bytes; none where storage is short.
    pub(super) fn new(queue: Queue, count: u16, length: usize) -> Option<Self> {
        let count = usize::from(count.min(queue.size()));
        let region = DmaRegion::new(count * length)?;
        let free = (0..count).rev().collect();
        Some(Self { queue, region, length, count, free, given: VecDeque::new() })
    }

    /// Lets the device write every buffer that it does not have.
    pub(super) fn offer(&mut self) {
        let mut offered = false;
        while let Some(buffer) = self.free.pop() {
            if !self.give(buffer, self.length, true) {
                break;
            }
            offered = true;
        }
        if offered {
            self.queue.notify();
        }
    }

    /// What the device wrote into the next buffer that it is done with.
    pub(super) fn received(&mut self) -> Option<Vec<u8>> {
        let (number, length) = self.queue.pop()?;
        let buffer = self.returned(number)?;
        let mut bytes = alloc::vec![0; self.length.min(length as usize)];
        self.region.copy_out(buffer * self.length, &mut bytes);
        self.free.push(buffer);
        Some(bytes)
    }

    /// Gives the device what fits of `bytes`; answers how many.
    pub(super) fn send(&mut self, bytes: &[u8]) -> usize {
        self.reclaim();
        let mut sent = 0;
        for part in bytes.chunks(self.length) {
            let Some(buffer) = self.free.pop() else { break };
            self.region.copy_in(buffer * self.length, part);
            if !self.give(buffer, part.len(), false) {
                break;
            }
            sent += part.len();
        }
        if sent > 0 {
            self.queue.notify();
        }
        sent
    }

    /// Whether the device is done with a buffer.
    pub(super) fn has_returned(&self) -> bool {
        self.queue.has_returned()
    }

    /// Whether the device has no buffer any more.
    pub(super) fn is_idle(&mut self) -> bool {
        self.reclaim();
        self.free.len() == self.count
    }

    /// Takes back the buffers that were sent.
    fn reclaim(&mut self) {
        while let Some((number, _)) = self.queue.pop() {
            let buffer = self.returned(number);
            self.free.extend(buffer);
        }
    }

    /// The buffer that came back. They come back in the order they were given: those before it
    /// never will, as happens to what QEMU could not write when a port's client went away.
    fn returned(&mut self, number: u16) -> Option<usize> {
        let place = self.given.iter().position(|&(given, _)| given == number)?;
        for (forgotten, buffer) in self.given.drain(..place) {
            self.queue.release(forgotten);
            self.free.push(buffer);
        }
        self.given.pop_front().map(|(_, buffer)| buffer)
    }

    fn give(&mut self, buffer: usize, length: usize, device_writes: bool) -> bool {
        let address = self.region.address(buffer * self.length, length);
        let part = Buffer { address, length: length as u32, device_writes };
        let number = self.queue.push(&[part]);
        match number {
            Some(number) => self.given.push_back((number, buffer)),
            None => self.free.push(buffer),
        }
        number.is_some()
    }
}
