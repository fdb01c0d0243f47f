//! What an abend runs its I/O with: no interruptions, no tasks, no locks.
//!
//! Once this is on, whatever waits asks again and again instead of being woken. CP has ended by
//! then: nothing else runs that could be kept from running.

use core::future::Future;
use core::pin::pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};

static ON: AtomicBool = AtomicBool::new(false);

/// Whether there are no interruptions any more.
pub(crate) fn is_on() -> bool {
    ON.load(Ordering::Acquire)
}

/// Runs `future`, for which nothing is to be used that was made before, to its end. Everything
/// else stays as it is for good.
pub fn block_on_polled<T>(future: impl Future<Output = T>) -> T {
    ON.store(true, Ordering::Release);
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}
