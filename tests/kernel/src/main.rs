//! Tests that need the machine: loaded in the nucleus' place, on all the layers that it stands on.
//!
//! Each test is a line on the console, `TEST name PASSED`, `FAILED: why` or `SKIPPED: why`; the
//! last line is `EXIT: STATUS=n`. IPL parameters: `TESTS=text` runs the tests whose name contains
//! it, `CANARY` adds one that fails, `ABEND=way` ends CP instead, with a dump.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

extern crate alloc;

mod abends;
mod clocks;
mod cpus;
mod dat;
mod disk;
mod harness;
mod storage;
mod tasks;
mod traces;

use harness::Test;

/// Every test, in the order in which they run.
const GROUPS: [&[Test]; 7] = [
    dat::TESTS,
    storage::TESTS,
    clocks::TESTS,
    tasks::TESTS,
    cpus::TESTS,
    disk::TESTS,
    traces::TESTS,
];

/// Entered by the machine layer once storage, DAT and the heap are there.
#[expect(unsafe_code, reason = "the one symbol that the entry code calls by its name")]
#[unsafe(no_mangle)]
extern "Rust" fn program_main() -> ! {
    machine::abend::set_handler(harness::abended);
    machine::cpu::open_ipl_cpu();
    cpus::start();
    if let Some(way) = harness::parameter("ABEND=") {
        let cylinders = harness::parameter("CYLINDERS=").and_then(|number| number.parse().ok());
        abends::end(way, cylinders.unwrap_or(19));
    }
    harness::run(GROUPS.into_iter().flatten())
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    machine::abend::abend(*b"PAN001", &format_args!("{}", info.message()))
}
