//! The other CPUs, and signals to them.

use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;

use alloc::vec::Vec;
use machine::clock::{self, TOD_PER_MICROSECOND};
use machine::{cpu, interruption};

use crate::harness::{Failure, Outcome, Test, check};

pub const TESTS: &[Test] = &[
    ("cpus_are_all_started", are_all_started),
    ("cpus_wait_until_they_are_signalled", wait_until_they_are_signalled),
    ("cpus_answer_each_signal", answer_each_signal),
    ("cpus_wake_the_first_one_s_tasks", wake_the_first_one_s_tasks),
];

const DEADLINE: Duration = Duration::from_secs(5);

static ANSWERS: [AtomicU64; cpu::MAXIMUM] = [const { AtomicU64::new(0) }; cpu::MAXIMUM];
static CALLED: executor::Event = executor::Event::new();

/// Starts them.
pub fn start() {
    FAILED.call_once(|| cpu::start_others(answer));
}
static FAILED: spin::Once<Vec<u16>> = spin::Once::new();

/// What a CPU is to do next.
static JOBS: [spin::Mutex<Option<fn()>>; cpu::MAXIMUM] =
    [const { spin::Mutex::new(None) }; cpu::MAXIMUM];

/// Has a CPU do something.
pub fn run_on(index: usize, job: fn()) {
    *JOBS[index].lock() = Some(job);
    cpu::wake(index);
}

/// What they do: each carries out its job, counts the signals that it gets and, once the IPL CPU may have gone to its
/// wait, tells of it.
fn answer(index: usize) -> ! {
    loop {
        interruption::wait();
        let job = JOBS[index].lock().take();
        if let Some(job) = job {
            job();
        }
        ANSWERS[index].fetch_add(1, Ordering::Release);
        let later = clock::tod() + 1000 * TOD_PER_MICROSECOND;
        while clock::tod() < later {
            core::hint::spin_loop();
        }
        CALLED.happen();
    }
}

fn others() -> Result<Vec<usize>, Failure> {
    let others: Vec<usize> = cpu::all().iter().map(|cpu| cpu.index).filter(|&n| n != 0).collect();
    if others.is_empty() { Err(Failure::Skipped("one CPU")) } else { Ok(others) }
}

fn are_all_started() -> Outcome {
    check!(FAILED.get().is_some_and(Vec::is_empty), "{:?}", FAILED.get());
    let all = cpu::all();
    check!(all.iter().enumerate().all(|(n, cpu)| cpu.index == n && cpu.running), "{all:?}");
    check!(cpu::index() == 0);
    Ok(())
}

fn wait_until_they_are_signalled() -> Outcome {
    let answers = || ANSWERS.each_ref().map(|answers| answers.load(Ordering::Acquire));
    let before = answers();
    executor::block_on(executor::sleep(Duration::from_millis(50)));
    check!(answers() == before, "{:?}", &answers()[..cpu::all().len()]);
    Ok(())
}

fn answer_each_signal() -> Outcome {
    for index in others()? {
        for _ in 0..100 {
            let before = ANSWERS[index].load(Ordering::Acquire);
            cpu::wake(index);
            let deadline = clock::tod() + DEADLINE.as_micros() as u64 * TOD_PER_MICROSECOND;
            while ANSWERS[index].load(Ordering::Acquire) == before {
                check!(clock::tod() < deadline, "CPU {index}");
                core::hint::spin_loop();
            }
        }
    }
    Ok(())
}

fn wake_the_first_one_s_tasks() -> Outcome {
    for index in others()? {
        let seen = CALLED.count();
        cpu::wake(index);
        let began = clock::tod();
        let called = executor::with_timeout(DEADLINE, CALLED.after(seen));
        check!(executor::block_on(called).is_ok(), "CPU {index}");
        // The timer that ends at the deadline would wake the task as well.
        check!(clock::tod() - began < DEADLINE.as_micros() as u64 / 2 * TOD_PER_MICROSECOND);
    }
    Ok(())
}
