//! Chains of seeks and searches.

use super::linux::{count, format};
use super::rig::*;
use zarch::DeviceStatus;

const FOUND: DeviceStatus = END.union(DeviceStatus::STATUS_MODIFIER);

fn seek(head: u8) -> Chain {
    Chain::new().give(0x07, &[0, 0, 0, 0, 0, head])
}

/// How a search ends that is the last command.
fn ends(chain: &Chain) -> DeviceStatus {
    let disk = Disk::new();
    format(0, 1, true).run(&mut dasd(&disk)).fine();
    disk.set(13, &[0x41; 44]);
    let outcome = chain.run(&mut dasd(&disk));
    assert_eq!(outcome.subchannel, FINE);
    outcome.device
}

#[test]
fn ids_are_equal_or_high() {
    // The first record that comes is R0.
    let search = |code, record| ends(&seek(4).give(code, &[0, 0, 0, 4, record]));
    assert_eq!(search(0x31, 0), FOUND);
    assert_eq!(search(0x31, 1), END);
    assert_eq!(search(0x71, 0), FOUND);
    assert_eq!(search(0x51, 0), END);
    assert_eq!(ends(&seek(4).give(0x51, &[0, 0, 0, 3, 9])), FOUND);
    assert_eq!(ends(&seek(4).with(0x31, SLI, &[0, 0, 0, 4], 4)), FOUND, "what there is");
    assert_eq!(ends(&seek(4).give(0x39, &[0, 0, 0, 4])), FOUND);
    assert_eq!(ends(&seek(4).give(0x39, &[0, 0, 0, 5])), END);
    assert_eq!(ends(&seek(4).give(0xB9, &[0, 0, 0, 5])), FOUND, "the next track");
}

#[test]
fn keys_are_equal_or_high() {
    // Behind R1 comes R2, whose key is 44 times 41.
    let search = |code, argument| {
        let behind_r1 = seek(1).with(0x12, SLI, &[], 8);
        ends(&behind_r1.with(code, SLI, &[argument; 44], 44))
    };
    let behind_r1 = seek(1).take(0x1E, 148);
    let search_2 = |code, argument| ends(&behind_r1.clone().with(code, SLI, &[argument; 44], 44));
    assert_eq!(search(0x29, 0), FOUND, "the key of the record whose count was read");
    assert_eq!(search_2(0x29, 0x41), FOUND);
    assert_eq!(search_2(0x29, 0x40), END);
    assert_eq!(search_2(0x49, 0x40), FOUND);
    assert_eq!(search_2(0x69, 0x41), FOUND);
    assert_eq!(search_2(0x69, 0x42), END);
    assert_eq!(ends(&seek(4).with(0x29, SLI, &[0; 44], 44)), END, "records without keys");
}

#[test]
fn a_record_is_found_updated_and_formatted() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    let found = |record| {
        let mut chain = Chain::new().give(0x1F, &[0xC0]).and(seek(4));
        for _ in 0..record {
            chain = chain.give(0x31, &[0, 0, 0, 4, 99]);
        }
        chain.give(0x31, &[0, 0, 0, 4, record])
    };
    // The record that is found skips the CCW behind the search.
    let skipped = |chain: Chain| chain.take(0x03, 0);
    let outcome = skipped(found(3)).give(0x05, &[7; 4096]).run(&mut dasd);
    assert_eq!((outcome.device, outcome.subchannel), (END, FINE), "{:?}", outcome.sense);
    assert_eq!(disk.block(4 * 12 + 2), [7; 4096]);
    let outcome = skipped(found(3)).give(0x0D, &[8; 4096]).run(&mut dasd);
    assert_eq!(outcome.device, END);
    assert_eq!(disk.block(4 * 12 + 2), [8; 4096]);
    let outcome = skipped(found(3))
        .with(0x1D, SLI, &count(4, 4, 0, 4096), 8)
        .with(0x1D, SLI, &count(4, 5, 0, 4096), 8)
        .run(&mut dasd);
    assert_eq!(outcome.device, END);
    let outcome = skipped(found(3)).take(0x22, 1).give(0x05, &[7; 4096]).run(&mut dasd);
    assert_eq!(outcome.device, CHECK, "something came between");
}

#[test]
fn a_record_that_is_not_there_is_not_searched_for_ever() {
    let guest = Guest::new();
    let disk = Disk::new();
    guest.put(0x100, &[0, 0, 0, 0, 0, 4, 99]);
    let ccws = [
        zarch::Ccw1::new(0x07, CC, 6, 0x100),
        zarch::Ccw1::new(0x31, CC, 5, 0x102),
        zarch::Ccw1::new(0x08, zarch::CcwFlags::empty(), 0, 0x1008),
        zarch::Ccw1::new(0x06, SLI, 4096, 0x2000),
    ];
    guest.put(0x1000, zerocopy::IntoBytes::as_bytes(&ccws));
    let program = channel::Program::from(&zarch::Orb::new(0x1000));
    let mut dasd = dasd(&disk);
    let ending = guest.run(&mut dasd, &program).expect("it ends");
    assert_eq!((ending.device_status, ending.ccw_address), (CHECK, 0x1010));
    assert_eq!(dasd.take_sense().byte_1, 0x08);
}

#[test]
fn multitrack_searches_stay_in_their_cylinder() {
    let guest = Guest::new();
    let disk = Disk::new();
    guest.put(0x100, &[0, 0, 0, 0, 0, 4, 99]);
    let ccws = [
        zarch::Ccw1::new(0x07, CC, 6, 0x100),
        zarch::Ccw1::new(0xB1, CC, 5, 0x102),
        zarch::Ccw1::new(0x08, zarch::CcwFlags::empty(), 0, 0x1008),
    ];
    guest.put(0x1000, zerocopy::IntoBytes::as_bytes(&ccws));
    let program = channel::Program::from(&zarch::Orb::new(0x1000));
    let mut dasd = dasd(&disk);
    let ending = guest.run(&mut dasd, &program).expect("it ends");
    assert_eq!(ending.device_status, CHECK);
    assert_eq!(dasd.take_sense().byte_1, 0x20, "end of cylinder");
}
