//! Frames and the heap.

use alloc::vec::Vec;

use machine::storage::{self, FRAME_BYTES, Frames};

use crate::harness::{Outcome, Test, check};

pub const TESTS: &[Test] = &[
    ("frames_are_zero_and_nobody_else_s", frames_are_zero_and_nobody_else_s),
    ("frames_all_are_given_and_come_back", frames_all_are_given_and_come_back),
    ("heap_tells_when_it_is_at_its_end", heap_tells_when_it_is_at_its_end),
];

fn frames_are_zero_and_nobody_else_s() -> Outcome {
    for round in 1..=3_u8 {
        let mut all: Vec<Frames> =
            [1, 3, 16, 2].into_iter().filter_map(storage::allocate).collect();
        check!(all.len() == 4);
        for (n, frames) in (0..).zip(&mut all) {
            check!(frames.iter().all(|&byte| byte == 0));
            frames.fill(16 * round + n);
        }
        for (n, frames) in (0..).zip(&all) {
            check!(frames.iter().all(|&byte| byte == 16 * round + n));
        }
    }
    Ok(())
}

/// Frames that are asked for at a time until there are no more.
const CHUNKS: [usize; 3] = [1024, 32, 1];

fn frames_all_are_given_and_come_back() -> Outcome {
    let before = storage::usage();
    let mut all = Vec::new();
    for count in CHUNKS {
        all.extend(core::iter::from_fn(|| storage::allocate(count)));
    }
    let given: usize = all.iter().map(|frames| frames.len() / FRAME_BYTES).sum();
    check!(storage::usage().available == 0);
    check!(given == before.available, "{given} of {}", before.available);
    all.clear();
    check!(storage::usage().available == before.available);
    check!(storage::allocate(before.available + 1).is_none());
    Ok(())
}

fn heap_tells_when_it_is_at_its_end() -> Outcome {
    const PIECE: usize = 100_000;
    let piece = || {
        let mut piece = Vec::<u8>::new();
        piece.try_reserve_exact(PIECE).is_ok().then_some(piece)
    };
    let mut counts = Vec::new();
    for _ in 0..2 {
        let mut pieces = Vec::with_capacity(100);
        pieces.extend(core::iter::from_fn(piece));
        counts.push(pieces.len());
    }
    check!(counts[0] > 50 && counts[0] == counts[1], "{counts:?}");
    check!(piece().is_some());
    Ok(())
}
