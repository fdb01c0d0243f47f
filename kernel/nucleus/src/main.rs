//! CP.
#![no_std]
#![no_main]

extern crate alloc;

#[unsafe(no_mangle)]
extern "Rust" fn nucleus_main() -> ! {
    machine::wait_state::load(machine::wait_state::SHUTDOWN_COMPLETE)
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    machine::abend::abend(*b"PAN001", &format_args!("{}", info.message()))
}
