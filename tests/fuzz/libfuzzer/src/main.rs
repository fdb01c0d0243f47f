//! One program for all targets; environment variables say which, or where to write the seeds.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;
use std::{env, fs, process};

use fuzz_targets::{TARGETS, Target, target};
use libfuzzer_sys::fuzz_target;

/// The name of the target that is run.
const TARGET: &str = "ATOLL_FUZZ_TARGET";
/// The folder that gets a folder of seeds for each target; then nothing is run.
const CORPUS: &str = "ATOLL_FUZZ_CORPUS";

static CHOSEN: OnceLock<&'static Target> = OnceLock::new();

fn choose() {
    if let Ok(corpus) = env::var(CORPUS) {
        TARGETS.iter().for_each(|target| write_seeds(Path::new(&corpus), target));
        process::exit(0);
    }
    let name = env::var(TARGET).unwrap_or_default();
    let Some(target) = target(&name) else {
        eprintln!("{TARGET}={name}: no such target");
        process::exit(2);
    };
    CHOSEN.get_or_init(|| target);
}

fn write_seeds(corpus: &Path, target: &Target) {
    let folder = corpus.join(target.name);
    fs::create_dir_all(&folder).expect("a folder for the corpus");
    for (number, seed) in (target.seeds)().iter().enumerate() {
        fs::write(folder.join(format!("seed-{number}")), seed).expect("room for a seed");
    }
}

fuzz_target!(init: choose(), |input: &[u8]| {
    if let Some(target) = CHOSEN.get() {
        (target.run)(input);
    }
});
