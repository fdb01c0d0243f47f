//! Every target for a bounded number of cases. A case that fails is saved and named with what
//! makes it again.

use std::fs;
use std::panic::catch_unwind;
use std::path::PathBuf;

use fuzz_targets::{TARGETS, Target, case};

/// Cases of a target, unless ATOLL_FUZZ_CASES says otherwise.
const CASES: u64 = 400;
/// First seed, unless ATOLL_FUZZ_SEED says otherwise.
const SEED: u64 = 1;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Where failing inputs are kept.
fn failures() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fuzz-failures");
    fs::create_dir_all(&folder).expect("a folder for failing inputs");
    folder
}

/// Runs a target's cases; the failing ones as told.
fn failing(target: &Target) -> Vec<String> {
    let (seed, cases) = (number("ATOLL_FUZZ_SEED", SEED), number("ATOLL_FUZZ_CASES", CASES));
    let seeds = (target.seeds)();
    let good = seeds.iter().cloned().map(|input| ("seed".to_owned(), input));
    let mutated = (0..cases).map(|number| (format!("{seed}+{number}"), case(&seeds, seed, number)));
    let mut told = Vec::new();
    for (made_by, input) in good.chain(mutated) {
        let run = target.run;
        if catch_unwind(|| run(&input)).is_err() {
            let file = failures().join(format!("{}-{made_by}", target.name));
            fs::write(&file, &input).expect("room for a failing input");
            told.push(format!("{} by {made_by}: {}", target.name, file.display()));
        }
    }
    told
}

#[test]
fn no_input_makes_a_target_panic() {
    let told: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> =
            TARGETS.iter().map(|target| scope.spawn(|| failing(target))).collect();
        running.into_iter().flat_map(|target| target.join().expect("it catches panics")).collect()
    });
    assert!(told.is_empty(), "failing inputs:\n{}", told.join("\n"));
}

#[test]
fn a_target_that_panics_is_caught() {
    let canary = Target {
        name: "canary",
        run: |input| assert!(!input.contains(&0xFF), "0xFF"),
        seeds: || vec![b"good".to_vec()],
    };
    let told = failing(&canary);
    assert!(!told.is_empty());
    for line in told {
        let (_, file) = line.rsplit_once(": ").expect("the failing input's file");
        assert!(fs::read(file).expect("the failing input").contains(&0xFF));
        fs::remove_file(file).expect("the failing input");
    }
}
