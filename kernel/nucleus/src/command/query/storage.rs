//! QUERY STORAGE and FRAMES of the real machine.

use alloc::format;
use alloc::string::String;

use machine::storage;

use crate::command::query::alone;
use crate::command::{Answer, Invocation};

/// Frames of a megabyte.
const FRAMES_PER_MEGABYTE: usize = 256;
/// Megabytes of a gigabyte.
const MEGABYTES_PER_GIGABYTE: usize = 1024;

/// `512M`, or `2G` where it is whole gigabytes.
fn size(frames: usize) -> String {
    let megabytes = frames / FRAMES_PER_MEGABYTE;
    match megabytes % MEGABYTES_PER_GIGABYTE {
        0 => format!("{}G", megabytes / MEGABYTES_PER_GIGABYTE),
        _ => format!("{megabytes}M"),
    }
}

/// QUERY STORAGE.
pub async fn real(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let size = size(storage::usage().configured);
        Answer::text([format!(
            "STORAGE = {size} CONFIGURED = {size} INC = 1M STANDBY = 0  RESERVED = 0"
        )])
    })
}

/// QUERY FRAMES.
pub async fn frames(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || {
        let usage = storage::usage();
        Answer::text([
            String::from("All Frames:"),
            format!("  Configured={}", usage.configured),
            format!("  GlobalClearedAvail={}", usage.available),
            format!("  Nucleus={}  Allocated={}", usage.nucleus, usage.allocated),
        ])
    })
}

/// QUERY STORAGE of a user without class B or E: the virtual machine's.
pub async fn of_virtual_machine(invocation: Invocation<'_>) -> Answer {
    alone(&invocation, || invocation.issuer.machine.lock().query_storage())
}
