//! Reading and writing records.

use super::linux::*;
use super::rig::*;
use formats::block::{BLOCK_BYTES, IoError};
use zarch::SubchannelStatus;
use zerocopy::IntoBytes;

fn pattern(blocks: usize) -> Vec<u8> {
    (0..blocks * BLOCK_BYTES).map(|n| (n / 7 + n / BLOCK_BYTES) as u8).collect()
}

#[test]
fn blocks_are_where_linux_numbers_them() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    let data = pattern(30);
    // From track 13 of a cylinder into the next cylinder.
    single(165, 30, Some(&data), false).run(&mut dasd).fine();
    for n in 0..30 {
        assert_eq!(disk.block(165 + n)[..], data[n as usize * BLOCK_BYTES..][..BLOCK_BYTES]);
    }
    let areas = single(165, 30, None, false).run(&mut dasd).fine();
    assert_eq!(areas[2..].concat(), data);
}

#[test]
fn counts_that_do_not_fit() {
    let disk = Disk::new();
    disk.set(40, &[5; BLOCK_BYTES]);
    let read = |count| {
        define_extent(READ, 3, 3)
            .and(locate_record(0x06, 3, 5, 1, 4096))
            .take(0x06, count)
            .run(&mut dasd(&disk))
    };
    let long = read(5000);
    let wrong = SubchannelStatus::INCORRECT_LENGTH;
    assert_eq!((long.device, long.subchannel, long.residual), (END, wrong, 904));
    assert_eq!(long.areas[2], [[5; 4096].as_slice(), &[0xAA; 904]].concat());
    let short = read(100);
    assert_eq!((short.device, short.subchannel, short.residual), (END, wrong, 0));
    assert_eq!(short.areas[2], [5; 100]);
}

#[test]
fn what_a_write_has_too_little_of_is_zeros() {
    let disk = Disk::new();
    disk.set(40, &[5; BLOCK_BYTES]);
    define_extent(WRITE, 3, 3)
        .and(locate_record(0x01, 3, 5, 1, 4096))
        .with(0x85, SLI, &[6; 100], 100)
        .run(&mut dasd(&disk))
        .fine();
    assert_eq!(disk.block(40).to_vec(), [[6; 100].as_slice(), &[0; 3996]].concat());
}

#[test]
fn a_write_that_the_channel_ends_writes_nothing() {
    let disk = Disk::new();
    disk.set(40, &[5; BLOCK_BYTES]);
    let flags = zarch::CcwFlags::CHAIN_DATA;
    // The area is chained on to a CCW that is none.
    let outcome = define_extent(WRITE, 3, 3)
        .and(locate_record(0x01, 3, 5, 1, 4096))
        .with(0x85, flags, &[6; 100], 100)
        .with(0, zarch::CcwFlags::MODIFIED_INDIRECT, &[6; 100], 100)
        .run(&mut dasd(&disk));
    assert_eq!((outcome.device, outcome.subchannel), (END, SubchannelStatus::PROGRAM_CHECK));
    assert_eq!(disk.block(40), [5; BLOCK_BYTES]);
}

#[test]
fn the_announced_length_must_be_the_records() {
    let disk = Disk::new();
    let outcome = define_extent(WRITE, 3, 3)
        .and(locate_record(0x01, 3, 5, 1, 2048))
        .give(0x85, &[6; 2048])
        .run(&mut dasd(&disk));
    assert_eq!(outcome.checked(3), (0, 0x40, 0));
    assert_eq!(disk.block(40), [0; BLOCK_BYTES]);
}

#[test]
fn one_key_of_a_short_record_leaves_the_rest() {
    let disk = Disk::new();
    format(0, 1, true).run(&mut dasd(&disk)).fine();
    let mut dasd = dasd(&disk);
    let with_key = [[0xE5; 4].as_slice(), &[1; 80]].concat();
    let write = |code, length, data: &[u8]| {
        define_extent(WRITE, 0, 0).and(locate_record(0x01, 0, 3, 1, length)).give(code, data)
    };
    write(0x8D, 84, &with_key).run(&mut dasd).fine();
    write(0x85, 80, &[2; 80]).run(&mut dasd).fine();
    assert_eq!(disk.block(2)[..84], [[0xE5; 4].as_slice(), &[2; 80]].concat());
    let areas = analysis().run(&mut dasd).fine();
    assert_eq!(areas[4], [0, 0, 0, 0, 3, 4, 0, 80], "a label that tells nothing keeps the mark");
    let areas = define_extent(READ, 0, 0)
        .and(locate_record(0x06, 0, 3, 1, 80))
        .take(0x06, 80)
        .run(&mut dasd)
        .fine();
    assert_eq!(areas[2], [2; 80]);
}

#[test]
fn a_read_only_minidisk_refuses_writes() {
    let disk = Disk::new();
    let mut dasd = crate::Eckd::new(&disk, crate::Unshared::default(), identity(), true)
        .expect("whole cylinders");
    let outcome = single(40, 1, Some(&pattern(1)), false).run(&mut dasd);
    assert_eq!(outcome.checked(2), (0x80, 0x02, 0));
    single(40, 1, None, false).run(&mut dasd).fine();
}

#[test]
fn errors_of_the_volume_are_unit_checks() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    let errors = [
        (IoError::Unreadable, (0x08, 0x80, 0x43)),
        (IoError::NotOperational, (0x10, 0x80, 0x10)),
        (IoError::ReadOnly, (0x80, 0x02, 0)),
    ];
    for (error, sense) in errors {
        disk.error.set(Some(error));
        let outcome = single(40, 1, Some(&pattern(1)), false).run(&mut dasd);
        assert_eq!(outcome.checked(3), sense);
        assert_eq!(outcome.residual, 0);
    }
    disk.error.set(Some(IoError::Unreadable));
    let outcome = single(40, 1, None, false).run(&mut dasd);
    assert_eq!((outcome.checked(3), outcome.residual), ((0x08, 0x80, 0x43), 4096));
    let sense = outcome.sense.as_bytes();
    assert_eq!(sense[8..13], [0, 0, 0, 3, 5], "the record that cannot be read");
    assert_eq!(sense[29..32], [0, 0, 3]);
}
