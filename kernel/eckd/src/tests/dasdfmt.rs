//! dasdfmt, step by step (facts of s390-tools' `dasdfmt.c`).

use super::linux::*;
use super::rig::*;
use formats::block::BLOCK_BYTES;

/// The counts that the analysis reads.
fn counts(disk: &Disk) -> Vec<Vec<u8>> {
    let areas = analysis().run(&mut dasd(disk)).fine();
    [2, 3, 4, 5, 7].map(|n| areas[n].clone()).to_vec()
}

fn cdl_counts() -> Vec<Vec<u8>> {
    let records = [(0, 1), (0, 2), (0, 3), (0, 4), (2, 1)];
    let count = |(track, record)| {
        let (key, data) = shape(track, record, true);
        count(track, record, key, data).to_vec()
    };
    records.map(count).to_vec()
}

/// Volume label and DSCB, as dasdfmt writes them.
fn label() -> Vec<u8> {
    let mut label = vec![0; BLOCK_BYTES];
    label[..8].copy_from_slice(&[0xE5, 0xD6, 0xD3, 0xF1, 0xE5, 0xD6, 0xD3, 0xF1]);
    label[15..20].copy_from_slice(&[0, 0, 0, 1, 1]);
    label
}

/// Full mode: track 0 is invalidated, the others are formatted, track 0 comes last.
fn full(disk: &Disk, cdl: bool) {
    let mut dasd = dasd(disk);
    invalidate(0).run(&mut dasd).fine();
    format(1, 20, cdl).run(&mut dasd).fine();
    format(21, 41, cdl).run(&mut dasd).fine();
    format(42, 44, cdl).run(&mut dasd).fine();
    format(0, 0, cdl).run(&mut dasd).fine();
}

#[test]
fn full_mode_makes_the_compatible_layout() {
    let disk = Disk::new();
    disk.blocks.borrow_mut().fill([0x77; BLOCK_BYTES]);
    full(&disk, true);
    assert_eq!(counts(&disk), cdl_counts(), "before there is a label");
    assert_eq!(disk.block(12)[..140], [0; 140]);
    assert_eq!(disk.block(539), [0; BLOCK_BYTES]);
    let mut dasd = dasd(&disk);
    single(2, 1, Some(&label()), true).run(&mut dasd).fine();
    assert_eq!(disk.block(2).to_vec(), label(), "the label alone tells the layout");
    assert_eq!(counts(&disk), cdl_counts());
    let f4 = [[4; 44].as_slice(), &[0xF4; 4052]].concat();
    single(12, 1, Some(&f4), true).run(&mut dasd).fine();
    assert_eq!(disk.block(12)[..140], f4[..140]);
    assert_eq!(disk.block(12)[140..], [0; 3956], "no more than the record has");
    let areas = single(11, 14, None, true).run(&mut dasd).fine();
    assert_eq!(areas[4], f4[..140], "read back: DE, LR, READ, LR, READ");
}

#[test]
fn an_invalid_track_0_is_not_formatted() {
    let disk = Disk::new();
    disk.set(2, &label());
    invalidate(0).run(&mut dasd(&disk)).fine();
    let outcome = analysis().run(&mut dasd(&disk));
    // R1, once more R1 behind the index, and then no record is found.
    assert_eq!(outcome.checked(5), (0, 0x08, 0));
    assert_eq!(outcome.areas[2], [0, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(disk.block(2)[..16], [0; 16], "the label is gone");
    full(&disk, false);
    assert_eq!(disk.block(2), [0; BLOCK_BYTES]);
    assert_eq!(counts(&disk)[0], [0, 0, 0, 0, 1, 0, 0x10, 0]);
}

#[test]
fn quick_mode_formats_two_tracks() {
    let disk = Disk::new();
    disk.set(24, &[9; 100]);
    format(0, 1, true).run(&mut dasd(&disk)).fine();
    assert_eq!(counts(&disk), cdl_counts());
    assert_eq!(disk.block(24)[..100], [9; 100]);
    format(0, 1, false).run(&mut dasd(&disk)).fine();
    assert_eq!(counts(&disk)[2], [0, 0, 0, 0, 3, 0, 0x10, 0]);
}

#[test]
fn a_format_check_sees_each_record_and_then_begins_anew() {
    let disk = Disk::new();
    full(&disk, true);
    for track in [0, 1, 2, 44] {
        let outcome = check(track).run(&mut dasd(&disk));
        assert_eq!(outcome.checked(2 + 24 + 1), (0, 0x08, 0), "the second time round");
        for record in 1..=12 {
            let (key, data) = shape(track, record, true);
            let expected = count(track, record, key, data);
            assert_eq!(outcome.areas[usize::from(record) + 1], expected);
            assert_eq!(outcome.areas[usize::from(record) + 13], expected);
        }
    }
}

#[test]
fn other_block_sizes_are_refused() {
    let disk = Disk::new();
    for size in [512, 1024, 2048] {
        let chain = define_extent(FORMAT, 1, 1).and(locate_record(0x03, 1, 0, 1, size)).with(
            0x1D,
            SLI,
            &count(1, 1, 0, size),
            8,
        );
        assert_eq!(chain.run(&mut dasd(&disk)).checked(3), (0, 0x40, 0), "{size} bytes");
    }
    let thirteen = define_extent(FORMAT, 5, 5).and(locate_record(0x03, 5, 12, 1, 4096)).with(
        0x1D,
        SLI,
        &count(5, 13, 0, 4096),
        8,
    );
    assert_eq!(thirteen.run(&mut dasd(&disk)).checked(3), (0, 0x40, 0));
}

#[test]
fn record_zero_may_be_written_as_it_is() {
    let disk = Disk::new();
    let with_r0 = |r0: &[u8]| {
        define_extent(0xC2, 7, 7)
            .and(locate_record(0x43, 7, 0, 2, 0))
            .with(0x15, SLI, r0, r0.len())
            .with(0x1D, SLI, &count(7, 1, 0, 4096), 8)
    };
    with_r0(&count(7, 0, 0, 8)).run(&mut dasd(&disk)).fine();
    let outcome = with_r0(&count(7, 0, 0, 16)).run(&mut dasd(&disk));
    assert_eq!(outcome.checked(3), (0, 0x40, 0));
    let data = [count(7, 0, 0, 8).as_slice(), &[1; 8]].concat();
    assert_eq!(with_r0(&data).run(&mut dasd(&disk)).checked(3), (0, 0x40, 0));
}

#[test]
fn a_record_comes_with_its_data_too() {
    let disk = Disk::new();
    let record = [count(3, 2, 0, 4096).as_slice(), &[0x42; 4096]].concat();
    define_extent(FORMAT, 3, 3)
        .and(locate_record(0x03, 3, 1, 1, 4096))
        .give(0x1D, &record)
        .run(&mut dasd(&disk))
        .fine();
    assert_eq!(disk.block(37), [0x42; 4096]);
}
