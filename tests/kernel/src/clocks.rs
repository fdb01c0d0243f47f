//! The TOD clock, the CPU timer and timers.

use core::time::Duration;

use executor::{TimedOut, block_on, sleep, sleep_until, with_timeout};
use machine::clock::{self, TOD_PER_MICROSECOND};

use crate::harness::{Outcome, Test, check};

pub const TESTS: &[Test] = &[
    ("clock_values_rise", values_rise),
    ("clock_and_cpu_timer_run_together", clock_and_cpu_timer_run_together),
    ("timer_ends_in_its_time", timer_ends_in_its_time),
    ("timer_order_is_that_of_the_deadlines", order_is_that_of_the_deadlines),
    ("timer_that_is_dropped_is_forgotten", timer_that_is_dropped_is_forgotten),
    ("timeout_ends_what_takes_too_long", timeout_ends_what_takes_too_long),
];

fn values_rise() -> Outcome {
    let mut last = clock::tod();
    for _ in 0..10_000 {
        let now = clock::tod();
        check!(now > last, "{now:X} after {last:X}");
        last = now;
    }
    Ok(())
}

/// Microseconds that `action` took by the TOD clock.
fn microseconds(action: impl FnOnce()) -> u64 {
    let began = clock::tod();
    action();
    (clock::tod() - began) / TOD_PER_MICROSECOND
}

/// A busy CPU's timer loses what the clock gains; both are read one after the other.
fn clock_and_cpu_timer_run_together() -> Outcome {
    let timer = clock::cpu_timer();
    let passed = microseconds(|| {
        let end = clock::tod() + 20_000 * TOD_PER_MICROSECOND;
        while clock::tod() < end {
            core::hint::spin_loop();
        }
    });
    let used = timer.wrapping_sub(clock::cpu_timer()) / TOD_PER_MICROSECOND as i64;
    check!(passed >= 20_000);
    // A machine that is itself a program may not have run all the time.
    check!(used > 0 && used < 10 * passed as i64, "{used} us of CPU time in {passed} us");
    Ok(())
}

fn timer_ends_in_its_time() -> Outcome {
    let passed = microseconds(|| block_on(sleep(Duration::from_millis(30))));
    check!((30_000..2_000_000).contains(&passed), "{passed} us");
    Ok(())
}

fn order_is_that_of_the_deadlines() -> Outcome {
    static ORDER: spin::Mutex<alloc::vec::Vec<u64>> = spin::Mutex::new(alloc::vec::Vec::new());
    // Late enough for all of them to wait before the first one's time comes.
    let base = clock::tod() + 500_000 * TOD_PER_MICROSECOND;
    let after = move |milliseconds| base + milliseconds * 1000 * TOD_PER_MICROSECOND;
    for milliseconds in [40, 10, 30, 20, 0] {
        executor::spawn(async move {
            sleep_until(after(milliseconds)).await;
            ORDER.lock().push(milliseconds);
        });
    }
    block_on(sleep_until(after(60)));
    block_on(executor::yield_now());
    check!(*ORDER.lock() == [0, 10, 20, 30, 40], "{:?}", ORDER.lock());
    Ok(())
}

fn timer_that_is_dropped_is_forgotten() -> Outcome {
    let passed = microseconds(|| {
        let short = with_timeout(Duration::from_secs(30), sleep(Duration::from_millis(5)));
        let _ = block_on(short);
        block_on(sleep(Duration::from_millis(5)));
    });
    check!(passed < 5_000_000, "{passed} us");
    Ok(())
}

fn timeout_ends_what_takes_too_long() -> Outcome {
    let never = core::future::pending::<()>();
    let ended = block_on(with_timeout(Duration::from_millis(10), never));
    check!(ended == Err(TimedOut));
    let quick = block_on(with_timeout(Duration::from_secs(5), async { 7 }));
    check!(quick == Ok(7));
    Ok(())
}
