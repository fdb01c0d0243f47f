//! CP.
#![no_std]
#![no_main]

extern crate alloc;

#[unsafe(no_mangle)]
extern "Rust" fn nucleus_main() -> ! {
    machine::cpu::open_ipl_cpu();
    let console = drivers::sclp_console::SclpConsole::open().unwrap();
    console.write(b"hello\r\n");
    let failed = machine::cpu::start_others(other);
    executor::block_on(async {
        console.write(alloc::format!("cpus {:?} failed {failed:?}\r\n", machine::cpu::all()).as_bytes());
        executor::sleep(core::time::Duration::from_millis(100)).await;
        for found in drivers::subchannel::scan() {
            let mut s = drivers::subchannel::Subchannel::enable(found.id, 64).unwrap();
            let id = s.sense_id().await;
            console.write(alloc::format!("{found:x?} {id:x?}\r\n").as_bytes());
            if found.device_number == 0x8292 {
                let b = drivers::virtio::VirtioBlock::bring_up(found.id).await.unwrap();
                use formats::block::BlockDevice;
                let mut block = [0; 4096];
                let t = machine::clock::tod();
                for n in 0..1000 { b.read(n, &mut block).await.unwrap(); }
                console.write(alloc::format!("{} blocks {:x?} {} us each\r\n", b.blocks(), &block[..16], (machine::clock::tod() - t) / 4096 / 1000).as_bytes());
            }
        }
        console.write(alloc::format!("{:?}\r\n", console.read().await).as_bytes());
    });
    machine::wait_state::load(machine::wait_state::SHUTDOWN_COMPLETE)
}

fn other(_cpu: usize) -> ! {
    loop { machine::interruption::wait(); }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    machine::abend::abend(*b"PAN001", &format_args!("{}", info.message()))
}
