//! Ways for CP to end, one an IPL, as IPL parameter `ABEND=way` says: what comes of each is seen
//! on the console and in the dump, by tests on the host.

use core::fmt::{Display, Formatter, Result};
use core::time::Duration;

use alloc::string::ToString;
use drivers::subchannel::{self, Subchannel};
use dump::{Unit, set_unit};
use executor::{block_on, sleep, spawn};
use formats::block::{BLOCK_BYTES, BlockDevice};
use formats::geometry::BLOCKS_PER_CYLINDER;
use machine::{cpu, ktest};
use zarch::virtio;

use crate::cpus;
use crate::disk::disk;

/// How CP ends.
const WAYS: [(&str, fn()); 12] = [
    ("panic", || panic!("as it was asked to")),
    ("program", ktest::violate_text),
    ("svc", ktest::supervisor_call),
    ("overflow", || overflow(1)),
    ("locks", || ktest::with_locks_held(|| panic!("with locks held"))),
    ("waker", waker),
    ("task", task),
    ("io", io),
    ("other", || cpus::run_on(1, || panic!("on another CPU"))),
    ("other-overflow", || cpus::run_on(1, || overflow(1))),
    ("both", both),
    ("again", || panic!("{}", Bomb)),
];

/// Ends CP as `way` says, with the first DASD as the dump unit.
pub fn end(way: &str, cylinders: u32) -> ! {
    machine::abend::set_handler(dump::handle);
    block_on(name_unit(cylinders));
    let known = WAYS.iter().find(|(name, _)| *name == way);
    match known {
        Some((_, end)) => end(),
        None => panic!("ABEND={way} is none of {:?}", WAYS.map(|(name, _)| name)),
    }
    // The other CPU ends CP.
    executor::run()
}

/// Sets cylinders from 1 on of the first DASD aside.
async fn name_unit(cylinders: u32) {
    for found in subchannel::scan() {
        let Ok(mut device) = Subchannel::enable(found.id, BLOCK_BYTES) else { continue };
        let Ok(sense_id) = device.sense_id().await else { continue };
        let is_3390 = sense_id.device_type.get() == zarch::eckd::DEVICE_TYPE_3390;
        if is_3390 || sense_id.control_unit_type.get() == virtio::CONTROL_UNIT_TYPE {
            set_unit(Some(Unit {
                system: "KTEST".to_string(),
                device: found.device_number,
                subchannel: found.id,
                sense_id,
                cylinders: 1..=cylinders,
            }));
            return;
        }
    }
}

/// Uses up its stack.
#[expect(unconditional_recursion, reason = "this is what it is for")]
fn overflow(depth: u64) {
    let here = core::hint::black_box([depth; 64]);
    overflow(depth + 1);
    core::hint::black_box(here);
}

/// A waker that ends CP where the timers are locked.
fn waker() {
    use alloc::sync::Arc;
    use alloc::task::Wake;
    use core::pin::pin;
    use core::task::{Context, Waker};

    struct Mine;
    impl Wake for Mine {
        fn wake(self: Arc<Self>) {
            panic!("a waker");
        }
    }
    let waker = Waker::from(Arc::new(Mine));
    let mut timer = pin!(sleep(Duration::from_millis(1)));
    let _ = Future::poll(timer.as_mut(), &mut Context::from_waker(&waker));
    block_on(sleep(Duration::from_secs(5)));
}

fn task() {
    spawn(async {
        sleep(Duration::from_millis(1)).await;
        panic!("a task");
    });
}

/// With requests under way on the dump unit itself.
fn io() {
    let Ok(disk) = disk() else { panic!("no disk") };
    for number in 0..8 {
        spawn(async move {
            let _ = disk.write(number, &[0; BLOCK_BYTES]).await;
            panic!("a request came back before CP ended");
        });
    }
    spawn(async { panic!("with requests under way") });
    assert!(disk.blocks() > BLOCKS_PER_CYLINDER);
}

/// On every CPU at the same time, or nearly so.
fn both() {
    for index in 1..cpu::all().len() {
        cpus::run_on(index, || panic!("on each CPU"));
    }
    panic!("on each CPU");
}

/// Something that cannot be told.
struct Bomb;

impl Display for Bomb {
    fn fmt(&self, _: &mut Formatter<'_>) -> Result {
        panic!("while it was told");
    }
}
