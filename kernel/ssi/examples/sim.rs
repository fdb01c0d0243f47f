//! Runs the simulator over seeds: `--seed N` the first (0), `--count K` how many (1).
//!
//! Prints a line for every seed that fails; a single seed that fails is run again and traced.
//! Exit status 1 if any failed, 2 for wrong arguments.

use std::process::ExitCode;
use std::time::Instant;

use ssi::SECOND;
use ssi::sim::{Parameters, run, trace};

fn main() -> ExitCode {
    let Some((first, count)) = arguments() else {
        eprintln!("usage: sim [--seed N] [--count K]");
        return ExitCode::from(2);
    };
    let begun = Instant::now();
    let (mut failed, mut simulated) = (0_u64, 0);
    for seed in first..first.saturating_add(count) {
        let parameters = Parameters::of(seed);
        if count == 1 {
            println!("{parameters}");
        }
        match run(&parameters) {
            Ok(time) => simulated += time / SECOND,
            Err(violation) => {
                failed += 1;
                println!("FAILED {parameters}: {violation}");
                for line in trace(&parameters).unwrap_or_default().iter().filter(|_| count == 1) {
                    println!("{line}");
                }
            }
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    let hours = simulated as f64 / 3600.0;
    println!(
        "seeds {first} to {}: {failed} failed; {hours:.1} hours simulated in {seconds:.1} s",
        first.saturating_add(count).saturating_sub(1),
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// First seed and how many.
fn arguments() -> Option<(u64, u64)> {
    let (mut seed, mut count) = (0, 1);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next()?.parse().ok()?;
        match argument.as_str() {
            "--seed" => seed = value,
            "--count" => count = value,
            _ => return None,
        }
    }
    Some((seed, count))
}
