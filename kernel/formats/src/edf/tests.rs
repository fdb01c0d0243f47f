//! The file system on a small minidisk: round trips, crashes at every write, damage.

use std::cell::{Cell, RefCell};

use embassy_futures::block_on;
use proptest::prelude::*;

use super::*;
use crate::block::IoError;
use crate::minidisk::Minidisk;

const NOW: Timestamp =
    Timestamp { year: 2011, month: 12, day: 13, hour: 11, minute: 10, second: 56 };

/// A volume that is read-only after so many writes.
struct Disk {
    blocks: RefCell<Vec<Block>>,
    writes_left: Cell<usize>,
}

impl Disk {
    fn new(blocks: usize) -> Self {
        let blocks = RefCell::new(vec![[0; BLOCK_BYTES]; blocks]);
        Self { blocks, writes_left: Cell::new(usize::MAX) }
    }

    fn copy(&self, writes_left: usize) -> Self {
        Self { blocks: self.blocks.clone(), writes_left: Cell::new(writes_left) }
    }
}

impl BlockDevice for Disk {
    fn blocks(&self) -> u32 {
        self.blocks.borrow().len() as u32
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        *block = *self.blocks.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
        Ok(())
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        let left = self.writes_left.get().checked_sub(1).ok_or(IoError::ReadOnly)?;
        self.writes_left.set(left);
        *self.blocks.borrow_mut().get_mut(number as usize).ok_or(IoError::OutOfRange)? = *block;
        Ok(())
    }
}

fn file(name: &str, format: RecordFormat) -> NewFile {
    let id = FileId::new(name, "CONFIG").expect("a good name");
    NewFile { id, mode: Field::new("A1").expect("two characters"), format, written: NOW }
}

fn formatted(disk: &Disk) -> FileSystem<&Disk> {
    let label = Field::new("PARM1").expect("fits");
    block_on(FileSystem::format(disk, label, NOW)).expect("room for an empty file system")
}

/// All files with their records.
type Contents = Vec<(FileId, Vec<Vec<u8>>)>;

fn contents(file_system: &FileSystem<&Disk>) -> Result<Contents, Fault> {
    block_on(file_system.check())?;
    let read = |entry: &Entry| Ok((entry.id, block_on(file_system.records(entry))?));
    file_system.list().iter().map(read).collect()
}

fn write(file_system: &mut FileSystem<&Disk>, file: NewFile, records: &[Vec<u8>]) {
    let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
    block_on(file_system.write_file(file, &records)).expect("room and good records");
}

#[test]
fn an_empty_minidisk_is_as_cmsfs_fuse_wants_it() {
    let disk = Disk::new(180);
    formatted(&disk);
    let blocks = disk.blocks.borrow();
    let label = &blocks[2];
    assert_eq!(label[..10], [0xC3, 0xD4, 0xE2, 0xF1, 0xD7, 0xC1, 0xD9, 0xD4, 0xF1, 0x40]);
    // 4096-byte blocks, directory in block 4, 1 cylinder of 1, 180 blocks, 6 of them used
    let words: Vec<u8> = [4096u32, 4, 1, 1, 180, 6, 64, 64].map(u32::to_be_bytes).concat();
    assert_eq!(label[12..44], words);
    assert_eq!(label[44..50], [0x11, 0x12, 0x13, 0x11, 0x10, 0x56]);
    let directory = &blocks[3];
    assert_eq!(directory[..8], [0, 0, 0, 1, 0, 0, 0, 0]);
    assert_eq!(directory[40..56], [0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 4, 0x11, 0x12]);
    assert_eq!(directory[64 + 40..64 + 44], [0, 0, 0, 6]);
    assert_eq!(blocks[5][..2], [0b1111_1100, 0]);
}

#[test]
fn a_file_of_many_levels_is_read_as_written() {
    let disk = Disk::new(1_000);
    let mut file_system = formatted(&disk);
    let variable: Vec<Vec<u8>> = (1..600).map(|n| vec![n as u8; n * 7 % 9_000 + 1]).collect();
    let fixed: Vec<Vec<u8>> = (0..50).map(|n| vec![n; 5_000]).collect();
    write(&mut file_system, file("VARIABLE", RecordFormat::Variable), &variable);
    write(&mut file_system, file("FIXED", RecordFormat::Fixed), &fixed);
    let again = block_on(FileSystem::open(&disk)).expect("a good minidisk");
    let levels = |name| again.find(name, "CONFIG").map(|entry| (entry.levels, entry.records));
    assert_eq!(levels("variable"), Some((1, 599)));
    assert_eq!(levels("FIXED"), Some((1, 50)));
    let found: Vec<_> = contents(&again).expect("whole").into_iter().map(|(_, r)| r).collect();
    assert_eq!(found, [variable, fixed]);
    assert_eq!(again.find("FIXED", "CONFIG").map(|entry| entry.written), Some(NOW));
}

#[test]
fn two_levels_of_pointers() {
    let disk = Disk::new(800);
    let mut file_system = formatted(&disk);
    let records = vec![vec![0xC1; 60_000]; 30];
    write(&mut file_system, file("LARGE", RecordFormat::Variable), &records);
    assert_eq!(file_system.list()[0].levels, 2);
    assert_eq!(contents(&file_system).expect("whole")[0].1, records);
}

#[test]
fn a_null_block_is_zeros() {
    let disk = Disk::new(180);
    let mut file_system = formatted(&disk);
    write(&mut file_system, file("SPARSE", RecordFormat::Fixed), &vec![vec![7; BLOCK_BYTES]; 3]);
    let pointers = file_system.list()[0].origin as usize - 1;
    disk.blocks.borrow_mut()[pointers][4..8].fill(0);
    let records = contents(&file_system).expect("whole").remove(0).1;
    assert_eq!(records, [vec![7; BLOCK_BYTES], vec![0; BLOCK_BYTES], vec![7; BLOCK_BYTES]]);
}

