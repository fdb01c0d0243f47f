//! SHUTDOWN: the steps of z/VM's that this CP has something to do in, each told as it begins.

use alloc::string::ToString;

use machine::{clock, cpu, wait_state};
use messages::message;

use crate::console::Console;
use crate::{system, time};

/// Shuts CP down.
pub fn run(console: &Console) -> ! {
    let began = clock::tod();
    console.tell(&message("WRP", 963, &["APISD", "TERMINATE OTHER PROCESSORS"]));
    cpu::stop_others();
    let name = &system::this().name;
    let date = time::iso_date(&time::now());
    console.tell(&message("WRP", 959, &[name, &date]));
    let seconds = (clock::tod() - began).div_ceil(zarch::tod::UNITS_PER_SECOND);
    console.tell(&message("WRP", 962, &[&seconds.to_string()]));
    console.tell(&message("WRP", 961, &[name, &date]));
    wait_state::load(wait_state::SHUTDOWN_COMPLETE)
}
