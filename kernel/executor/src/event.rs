//! Something that happens and that tasks wait for.

use alloc::vec::Vec;
use core::future::poll_fn;
use core::sync::atomic::{AtomicU64, Ordering};
use core::task::{Poll, Waker};

use spin::Mutex;

use crate::polled;

/// Counts how often something happened, and wakes who waits for it to happen again.
#[derive(Debug, Default)]
pub struct Event {
    count: AtomicU64,
    waiting: Mutex<Vec<Waker>>,
}

impl Event {
    /// An event that has not happened yet.
    pub const fn new() -> Self {
        Self { count: AtomicU64::new(0), waiting: Mutex::new(Vec::new()) }
    }

    /// How often it happened so far.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Acquire)
    }

    /// It happens: every waiting task is woken.
    pub fn happen(&self) {
        self.count.fetch_add(1, Ordering::AcqRel);
        if polled::is_on() {
            return;
        }
        for waker in core::mem::take(&mut *self.waiting.lock()) {
            waker.wake();
        }
    }

    /// Waits until it has happened more often than `seen`; answers the new count. May end early:
    /// who waits looks whether what it waits for is there.
    pub async fn after(&self, seen: u64) -> u64 {
        if polled::is_on() {
            crate::yield_now().await;
            return self.count();
        }
        poll_fn(|context| {
            let mut waiting = self.waiting.lock();
            let count = self.count();
            if count != seen {
                return Poll::Ready(count);
            }
            if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await
    }

    /// Waits until it happens the next time.
    pub async fn next(&self) {
        self.after(self.count()).await;
    }
}
