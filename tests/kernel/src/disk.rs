//! The machine's DASD, a virtio block device or a 3390, written and read.

use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;

use drivers::dasd::{self, Dasd};
use drivers::eckd::Eckd;
use drivers::subchannel::{self, Subchannel};
use drivers::virtio::VirtioBlock;
use executor::{Event, block_on, spawn, with_timeout};
use formats::block::{BLOCK_BYTES, Block, BlockDevice, IoError};
use spin::Once;
use zarch::SubchannelId;

use crate::harness::{Failure, Outcome, Test, check};

pub const TESTS: &[Test] = &[
    ("disk_keeps_what_is_written", keeps_what_is_written),
    ("disk_takes_eight_requests_at_once", takes_eight_requests_at_once),
    ("disk_makes_more_requests_wait", makes_more_requests_wait),
    ("disk_goes_on_after_a_caller_went_away", goes_on_after_a_caller_went_away),
    ("disk_refuses_what_is_beyond_its_end", refuses_what_is_beyond_its_end),
    ("disk_of_a_missing_subchannel_is_an_error", missing_subchannel),
];

const DEADLINE: Duration = Duration::from_secs(20);

/// The first DASD of the machine, whose contents the tests may destroy.
pub fn disk() -> Result<&'static Dasd, Failure> {
    static DISK: Once<Option<Dasd>> = Once::new();
    let disk = DISK.call_once(|| block_on(find()));
    disk.as_ref().ok_or(Failure::Skipped("no DASD"))
}

async fn find() -> Option<Dasd> {
    for found in subchannel::scan() {
        let mut subchannel = Subchannel::enable(found.id, BLOCK_BYTES).ok()?;
        let Ok(sense_id) = subchannel.sense_id().await else { continue };
        if let Some(brought_up) = dasd::bring_up(found.id, &sense_id).await {
            return brought_up.ok();
        }
    }
    None
}

/// A block whose every word tells its number and a version.
fn pattern(number: u32, version: u32) -> Block {
    let mut block = [0; BLOCK_BYTES];
    for (n, word) in (0_u32..).zip(block.chunks_exact_mut(4)) {
        word.copy_from_slice(&(number << 16 ^ version << 24 ^ n).to_be_bytes());
    }
    block
}

fn keeps_what_is_written() -> Outcome {
    let disk = disk()?;
    block_on(async {
        for version in 1..3 {
            for number in [0, 1, disk.blocks() - 1] {
                let written = disk.write(number, &pattern(number, version)).await;
                check!(written.is_ok(), "{written:?}");
            }
            for number in [0, 1, disk.blocks() - 1] {
                let mut block = [0; BLOCK_BYTES];
                let read = disk.read(number, &mut block).await;
                check!(read.is_ok() && block == pattern(number, version), "{read:?}");
            }
        }
        Ok(())
    })
}

/// Writes and reads back `count` blocks, each in a task of its own; answers how many were right.
fn at_once(disk: &'static Dasd, count: u32, version: u32) -> u32 {
    static RIGHT: AtomicU32 = AtomicU32::new(0);
    static DONE: Event = Event::new();
    RIGHT.store(0, Ordering::Relaxed);
    let before = DONE.count();
    for number in 0..count {
        spawn(async move {
            let mut block = pattern(number, version);
            let written = disk.write(number, &block).await;
            block.fill(0);
            let read = disk.read(number, &mut block).await;
            let right = written.is_ok() && read.is_ok() && block == pattern(number, version);
            RIGHT.fetch_add(u32::from(right), Ordering::Relaxed);
            DONE.happen();
        });
    }
    let _ = block_on(with_timeout(DEADLINE, async {
        while DONE.count() < before + u64::from(count) {
            DONE.after(DONE.count()).await;
        }
    }));
    RIGHT.load(Ordering::Relaxed)
}

fn takes_eight_requests_at_once() -> Outcome {
    let disk = disk()?;
    for version in 1..10 {
        let right = at_once(disk, 8, version);
        check!(right == 8, "{right} of 8 in round {version}");
    }
    Ok(())
}

fn makes_more_requests_wait() -> Outcome {
    let right = at_once(disk()?, 100, 77);
    check!(right == 100, "{right} of 100");
    Ok(())
}

fn goes_on_after_a_caller_went_away() -> Outcome {
    let disk = disk()?;
    block_on(async {
        for number in 20..40 {
            // The device has the request by then, and may still do it after the others.
            let abandoned = pattern(number, 1);
            let _ = with_timeout(Duration::ZERO, disk.write(number, &abandoned)).await;
            let (other, expected) = (number + 20, pattern(number, 2));
            let written = disk.write(other, &expected).await;
            let mut block = [0; BLOCK_BYTES];
            let read = disk.read(other, &mut block).await;
            check!(block == expected, "block {other}: {written:?} {read:?}");
        }
        Ok(())
    })
}

fn refuses_what_is_beyond_its_end() -> Outcome {
    let disk = disk()?;
    let mut block = [0; BLOCK_BYTES];
    for number in [disk.blocks(), u32::MAX] {
        check!(block_on(disk.read(number, &mut block)) == Err(IoError::OutOfRange));
        check!(block_on(disk.write(number, &block)) == Err(IoError::OutOfRange));
    }
    Ok(())
}

fn missing_subchannel() -> Outcome {
    let missing = SubchannelId::new(0xFFFF);
    check!(block_on(VirtioBlock::bring_up(missing)).is_err());
    check!(block_on(Eckd::bring_up(missing)).is_err());
    Ok(())
}