#[test]
fn a_directory_of_more_than_one_block() {
    let disk = Disk::new(400);
    let mut file_system = formatted(&disk);
    for n in 0..130 {
        write(&mut file_system, file(&format!("F{n}"), RecordFormat::Variable), &[vec![n]]);
    }
    for n in 0..60 {
        block_on(file_system.erase(file(&format!("F{n}"), RecordFormat::Fixed).id, NOW))
            .expect("the file is there");
    }
    let again = block_on(FileSystem::open(&disk)).expect("a good minidisk");
    let found: Vec<_> = contents(&again).expect("whole").into_iter().map(|(_, r)| r).collect();
    let expected: Vec<_> = (60..130).map(|n| vec![vec![n]]).collect();
    assert_eq!(found, expected);
    // 5 fixed blocks, 1 more of the directory, its pointer block, the map, a block a file
    assert_eq!(again.space(), (400, 5 + 1 + 1 + 1 + 70));
}

#[test]
fn what_cannot_be_written_changes_nothing() {
    let disk = Disk::new(20);
    let mut file_system = formatted(&disk);
    let large = vec![1; 60_000];
    let new = file("LARGE", RecordFormat::Fixed);
    let full = block_on(file_system.write_file(new, &[&large]));
    assert!(matches!(full, Err(Fault::Full { .. })));
    let uneven = block_on(file_system.write_file(new, &[&[1, 2], &[3]]));
    assert_eq!(uneven, Err(Fault::RecordLength { record: 1 }));
    assert_eq!(block_on(file_system.erase(new.id, NOW)), Err(Fault::NotFound));
    let again = block_on(FileSystem::open(&disk)).expect("a good minidisk");
    assert_eq!(contents(&again), Ok(vec![]));
}

#[test]
fn a_crash_at_any_write_leaves_the_old_or_the_new() {
    let disk = Disk::new(180);
    let mut file_system = formatted(&disk);
    for n in 0..70 {
        write(&mut file_system, file(&format!("F{n}"), RecordFormat::Variable), &[vec![n]]);
    }
    write(&mut file_system, file("SYSTEM", RecordFormat::Fixed), &vec![vec![1; 80]; 200]);
    let old = contents(&file_system).expect("whole");
    let changed = vec![vec![2; 100]; 300];
    let operation = |file_system: &mut FileSystem<&Disk>, erase: bool| {
        let new = file("SYSTEM", RecordFormat::Variable);
        let records: Vec<&[u8]> = changed.iter().map(Vec::as_slice).collect();
        match erase {
            true => block_on(file_system.erase(new.id, NOW)),
            false => block_on(file_system.write_file(new, &records)),
        }
    };
    for erase in [true, false] {
        let (mut olds, mut news) = (0, 0);
        for writes in 0..100 {
            let copy = disk.copy(writes);
            let mut running = block_on(FileSystem::open(&copy)).expect("a good minidisk");
            let done = operation(&mut running, erase).is_ok();
            let found = contents(&block_on(FileSystem::open(&copy)).expect("whole"));
            let found = found.expect("whole");
            assert_eq!(found == old, !done, "after {writes} writes");
            if done {
                let system = found.iter().find(|(id, _)| id.name.text() == "SYSTEM");
                assert_eq!(system.map(|(_, records)| records), (!erase).then_some(&changed));
                news += 1;
                break;
            }
            olds += 1;
        }
        assert!(olds > 3 && news == 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn records_of_any_lengths_are_read_as_written(
        lengths in prop::collection::vec(prop_oneof![1..10usize, 4_080..4_100usize, 1..9_000usize], 0..20)
    ) {
        let disk = Disk::new(180);
        let mut file_system = formatted(&disk);
        let records: Vec<Vec<u8>> =
            lengths.iter().enumerate().map(|(n, &length)| vec![n as u8; length]).collect();
        write(&mut file_system, file("V", RecordFormat::Variable), &records);
        let again = block_on(FileSystem::open(&disk)).expect("a good minidisk");
        prop_assert_eq!(&contents(&again).expect("whole")[0].1, &records);
    }

    #[test]
    fn a_flipped_bit_never_panics(block in 2..14usize, bit in 0..2_048usize) {
        let disk = Disk::new(40);
        let mut file_system = formatted(&disk);
        let records = vec![vec![1; 5_000]; 3];
        write(&mut file_system, file("A", RecordFormat::Variable), &records);
        write(&mut file_system, file("B", RecordFormat::Fixed), &records);
        disk.blocks.borrow_mut()[block][bit / 8] ^= 0x80 >> (bit % 8);
        if let Ok(mut damaged) = block_on(FileSystem::open(&disk)) {
            let _ = contents(&damaged);
            let _ = block_on(damaged.erase(file("A", RecordFormat::Fixed).id, NOW));
        }
    }
}

#[test]
fn a_minidisk_ends_where_its_cylinders_end() {
    let disk = Disk::new(540);
    let minidisk = Minidisk::new(&disk, 1..=1).expect("on the volume");
    assert!(Minidisk::new(&disk, 1..=3).is_none());
    assert_eq!(minidisk.blocks(), 180);
    block_on(minidisk.write(179, &[9; BLOCK_BYTES])).expect("on the minidisk");
    assert_eq!(disk.blocks.borrow()[359], [9; BLOCK_BYTES]);
    assert_eq!(block_on(minidisk.write(180, &[9; BLOCK_BYTES])), Err(IoError::OutOfRange));
}
