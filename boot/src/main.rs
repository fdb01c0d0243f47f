//! The stand-alone program loader. IPLed from a volume, it loads CP from a minidisk of the same
//! volume, as z/VM's does; `load` reads so from top to bottom.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

extern crate alloc;

mod choice;
mod console;
mod panel;
mod stop;
mod volume;

use core::convert::Infallible;

use choice::Choice;
use console::Console;
use formats::cpload::Module;
use machine::load::Loaded;
use messages::Message;
use volume::IplVolume;

/// Entered by the machine layer once storage, DAT and the heap are there.
#[expect(unsafe_code, reason = "the one symbol that the entry code calls by its name")]
#[unsafe(no_mangle)]
extern "Rust" fn program_main() -> ! {
    machine::abend::set_handler(stop::abended);
    machine::cpu::open_ipl_cpu();
    let console = Console::open();
    let Err(reason) = executor::block_on(load(&console));
    stop::told(&console, &reason)
}

/// Loads CP and enters it. The message says why it could not.
async fn load(console: &Console) -> Result<Infallible, Message> {
    let volume = IplVolume::open().await?;
    let mut choice = Choice::stored();
    if panel::is_wanted(console, &choice) {
        panel::converse(console, &volume, &mut choice).await;
    }
    let bytes = volume.read_module(&choice).await?;
    let failed = |fault: &dyn core::fmt::Display| volume.module_fault(&choice, fault);
    let module = Module::parse(&bytes).map_err(|fault| failed(&fault))?;
    let parameters = choice.parameters_of(volume.volid());
    let loaded = Loaded::place(&module, &parameters).map_err(|error| failed(&error))?;
    volume.release().await?;
    loaded.enter()
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    machine::abend::abend(*b"PAN001", &format_args!("{}", info.message()))
}
