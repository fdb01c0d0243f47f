//! Time, as futures over the TOD clock and the clock comparator.

use alloc::collections::BTreeMap;
use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicU64, Ordering};
use core::task::{Context, Poll, Waker};
use core::time::Duration;

use embassy_futures::select::{Either, select};
use machine::clock;
use spin::Mutex;

use crate::polled;

/// What the comparator is set to while nobody waits.
const NEVER: u64 = u64::MAX;

/// Waiting tasks by the TOD they wait for and the number of their timer.
static WAITING: Mutex<BTreeMap<(u64, u64), Waker>> = Mutex::new(BTreeMap::new());
static NEXT_NUMBER: AtomicU64 = AtomicU64::new(0);

/// A future that ends once the TOD clock has reached an instant.
#[derive(Debug)]
pub struct Timer {
    deadline: u64,
    number: u64,
}

impl Future for Timer {
    type Output = ();
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if clock::tod() >= self.deadline {
            return Poll::Ready(());
        }
        if polled::is_on() {
            return Poll::Pending;
        }
        WAITING.lock().insert((self.deadline, self.number), context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if !polled::is_on() {
            WAITING.lock().remove(&(self.deadline, self.number));
        }
    }
}

/// Waits until the TOD clock shows `deadline`.
pub fn sleep_until(deadline: u64) -> Timer {
    Timer { deadline, number: NEXT_NUMBER.fetch_add(1, Ordering::Relaxed) }
}

/// Waits for `time`.
pub fn sleep(time: Duration) -> Timer {
    let units = time.as_micros() as u64 * clock::TOD_PER_MICROSECOND;
    sleep_until(clock::tod().saturating_add(units))
}

/// The time was over first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedOut;

/// Waits for `future`, but not longer than `time`.
pub async fn with_timeout<T>(
    time: Duration,
    future: impl Future<Output = T>,
) -> Result<T, TimedOut> {
    match select(future, sleep(time)).await {
        Either::First(value) => Ok(value),
        Either::Second(()) => Err(TimedOut),
    }
}

/// Wakes whoever's time has come, and sets the comparator for the next one.
pub(crate) fn expire() {
    let mut waiting = WAITING.lock();
    let now = clock::tod();
    while let Some(entry) = waiting.first_entry() {
        if entry.key().0 > now {
            break;
        }
        entry.remove().wake();
    }
    let next = waiting.first_key_value().map_or(NEVER, |((deadline, _), _)| *deadline);
    clock::set_comparator(next);
}
