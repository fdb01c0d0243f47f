use core::cell::{Cell, RefCell};

use embassy_futures::block_on;
use std::vec::Vec;

use super::*;

const AREA: Area = Area { first: 3, blocks: 12 };

/// A small volume that stops taking writes after `writes` of them.
struct Volume {
    blocks: RefCell<Vec<Block>>,
    writes: Cell<u32>,
}

impl Volume {
    fn new() -> Self {
        let blocks = vec![[0; BLOCK_BYTES]; 16];
        Self { blocks: RefCell::new(blocks), writes: Cell::new(u32::MAX) }
    }

    fn flip(&self, block: u32, bit: usize) {
        self.blocks.borrow_mut()[block as usize][bit / 8] ^= 0x80 >> (bit % 8);
    }
}

impl BlockDevice for Volume {
    fn blocks(&self) -> u32 {
        self.blocks.borrow().len() as u32
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        *block = *self.blocks.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
        Ok(())
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        let left = self.writes.get().checked_sub(1).ok_or(IoError::NotOperational)?;
        self.writes.set(left);
        *self.blocks.borrow_mut().get_mut(number as usize).ok_or(IoError::OutOfRange)? = *block;
        Ok(())
    }
}

fn store(volume: &Volume, object: &[u8]) -> Result<Header, DrctError> {
    block_on(write(volume, AREA, object, 0xD000, "USER DIRECT"))
}

fn load(volume: &Volume) -> Result<Vec<u8>, DrctError> {
    block_on(async { ActiveCopy::open(volume, AREA).await?.read_all().await })
}

#[test]
fn what_is_written_is_read() {
    let volume = Volume::new();
    assert_eq!(load(&volume), Err(DrctError::Missing));
    for generation in 0..5_u8 {
        let object = vec![generation + 1; 4096 * 2 + usize::from(generation)];
        let header = store(&volume, &object).unwrap();
        assert_eq!(header.generation, u64::from(generation));
        assert_eq!(load(&volume), Ok(object));
    }
    let header = block_on(read_header(&volume, AREA)).unwrap();
    assert_eq!((header.source(), header.created, header.blocks()), ("USER DIRECT", 0xD000, 3));
    let outside = [&volume.blocks.borrow()[..3], &volume.blocks.borrow()[15..]].concat();
    assert!(outside.iter().all(|block| *block == [0; BLOCK_BYTES]));
}

#[test]
fn an_interrupted_write_leaves_the_old_or_the_new_directory() {
    for writes in 0..=7 {
        let volume = Volume::new();
        let (old, new) = (vec![1; 9000], vec![2; 20_000]);
        store(&volume, &old).unwrap();
        volume.writes.set(writes);
        let outcome = store(&volume, &new);
        assert_eq!(outcome.is_ok(), writes == 7);
        assert_eq!(load(&volume), Ok(if writes == 7 { new.clone() } else { old }), "{writes}");
        volume.writes.set(u32::MAX);
        store(&volume, &new).unwrap();
        assert_eq!(load(&volume), Ok(new));
    }
}

#[test]
fn an_interrupted_first_write_is_unfinished() {
    for writes in 1..5 {
        let volume = Volume::new();
        volume.writes.set(writes);
        assert!(matches!(store(&volume, &[7; 9000]), Err(DrctError::Io { .. })));
        assert_eq!(load(&volume), Err(DrctError::Unfinished), "{writes}");
    }
}

#[test]
fn a_directory_that_does_not_fit_changes_nothing() {
    let volume = Volume::new();
    store(&volume, b"whole").unwrap();
    let large = store(&volume, &[7; 4096 * 5 + 1]);
    assert_eq!(large, Err(DrctError::TooSmall { needed: 6, room: 5 }));
    assert_eq!(store(&volume, &[]), Err(DrctError::TooSmall { needed: 0, room: 5 }));
    assert_eq!(load(&volume).as_deref(), Ok(b"whole".as_slice()));
    assert_eq!(Area { first: 0, blocks: 1 }.capacity(), 0);
}

#[test]
fn every_flipped_bit_is_noticed_or_harmless() {
    for block in [AREA.first, AREA.first + 1, AREA.copy(1)] {
        for bit in 0..64 * 8 {
            let volume = Volume::new();
            store(&volume, &[1; 100]).unwrap();
            store(&volume, &[2; 100]).unwrap();
            volume.flip(block, bit);
            let read = load(&volume);
            let old_or_new = matches!(read.as_deref(), Ok(object)
                if *object == [2; 100] || *object == [1; 100]);
            assert!(old_or_new || read == Err(DrctError::Damaged), "{block} {bit}: {read:?}");
        }
    }
}

#[test]
fn a_lone_damaged_header_is_damage_and_not_absence() {
    let volume = Volume::new();
    store(&volume, &[1; 100]).unwrap();
    volume.flip(AREA.first, 200);
    assert_eq!(load(&volume), Err(DrctError::Damaged));
}

#[test]
fn the_active_copy_is_only_read() {
    let volume = Volume::new();
    store(&volume, &[1; 5000]).unwrap();
    let copy = block_on(ActiveCopy::open(&volume, AREA)).unwrap_or_else(|e| panic!("{e}"));
    let mut block = [0; BLOCK_BYTES];
    assert_eq!(copy.blocks(), 2);
    assert_eq!(block_on(copy.read(2, &mut block)), Err(IoError::OutOfRange));
    assert_eq!(block_on(copy.write(0, &block)), Err(IoError::ReadOnly));
}
