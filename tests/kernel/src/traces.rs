//! The trace table.

use alloc::vec::Vec;
use core::time::Duration;

use drivers::dasd::Dasd;
use executor::{block_on, sleep};
use formats::block::{BLOCK_BYTES, BlockDevice};
use machine::trace::{entries, put};
use trace::{ENTRIES, Entry, Kind};
use zarch::tod::UNITS_PER_SECOND;

use crate::disk::disk;
use crate::harness::{Outcome, Test, check};

pub const TESTS: &[Test] = &[
    ("trace_has_interruptions_and_io", has_interruptions_and_io),
    ("trace_has_what_was_put", has_what_was_put),
    ("trace_keeps_the_last_entries", keeps_the_last_entries),
];

fn has_what_was_put() -> Outcome {
    put(Kind::Command, 1, 2, [3, 4]);
    let last = entries().pop();
    let expected = last.map(|last| Entry::new(last.tod.get(), Kind::Command, 1, 2, [3, 4]));
    check!(last.is_some() && last == expected, "{last:?}");
    let age = last.map(|last| machine::clock::tod() - last.tod.get());
    check!(age < Some(UNITS_PER_SECOND), "{age:?}");
    Ok(())
}

fn keeps_the_last_entries() -> Outcome {
    for number in 0..2500 {
        put(Kind::Io, 0, number, [0, 0]);
    }
    let words: Vec<u32> = entries().iter().map(|entry| entry.word.get()).collect();
    check!(words.len() == ENTRIES, "{}", words.len());
    let expected = 2500 - ENTRIES as u32..2500;
    check!(words.iter().copied().eq(expected), "{words:?}");
    Ok(())
}

fn has_interruptions_and_io() -> Outcome {
    let has = |kind: Kind| entries().iter().any(|entry| entry.kind() == Some(kind));
    block_on(sleep(Duration::from_millis(2)));
    check!(has(Kind::External));
    // The outcomes of the tests before this one were told by it.
    check!(has(Kind::ServiceCall));
    let mut block = [0; BLOCK_BYTES];
    check!(block_on(disk()?.read(0, &mut block)).is_ok());
    for kind in [Kind::Io, Kind::Status] {
        check!(has(kind), "{kind:?}");
    }
    for kind in [Kind::Request, Kind::RequestEnd] {
        check!(has(kind) == matches!(disk()?, Dasd::Virtio(_)), "{kind:?}");
    }
    Ok(())
}
