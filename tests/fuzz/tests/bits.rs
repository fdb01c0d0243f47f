//! Damage of single bits in each structure on volumes.

use fuzz_targets::{STRUCTURES, Structure};

/// Bits of a block's begin, all of which are turned over.
const DENSE: usize = 64 * 8;
/// Behind it every so many.
const STRIDE: usize = 211;
const BITS: usize = 4096 * 8;

/// What a turned bit changes without being told, if anything.
fn unnoticed(structure: &Structure) -> Vec<String> {
    let image = (structure.image)();
    let meaning = (structure.read)(&image.clone()).expect("a good image");
    let mut told = Vec::new();
    for block in image.used() {
        for bit in (0..DENSE).chain((DENSE..BITS).step_by(STRIDE)) {
            let damaged = image.clone();
            damaged.flip(block, bit);
            let read = (structure.read)(&damaged);
            if structure.checked && read.as_ref().is_ok_and(|read| *read != meaning) {
                told.push(format!("{}: block {block}, bit {bit}: {read:?}", structure.name));
            }
        }
    }
    told
}

#[test]
fn no_turned_bit_goes_unnoticed_or_makes_cp_panic() {
    let told: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = STRUCTURES.iter().map(|s| scope.spawn(|| unnoticed(s))).collect();
        running.into_iter().flat_map(|structure| structure.join().expect("no panic")).collect()
    });
    assert!(told.is_empty(), "{} bits, first {}", told.len(), told[0]);
}
