//! SHUTDOWN: the steps of z/VM's that this CP has something to do in, each told as it begins.

use alloc::format;

use machine::{clock, cpu, wait_state};

use crate::console::Console;
use crate::{system, time};

/// Shuts CP down.
pub fn run(console: &Console) -> ! {
    let began = clock::tod();
    say_step(console, "APISD", "TERMINATE OTHER PROCESSORS");
    cpu::stop_others();
    let name = &system::this().name;
    let date = time::iso_date(&time::now());
    console.say(&format!("HCPWRP959I {name} SYSTEM TERMINATION IN PROGRESS ON {date}"));
    let seconds = (clock::tod() - began).div_ceil(zarch::tod::UNITS_PER_SECOND);
    console.say(&format!("HCPWRP962I VM SHUTDOWN COMPLETED IN {seconds} SEC"));
    console.say(&format!("HCPWRP961W SYSTEM SHUTDOWN COMPLETE FOR {name} ON {date}"));
    wait_state::load(wait_state::SHUTDOWN_COMPLETE)
}

fn say_step(console: &Console, name: &str, text: &str) {
    console.say(&format!("HCPWRP963I SHUTDOWN STEP {name} - {text}"));
}
