//! Tasks and events.

use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;

use executor::{Event, Mutex, block_on, sleep, spawn, with_timeout, yield_now};

use crate::harness::{Outcome, Test, check};

pub const TESTS: &[Test] = &[
    ("tasks_take_turns", tasks_take_turns),
    ("event_wakes_everybody_who_waits", event_wakes_everybody_who_waits),
    ("event_that_happened_is_not_waited_for", event_that_happened_is_not_waited_for),
    ("mutex_lets_one_task_in_at_a_time", mutex_lets_one_task_in_at_a_time),
    ("block_on_runs_other_tasks_meanwhile", block_on_runs_other_tasks_meanwhile),
];

const DEADLINE: Duration = Duration::from_secs(10);

fn tasks_take_turns() -> Outcome {
    static PING: Event = Event::new();
    static PONG: Event = Event::new();
    const ROUNDS: u64 = 1000;
    spawn(async {
        for round in 0..ROUNDS {
            PING.after(round).await;
            PONG.happen();
        }
    });
    let rounds = block_on(with_timeout(DEADLINE, async {
        for round in 0..ROUNDS {
            PING.happen();
            PONG.after(round).await;
        }
        PONG.count()
    }));
    check!(rounds == Ok(ROUNDS), "{rounds:?}");
    Ok(())
}

fn event_wakes_everybody_who_waits() -> Outcome {
    static GUN: Event = Event::new();
    static STARTED: AtomicU32 = AtomicU32::new(0);
    for _ in 0..50 {
        spawn(async {
            GUN.next().await;
            STARTED.fetch_add(1, Ordering::Relaxed);
        });
    }
    block_on(yield_now());
    check!(STARTED.load(Ordering::Relaxed) == 0);
    GUN.happen();
    block_on(sleep(Duration::from_millis(5)));
    check!(STARTED.load(Ordering::Relaxed) == 50, "{}", STARTED.load(Ordering::Relaxed));
    Ok(())
}

fn event_that_happened_is_not_waited_for() -> Outcome {
    let event = Event::new();
    let seen = event.count();
    event.happen();
    check!(block_on(with_timeout(DEADLINE, event.after(seen))) == Ok(seen + 1));
    let next = block_on(with_timeout(Duration::from_millis(5), event.next()));
    check!(next.is_err());
    Ok(())
}

fn mutex_lets_one_task_in_at_a_time() -> Outcome {
    static COUNT: Mutex<u32> = Mutex::new(0);
    static DONE: Event = Event::new();
    const TASKS: u32 = 20;
    for _ in 0..TASKS {
        spawn(async {
            let mut count = COUNT.lock().await;
            let before = *count;
            yield_now().await;
            *count = before + 1;
            DONE.happen();
        });
    }
    let done = block_on(with_timeout(DEADLINE, async {
        while DONE.count() < u64::from(TASKS) {
            DONE.after(DONE.count()).await;
        }
        *COUNT.lock().await
    }));
    check!(done == Ok(TASKS), "{done:?}");
    Ok(())
}

fn block_on_runs_other_tasks_meanwhile() -> Outcome {
    static TURNS: AtomicU32 = AtomicU32::new(0);
    static DONE: Event = Event::new();
    spawn(async {
        for _ in 0..100 {
            TURNS.fetch_add(1, Ordering::Relaxed);
            yield_now().await;
        }
        DONE.happen();
    });
    let inner = block_on(async { block_on(async { 5 }) });
    check!(inner == 5);
    check!(block_on(with_timeout(DEADLINE, DONE.after(0))).is_ok());
    check!(TURNS.load(Ordering::Relaxed) == 100);
    Ok(())
}
