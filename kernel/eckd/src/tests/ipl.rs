//! An IPL from the volume: format-0 CCWs without DEFINE EXTENT (facts of s390-tools' `zipl/boot`).

use channel::{CcwFormat, Program};
use zarch::{Ccw0, Orb};
use zerocopy::IntoBytes;

use super::linux::format;
use super::rig::*;

const NONE: zarch::CcwFlags = zarch::CcwFlags::empty();

#[test]
fn the_ipl_chain_loads_records_one_and_two_and_goes_on() {
    let disk = Disk::new();
    format(0, 1, true).run(&mut dasd(&disk)).fine();
    // IPL1: key, PSW, READ DATA of record 2 to 18, TIC there.
    let ipl1 = [Ccw0::new(0x06, CC | SLI, 0x68, 0x18), Ccw0::new(0x08, NONE, 0, 0x18)];
    disk.set(0, &[0xC9, 0xD7, 0xD3, 0xF1, 0, 0x0A, 0, 0, 0, 0, 0, 0]);
    disk.blocks.borrow_mut()[0][12..28].copy_from_slice(ipl1.as_bytes());
    // IPL2: SEEK, SEARCH, TIC back, READ DATA of block 40 to 2000.
    let ipl2 = [
        Ccw0::new(0x07, CC, 6, 0x40),
        Ccw0::new(0x31, CC, 5, 0x42),
        Ccw0::new(0x08, NONE, 0, 0x20),
        Ccw0::new(0x06, SLI, 4096, 0x2000),
    ];
    disk.blocks.borrow_mut()[1][4..36].copy_from_slice(ipl2.as_bytes());
    let seek_argument = [0, 0, 0, 0, 0, 3, 5];
    disk.blocks.borrow_mut()[1][4 + 0x28..4 + 0x2F].copy_from_slice(&seek_argument);
    disk.set(40, &[0x42; 4096]);

    // CCW-type IPL: READ IPL of 24 bytes to 0, chained to what it brings.
    let guest = Guest::new();
    guest.put(0, Ccw0::new(0x02, CC | SLI, 24, 0).as_bytes());
    let program = Program { ccws: CcwFormat::Format0, ..Program::from(&Orb::new(0)) };
    let ending = guest.run(&mut dasd(&disk), &program).expect("it ends");
    assert_eq!((ending.device_status, ending.subchannel_status), (END, FINE));
    assert_eq!((ending.ccw_address, ending.count), (0x38, 0));
    assert_eq!(guest.get(0x2000, 4096), [0x42; 4096]);
    assert_eq!(guest.get(0, 3), [0, 0x0A, 0]);
}

#[test]
fn read_ipl_stands_first() {
    let disk = Disk::new();
    let outcome = Chain::new().give(0x1F, &[0]).take(0x02, 4096).run(&mut dasd(&disk));
    assert_eq!(outcome.checked(2), (0x80, 0, 2));
    disk.set(0, &[3; 4096]);
    let areas = Chain::new().take(0x02, 4096).run(&mut dasd(&disk)).fine();
    assert_eq!(areas[0], [3; 4096]);
}
