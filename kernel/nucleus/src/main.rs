//! CP. `nucleus_main` reads as the operator sees an IPL, from top to bottom.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

extern crate alloc;

mod abend;
mod banner;
mod command;
mod console;
mod devices;
mod operator;
mod shutdown;
mod start;
mod system;
mod time;

/// Entered by the machine layer once storage, DAT and the heap are there.
#[expect(unsafe_code, reason = "the one symbol that the entry code calls by its name")]
#[unsafe(no_mangle)]
extern "Rust" fn nucleus_main() -> ! {
    machine::abend::set_handler(abend::handle);
    machine::cpu::open_ipl_cpu();
    let console = console::open();
    executor::spawn(ipl(console));
    executor::run()
}

/// The IPL.
async fn ipl(console: &'static console::Console) {
    system::begin();
    executor::spawn(console.receive());
    banner::show(console);
    devices::sense_all(console).await;
    start::other_cpus(console);
    let options = start::prompt(console).await;
    if options.shutdown {
        shutdown::run(console);
    }
    start::change_tod_clock(console).await;
    operator::logon(console);
    operator::converse(console).await
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    machine::abend::abend(*b"PAN001", &format_args!("{}", info.message()))
}
