//! CP. `program_main` reads as the operator sees an IPL, from top to bottom.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

extern crate alloc;

mod cluster;
mod command;
mod console;
mod cp_disks;
mod devices;
mod directory;
mod ipl;
mod links;
mod operator;
mod requests;
mod session;
mod shutdown;
mod spooling;
mod system;
mod terminals;
mod time;
mod users;
mod volume;

use console::Console;
use ipl::{banner, configuration, cp_owned, dump_unit, join, start};

/// Entered by the machine layer once storage, DAT and the heap are there.
#[expect(unsafe_code, reason = "the one symbol that the entry code calls by its name")]
#[unsafe(no_mangle)]
extern "Rust" fn program_main() -> ! {
    machine::abend::set_handler(dump::handle);
    machine::cpu::open_ipl_cpu();
    system::begin();
    executor::spawn(ipl(console::open()));
    executor::run()
}

/// The IPL.
async fn ipl(console: &'static Console) {
    executor::spawn(devices::tell_troubles(console));
    banner::show(console);
    devices::sense_all(console).await;
    let parameters = configuration::read(console).await;
    banner::show_ssi(console);
    cp_owned::attach(console, system::config()).await;
    dump_unit::asked_for(console, &parameters).await;
    start::other_cpus(console);
    let (options, spool) = start::start(console).await;
    let operator = operator::prepare(console).await;
    join::cluster(&operator, console, &parameters).await;
    if let Some(spool) = spool {
        spool.begin(console).await;
        dump_unit::reserve(console);
    }
    operator::begin(&operator, console).await;
    terminals::enable(console, !options.disable);
    if !options.no_autolog {
        operator::autolog(&operator).await;
    }
    session::converse(&operator, console).await;
    loop {
        session::serve(console).await;
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    machine::abend::abend(*b"PAN001", &format_args!("{}", info.message()))
}
