//! Reserve and release, alone and with another system.

use std::cell::Cell;

use super::linux::single;
use super::rig::*;
use crate::{Reservation, Reserved};
use channel::Program;
use zarch::{Ccw1, CcwFlags, Orb};
use zerocopy::IntoBytes;

#[test]
fn reserving_brings_sense_data() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    let reserved = |dasd: &mut Dasd<'_>| Chain::new().take(0x34, 12).run(dasd).fine()[0][0];
    for (code, state) in [(0xB4, 0x30), (0x94, 0), (0x14, 0x30), (0x94, 0)] {
        let areas = Chain::new().take(code, 32).run(&mut dasd).fine();
        assert_eq!(areas[0][27], 0x80);
        assert_eq!(reserved(&mut dasd), state, "{code:02X}");
    }
}

#[test]
fn sense_tells_the_last_unit_check_once() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    let guest = Guest::new();
    let run = |dasd: &mut Dasd<'_>, code| {
        guest.put(0x1000, Ccw1::new(code, CcwFlags::empty(), 32, 0x2000).as_bytes());
        let ending = guest.run(dasd, &Program::from(&Orb::new(0x1000)));
        (ending.expect("it ends").device_status, guest.get(0x2000, 1)[0])
    };
    assert_eq!(run(&mut dasd, 0xFF).0, CHECK);
    assert_eq!(run(&mut dasd, 0x04), (END, 0x80));
    assert_eq!(run(&mut dasd, 0x04), (END, 0));
    run(&mut dasd, 0xFF);
    run(&mut dasd, 0x03);
    assert_eq!(run(&mut dasd, 0x04), (END, 0), "another command forgets it");
}

/// A volume that another system has reserved, or has taken.
#[derive(Debug)]
struct Elsewhere {
    reserved: Cell<Reserved>,
    lost: Cell<bool>,
}

impl Reservation for &Elsewhere {
    fn reserved(&self) -> Reserved {
        self.reserved.get()
    }

    async fn free(&self) {
        if self.reserved.get() == Reserved::Elsewhere {
            core::future::pending::<()>().await;
        }
    }

    async fn reserve(&self) {
        self.free().await;
        self.take();
    }

    fn take(&self) {
        self.reserved.set(Reserved::Here);
    }

    fn release(&self) {
        self.reserved.set(Reserved::No);
    }

    fn lost(&self) -> bool {
        self.lost.replace(false)
    }
}

#[test]
fn a_volume_reserved_elsewhere_is_busy_until_it_is_taken() {
    let disk = Disk::new();
    let state = Elsewhere { reserved: Cell::new(Reserved::Elsewhere), lost: Cell::new(false) };
    let mut dasd = crate::Eckd::new(&disk, &state, identity(), false).expect("whole cylinders");
    let guest = Guest::new();
    let mut run = |code, count| {
        guest.put(0x1000, Ccw1::new(code, CcwFlags::empty(), count, 0x2000).as_bytes());
        let program = Program::from(&Orb::new(0x1000));
        match embassy_futures::poll_once(channel::run(&guest, &mut dasd, &program)) {
            core::task::Poll::Ready(ending) => Some(ending.device_status),
            core::task::Poll::Pending => None,
        }
    };
    assert_eq!(run(0x64, 64), None);
    assert_eq!(run(0xB4, 32), None);
    assert_eq!(run(0x34, 12), Some(END));
    assert_eq!(guest.get(0x2000, 1), [0x20]);
    assert_eq!(run(0x14, 32), Some(END));
    assert_eq!(run(0x64, 64), Some(END));
    state.lost.set(true);
    assert_eq!(run(0x64, 64), Some(CHECK));
    assert_eq!(run(0x04, 32), Some(END));
    assert_eq!(guest.get(0x2000, 8), [0x10, 0, 0, 0, 0x21, 0, 0, 0x3F]);
    assert_eq!(run(0x64, 64), Some(END));
}

#[test]
fn a_volume_of_one_system_needs_no_reserve() {
    let disk = Disk::new();
    single(5, 1, None, false).run(&mut dasd(&disk)).fine();
}
