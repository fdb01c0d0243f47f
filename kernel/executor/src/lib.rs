//! CP waits by `.await`.
//!
//! What takes time is a future. Tasks run to their next await on the IPL CPU; when none can run,
//! the CPU waits for an interruption, which wakes the task that waits for it. Nothing spins.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod event;
mod interruptions;
mod mutex;
mod polled;
mod run_queue;
mod timer;

pub use event::Event;
pub use interruptions::{ExternalEvent, channel_reports, external, io_interruption};
pub use mutex::{Guard, Mutex};
pub use polled::block_on_polled;
pub use run_queue::{block_on, run, spawn, yield_now};
pub use timer::{TimedOut, Timer, sleep, sleep_until, with_timeout};
