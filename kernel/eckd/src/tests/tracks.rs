//! Counts, home addresses and whole tracks.

use super::linux::*;
use super::rig::*;
use zarch::DeviceStatus;

#[test]
fn home_address_and_record_zero() {
    let disk = Disk::new();
    let areas = define_extent(READ, 17, 17)
        .and(locate_record(0xD6, 17, 0, 3, 0))
        .take(0x1A, 5)
        .take(0x16, 16)
        .take(0x1E, 8 + 4096)
        .run(&mut dasd(&disk))
        .fine();
    assert_eq!(areas[2], [0, 0, 1, 0, 2]);
    assert_eq!(areas[3], [0, 1, 0, 2, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(areas[4][..8], [0, 1, 0, 2, 1, 0, 0x10, 0]);
}

#[test]
fn whole_tracks_with_an_end_mark() {
    let disk = Disk::new();
    format(0, 1, true).run(&mut dasd(&disk)).fine();
    disk.set(23, &[6; 140]);
    let mut extended = [0; 20];
    extended[..16].copy_from_slice(&location(0x4C, 1, 1, 2, 0));
    extended[13] = 0xFF;
    let chain = define_extent(READ, 1, 2).give(0x4B, &extended);
    let areas =
        chain.with(0xDE, SLI, &[], 57_326).with(0xDE, SLI, &[], 57_326).run(&mut dasd(&disk));
    assert_eq!((areas.device, areas.subchannel), (END, FINE));
    let [vtoc, blocks] = [&areas.areas[2], &areas.areas[3]];
    let length = 16 + 12 * (8 + 140) + 8;
    assert_eq!(vtoc[..8], count(1, 0, 0, 8));
    assert_eq!(vtoc[16..24], count(1, 1, 44, 96));
    assert_eq!(vtoc[length - 8 - 140..length], [[6; 140].as_slice(), &[0xFF; 8]].concat());
    assert_eq!(vtoc[length], 0xAA);
    assert_eq!(blocks[16..24], count(2, 1, 0, 4096));
    assert_eq!(areas.residual, 57_326 - (16 + 12 * (8 + 4096) + 8) as u16);
}

#[test]
fn the_rest_of_a_track() {
    let disk = Disk::new();
    let seek = Chain::new().give(0x07, &[0, 0, 0, 1, 0, 2]);
    let outcome = seek.take(0x12, 8).with(0x5E, SLI, &[], 60_000).run(&mut dasd(&disk));
    assert_eq!((outcome.device, outcome.subchannel), (END, FINE));
    assert_eq!(outcome.areas[2][..8], count(17, 2, 0, 4096));
    assert_eq!(outcome.residual, 60_000 - 11 * 4104);
}

#[test]
fn multitrack_reads_go_on_within_the_extent() {
    let disk = Disk::new();
    let counts = |count, last| {
        let mut chain = define_extent(READ, 14, last).and(locate_record(0x06, 14, 12, count, 0));
        for _ in 0..count {
            chain = chain.take(0x92, 8);
        }
        chain.run(&mut dasd(&disk))
    };
    assert_eq!(counts(1, 15).fine()[2], count(15, 1, 0, 4096), "behind the count of R12");
    assert_eq!(counts(1, 14).checked(3), (0, 0x04, 0), "file protected");
    assert_eq!(counts(13, 15).checked(15), (0, 0x04, 0));
}

#[test]
fn the_end_of_a_file_is_a_unit_exception() {
    let disk = Disk::new();
    invalidate(0).run(&mut dasd(&disk)).fine();
    let outcome = define_extent(READ, 0, 0)
        .and(locate_record(0x06, 0, 1, 1, 0))
        .with(0x06, SLI, &[], 4096)
        .run(&mut dasd(&disk));
    let expected = (END | DeviceStatus::UNIT_EXCEPTION, FINE, 4096);
    assert_eq!((outcome.device, outcome.subchannel, outcome.residual), expected);
}
