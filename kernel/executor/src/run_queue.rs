//! The run queue of the IPL CPU.

use alloc::collections::VecDeque;
use core::future::Future;
use core::pin::pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll};

use alloc::sync::Arc;
use alloc::task::Wake;

use async_task::Runnable;
use machine::{cpu, interruption};
use spin::Mutex;

use crate::{interruptions, timer};

/// CP's tasks run on the IPL CPU.
const OWN_CPU: usize = 0;

static READY: Mutex<VecDeque<Runnable>> = Mutex::new(VecDeque::new());

/// Starts a task; it runs until it ends.
pub fn spawn(future: impl Future<Output = ()> + Send + 'static) {
    let (runnable, task) = async_task::spawn(future, schedule);
    task.detach();
    runnable.schedule();
}

fn schedule(runnable: Runnable) {
    READY.lock().push_back(runnable);
    end_wait();
}

/// Ends the wait of the IPL CPU, if another one has work for it.
fn end_wait() {
    if cpu::index() != OWN_CPU {
        cpu::wake(OWN_CPU);
    }
}

/// Lets the other tasks run once.
pub async fn yield_now() {
    embassy_futures::yield_now().await;
}

/// Runs tasks for ever.
pub fn run() -> ! {
    loop {
        turn(|| true);
    }
}

/// Takes what interruptions there are and runs each task that can run once; waits if there is
/// none and, with all that done, `may_wait`.
fn turn(may_wait: impl FnOnce() -> bool) {
    while let Some(taken) = interruption::poll() {
        interruptions::dispatch(taken);
    }
    interruptions::dispatch_noted();
    let ready = READY.lock().len();
    for _ in 0..ready {
        let next = READY.lock().pop_front();
        next.map(Runnable::run);
    }
    timer::expire();
    interruptions::dispatch_noted();
    if READY.lock().is_empty()
        && may_wait()
        && let Some(taken) = interruption::wait()
    {
        interruptions::dispatch(taken);
    }
}

/// Whether the future of `block_on` was woken.
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Release);
        end_wait();
    }
}

/// Runs `future` to its end, and other tasks meanwhile: for the loader, and for SHUTDOWN and
/// abends, which come back from nowhere else.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let flag = Arc::new(Flag(AtomicBool::new(true)));
    let waker = flag.clone().into();
    let mut context = Context::from_waker(&waker);
    loop {
        if flag.0.swap(false, Ordering::AcqRel)
            && let Poll::Ready(value) = future.as_mut().poll(&mut context)
        {
            return value;
        }
        turn(|| !flag.0.load(Ordering::Acquire));
    }
}
