//! The chains of CP's own driver: a member is the guest of another.

use zarch::ccw;
use zarch::eckd::{Count, Domain, TrackAddress};
use zerocopy::{FromBytes, IntoBytes};

use super::linux;
use super::rig::*;

const TRACK: TrackAddress = TrackAddress::new(1, 7);
const BLOCK: u32 = (15 + 7) * 12 + 4;

fn chain(domain: &Domain) -> Chain {
    Chain::new()
        .give(ccw::DEFINE_EXTENT, domain.define_extent.as_bytes())
        .give(ccw::LOCATE_RECORD, domain.locate_record.as_bytes())
}

#[test]
fn blocks_are_written_and_read() {
    let disk = Disk::new();
    let mut dasd = dasd(&disk);
    chain(&Domain::write(TRACK, 5, 4096))
        .give(ccw::WRITE_DATA, &[0x3C; 4096])
        .run(&mut dasd)
        .fine();
    assert_eq!(disk.block(BLOCK), [0x3C; 4096]);
    let read = chain(&Domain::read(TRACK, 5, 4096)).take(ccw::READ_DATA, 4096);
    assert_eq!(read.run(&mut dasd).fine()[2], [0x3C; 4096]);
}

#[test]
fn the_records_of_ipl_and_label_have_keys() {
    let disk = Disk::new();
    linux::format(0, 1, true).run(&mut dasd(&disk)).fine();
    let mut dasd = dasd(&disk);
    let track = TrackAddress::new(0, 0);
    let counts = (0..3)
        .fold(chain(&Domain::read_counts(track, 3)), |counts, _| counts.take(ccw::READ_COUNT, 8));
    let counts = counts.run(&mut dasd).fine();
    let label = Count::read_from_bytes(&counts[4]).expect("8 bytes");
    assert_eq!(label, Count::new(track, 3, 4, 80));
    let record = [[0xE5; 4].as_slice(), &[0x40; 80]].concat();
    chain(&Domain::write(track, 3, 84))
        .give(ccw::WRITE_KEY_AND_DATA, &record)
        .run(&mut dasd)
        .fine();
    let read = chain(&Domain::read(track, 3, 84)).take(ccw::READ_KEY_AND_DATA, 84);
    assert_eq!(read.run(&mut dasd).fine()[2], record);
}

#[test]
fn a_track_is_formatted() {
    let disk = Disk::new();
    disk.set(BLOCK, &[1; 4096]);
    let format = (1..=12).fold(chain(&Domain::format(TRACK, 12, 4096)), |format, record| {
        let count = Count::new(TRACK, record, 0, 4096);
        format.with(ccw::WRITE_COUNT_KEY_AND_DATA, SLI, count.as_bytes(), 8)
    });
    format.run(&mut dasd(&disk)).fine();
    assert_eq!(disk.block(BLOCK), [0; 4096]);
}
