//! Crashes after any write and damage to any bit.

use std::cell::{Cell, RefCell};

use embassy_futures::block_on;
use proptest::prelude::*;

use super::*;
use crate::spool::{Device, FileId, Hold, Queue, SpoolFile};

const BLOCKS: usize = 24;

/// A volume that dies at a write, which it leaves torn.
#[derive(Debug)]
struct Volume {
    blocks: RefCell<Vec<Block>>,
    writes_left: Cell<u32>,
    torn_at: usize,
}

impl Volume {
    fn new(blocks: Vec<Block>, writes_left: u32, torn_at: usize) -> Self {
        Self { blocks: blocks.into(), writes_left: writes_left.into(), torn_at }
    }
}

impl BlockDevice for &Volume {
    fn blocks(&self) -> u32 {
        BLOCKS as u32
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        *block = *self.blocks.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
        Ok(())
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        let mut blocks = self.blocks.borrow_mut();
        let target = blocks.get_mut(number as usize).ok_or(IoError::OutOfRange)?;
        if self.writes_left.get() == 0 {
            target[..self.torn_at].copy_from_slice(&block[..self.torn_at]);
            return Err(IoError::NotOperational);
        }
        self.writes_left.set(self.writes_left.get() - 1);
        *target = *block;
        Ok(())
    }
}

fn file(number: u16, name: &str) -> SpoolFile {
    SpoolFile {
        id: FileId { owner: "OPERATOR".into(), number },
        queue: Queue::Reader,
        device: Device::Console,
        origin: "LITSWAS1".into(),
        class: 'T',
        records: 18,
        copies: 1,
        hold: Hold::default(),
        keep: false,
        created: u64::from(number),
        name: name.into(),
        file_type: "LOG".into(),
        distribution: "OPERATOR".into(),
        form: "STANDARD".into(),
        destination: "OFF".into(),
        extents: Vec::new(),
    }
}

fn change() -> impl Strategy<Value = Change> {
    let number = 1..6_u16;
    prop_oneof![
        (number.clone(), "[A-Z]{1,8}").prop_map(|(number, name)| Change::File(file(number, &name))),
        number.prop_map(|number| Change::Purge(file(number, "").id)),
        (1..6_u16, 6..9_u16).prop_map(|(from, to)| Change::Transfer {
            from: file(from, "").id,
            to: file(to, "MOVED"),
        }),
        prop::collection::vec(any::<u16>(), 0..4).prop_map(Change::OperatorConsoles),
        prop::collection::vec("[ -~]{0,700}", 0..5).prop_map(Change::LogMessage),
        Just(Change::PurgeAll),
    ]
}

/// A volume with the changes accepted one after the other, and the state after each.
fn accepted(changes: &[Change]) -> (Vec<Block>, Vec<State>) {
    let volume = Volume::new(vec![[0; BLOCK_BYTES]; BLOCKS], u32::MAX, 0);
    let mut checkpoint = block_on(Checkpoint::create(&volume, State::default())).unwrap();
    let mut states = vec![checkpoint.state().clone()];
    for change in changes {
        block_on(checkpoint.accept(change.clone())).unwrap();
        states.push(checkpoint.state().clone());
    }
    (volume.blocks.into_inner(), states)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_crash_loses_nothing_that_was_accepted(
        changes in prop::collection::vec(change(), 1..40),
        lives in prop::collection::vec((0..20_u32, 0..=BLOCK_BYTES), 1..4),
    ) {
        let (mut blocks, mut states) = accepted(&[]);
        let mut changes = changes.into_iter();
        let mut known = states.remove(0);
        for (writes, torn_at) in lives {
            let volume = Volume::new(blocks, writes, torn_at);
            let mut checkpoint = block_on(Checkpoint::open(&volume)).unwrap();
            prop_assert!(!checkpoint.is_damaged());
            prop_assert_eq!(checkpoint.state(), &known);
            let mut attempted = None;
            for change in changes.by_ref() {
                let mut after = known.clone();
                after.apply(change.clone());
                if block_on(checkpoint.accept(change)).is_err() {
                    attempted = Some(after);
                    break;
                }
                known = after;
            }
            blocks = volume.blocks.into_inner();
            // What was not acknowledged may have come through whole, but nothing in between.
            let volume = Volume::new(blocks, u32::MAX, 0);
            let found = block_on(Checkpoint::open(&volume)).unwrap().state().clone();
            prop_assert!(found == known || Some(&found) == attempted.as_ref());
            known = found;
            blocks = volume.blocks.into_inner();
        }
    }

    #[test]
    fn damage_is_told_unless_it_looks_like_a_torn_write(
        changes in prop::collection::vec(change(), 1..30),
        at in 0..BLOCKS,
        bit in 0..BLOCK_BYTES * 8,
    ) {
        let (mut blocks, states) = accepted(&changes);
        blocks[at][bit / 8] ^= 1 << (bit % 8);
        let volume = Volume::new(blocks, u32::MAX, 0);
        match block_on(Checkpoint::open(&volume)) {
            Ok(checkpoint) if !checkpoint.is_damaged() => {
                let last_two = &states[states.len() - 2..];
                prop_assert!(last_two.contains(checkpoint.state()));
            }
            Ok(mut checkpoint) => {
                block_on(checkpoint.accept(Change::PurgeAll)).unwrap();
                let again = block_on(Checkpoint::open(&volume)).unwrap();
                prop_assert!(!again.is_damaged() && again.state() == checkpoint.state());
            }
            Err(error) => prop_assert_eq!(error, CheckpointError::Missing),
        }
    }

    #[test]
    fn hostile_blocks_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let snapshot = encode_block(Kind::SnapshotEnd, 2, 0, &bytes);
        let mut blocks = vec![[0; BLOCK_BYTES]; BLOCKS];
        blocks[0] = snapshot;
        blocks[1] = encode_block(Kind::Change, 2, 1, &bytes);
        let _: Result<_, CheckpointError> =
            block_on(Checkpoint::open(&Volume::new(blocks, 0, 0))).map(|found| found.next);
    }
}

#[test]
fn an_empty_area_has_no_checkpoint() {
    let volume = Volume::new(vec![[0; BLOCK_BYTES]; BLOCKS], 0, 0);
    assert_eq!(block_on(Checkpoint::open(&volume)).unwrap_err(), CheckpointError::Missing);
}

#[test]
fn a_change_larger_than_a_block_is_refused() {
    let volume = Volume::new(vec![[0; BLOCK_BYTES]; BLOCKS], u32::MAX, 0);
    let mut checkpoint = block_on(Checkpoint::create(&volume, State::default())).unwrap();
    let long = Change::LogMessage(vec!["x".repeat(BLOCK_BYTES)]);
    assert_eq!(block_on(checkpoint.accept(long)), Err(CheckpointError::TooLarge));
}
