use alloc::string::{String, ToString};
use alloc::{format, vec};
use core::cell::RefCell;

use embassy_futures::block_on;
use proptest::prelude::*;

use super::*;
use crate::block::BLOCK_BYTES;

/// Cylinder 0 in storage.
struct Volume(RefCell<Vec<Block>>);

impl Volume {
    fn new() -> Self {
        Self(RefCell::new(vec![EMPTY; BLOCKS_PER_CYLINDER as usize]))
    }

    fn flip(&self, block: u32, bit: usize) {
        self.0.borrow_mut()[block as usize][bit / 8] ^= 0x80 >> (bit % 8);
    }
}

impl BlockDevice for Volume {
    fn blocks(&self) -> u32 {
        BLOCKS_PER_CYLINDER
    }

    async fn read(&self, number: u32, block: &mut Block) -> Result<(), IoError> {
        *block = *self.0.borrow().get(number as usize).ok_or(IoError::OutOfRange)?;
        Ok(())
    }

    async fn write(&self, number: u32, block: &Block) -> Result<(), IoError> {
        *self.0.borrow_mut().get_mut(number as usize).ok_or(IoError::OutOfRange)? = *block;
        Ok(())
    }
}

const NOW: u64 = 0xC8A5_0000_0000_0000;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn members() -> Vec<Option<Name>> {
    ["LTICVM2", "LTICVM9", "LTICVM5", "LTICVM4"].map(Name::new).to_vec()
}

fn lticvm9() -> SlotRecord {
    let mut declared_down = vec![0; SLOTS];
    declared_down[3] = NOW - 1;
    SlotRecord {
        state: State::Joined,
        mode: Mode::Stable,
        incarnation: NOW + 1,
        heartbeat: NOW + 2,
        sequence: 3,
        last_change: NOW + 4,
        refused_claim: NOW + 5,
        declared_down,
        ..SlotRecord::never_ipled(NOW, 2, name("LTICVM9"))
    }
}

fn formatted() -> Volume {
    let volume = Volume::new();
    block_on(create(&volume, name("LTICS1"), &members(), NOW)).unwrap();
    volume
}

#[test]
fn formssi_makes_a_pdr_of_members_that_are_down() {
    let view = block_on(MemberView::read(&formatted(), 4, 2));
    let header = view.pdr.header.unwrap();
    assert_eq!(header.ssi_name.as_str(), "LTICS1");
    assert_eq!((header.lock, header.timeouts), (Lock::Unlocked, true));
    assert_eq!(header.slots[..4], members());
    assert_eq!(header.slots[4..], [None; 28]);
    for (record, name) in view.pdr.slots.into_iter().zip(members()) {
        let record = record.unwrap();
        assert_eq!((Some(record.name), record.state), (name, State::Down));
    }
    assert_eq!(view.claim.unwrap().number, 0);
    assert!(view.door.unwrap().open);
}

#[test]
fn the_names_are_ebcdic_and_the_numbers_big_endian() {
    let block = lticvm9().to_block();
    assert_eq!(block[..8], [0xD7, 0xC4, 0xD9, 0xE2, 0xD3, 0xD6, 0xE3, 0x40]);
    assert_eq!(block[24..32], [0xD3, 0xE3, 0xC9, 0xC3, 0xE5, 0xD4, 0xF9, 0x40]);
    assert_eq!(block[16..18], [0, 2]);
    assert_eq!(block[48 - 8..48], (NOW + 1).to_be_bytes());
}

#[test]
fn an_update_comes_back_as_it_went_and_touches_one_block() {
    let updates = [
        Update::Slot(lticvm9()),
        Update::Claim(ClaimRecord { generation: NOW, slot: 2, number: NOW + 6 }),
        Update::Door(DoorRecord { generation: NOW, slot: 2, incarnation: NOW + 7, open: false }),
    ];
    for update in updates {
        let volume = formatted();
        let before = volume.0.borrow().clone();
        block_on(update.write(&volume)).unwrap();
        let changed: Vec<u32> = (0..BLOCKS_PER_CYLINDER)
            .filter(|&number| before[number as usize] != volume.0.borrow()[number as usize])
            .collect();
        assert_eq!(changed, [update.number()]);
        let view = block_on(MemberView::read(&volume, 4, 2));
        match update {
            Update::Slot(record) => assert_eq!(view.pdr.slots[1], Ok(record)),
            Update::Claim(record) => assert_eq!(view.claim, Ok(record)),
            Update::Door(record) => assert_eq!(view.door, Ok(record)),
            Update::Header(_) => unreachable!("no header is among them"),
        }
    }
}

#[test]
fn a_slot_that_there_is_not_has_no_block() {
    let volume = formatted();
    for slot in [0, 33, u16::MAX] {
        let update = Update::Slot(SlotRecord { slot, ..lticvm9() });
        assert_eq!(block_on(update.write(&volume)), Err(IoError::OutOfRange));
        let view = block_on(MemberView::read(&volume, 4, slot));
        let error = IoError::OutOfRange;
        assert_eq!(view.claim, Err(Fault::Io { block: u32::MAX, error }));
    }
}

#[test]
fn a_damaged_block_hides_no_other() {
    let volume = formatted();
    volume.flip(26, 300);
    let pdr = block_on(Pdr::read(&volume, 4));
    assert_eq!(pdr.slots[1], Err(Fault::Check { block: 26 }));
    assert!(pdr.header.is_ok() && pdr.slots[0].is_ok() && pdr.slots[2].is_ok());
}

#[test]
fn what_an_earlier_format_left_does_not_count() {
    let volume = formatted();
    block_on(Update::Slot(SlotRecord { generation: NOW - 9, ..lticvm9() }).write(&volume)).unwrap();
    let pdr = block_on(Pdr::read(&volume, 4));
    assert_eq!(pdr.slots[1], Err(Fault::OtherGeneration { block: 26 }));
}

#[test]
fn a_volume_without_a_pdr_says_so() {
    let pdr = block_on(Pdr::read(&Volume::new(), 4));
    assert_eq!(pdr.header, Err(Fault::NotPdr { block: 24 }));
    assert_eq!(
        display(&pdr, "8290", "S1COM1", |_| String::new()).unwrap_err(),
        pdr.header.unwrap_err()
    );
    assert!(matches!(block_on(unlock(&Volume::new())), Err(FormssiError::Header(_))));
}

#[test]
fn an_interrupted_create_leaves_a_lock_that_unlock_takes_away() {
    let volume = formatted();
    let mut header = block_on(Pdr::read(&volume, 0)).header.unwrap();
    header.lock = Lock::Formssi;
    block_on(Update::Header(header).write(&volume)).unwrap();
    block_on(unlock(&volume)).unwrap();
    assert_eq!(block_on(Pdr::read(&volume, 0)).header.unwrap().lock, Lock::Unlocked);
}

#[test]
fn display_shows_each_slot_that_is_taken() {
    let volume = formatted();
    block_on(Update::Slot(lticvm9()).write(&volume)).unwrap();
    volume.flip(27, 0);
    let pdr = block_on(Pdr::read(&volume, SLOTS));
    let lines = display(&pdr, "8290", "S1COM1", |tod| format!("TOD+{}", tod - NOW.min(tod)));
    let lines = lines.unwrap();
    assert_eq!(lines[0], "Persistent Data Record on device 8290 (label S1COM1) is for LTICS1");
    assert_eq!(
        lines[1..4],
        ["PDR state: Unlocked", "time stamp: TOD+0", "cross-system timeouts: enabled"]
    );
    assert_eq!(
        lines[8..12],
        ["PDR slot 2 system: LTICVM9", "state: Joined", "time stamp: TOD+2", "last change: TOD+4"]
    );
    assert_eq!(lines[13], "state: not readable, block 27: FORMSSI has written nothing here");
    assert_eq!(lines.len(), 4 + 4 * 4 - 2);
}

#[test]
fn faults_say_where_and_what() {
    let text = Fault::Level { block: 25, level: 2 }.to_string();
    assert_eq!(text, "block 25: it is of level 2, expected 1");
}

proptest! {
    #[test]
    fn a_bit_flipped_anywhere_is_noticed(bit in 0..BLOCK_BYTES * 8) {
        for block in [24, 26, 58, 90] {
            let volume = formatted();
            volume.flip(block, bit);
            let view = block_on(MemberView::read(&volume, 4, 2));
            let faults = [
                view.pdr.header.err(),
                view.pdr.slots[1].clone().err(),
                view.claim.err(),
                view.door.err(),
            ];
            prop_assert_eq!(faults.iter().flatten().count(), 1);
        }
    }

    #[test]
    fn no_block_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 400), what in 0..4) {
        let mut block = EMPTY;
        block[..400].copy_from_slice(&bytes);
        let what = ["PDR", "PDRSLOT", "PDRCLAIM", "PDRDOOR"][what as usize];
        // With a right beginning and check, so that the fields are looked at.
        block[..8].copy_from_slice(&name(what).to_ebcdic());
        block[16..20].copy_from_slice(&[0, u8::from(what != "PDR"), 0, 1]);
        let block = block::seal(&block[..400].try_into().map(|body: [u8; 400]| body).unwrap());
        let _ = Header::from_block(&block);
        let _ = DoorRecord::from_block(&block, 1);
        let _ = ClaimRecord::from_block(&block, 1);
        if let Ok(record) = SlotRecord::from_block(&block, 1) {
            prop_assert_eq!(SlotRecord::from_block(&record.to_block(), 1), Ok(record));
        }
    }

    #[test]
    fn names_are_what_they_were(text in "[A-Z0-9$#@_-]{1,8}") {
        prop_assert_eq!(Name::from_ebcdic(name(&text).to_ebcdic()), Some(name(&text)));
        let name = name(&text);
        prop_assert_eq!(name.as_str(), text);
    }

    #[test]
    fn what_is_no_name_is_refused(text in "\\PC*") {
        let is_name = (1..=8).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"$#@_-".contains(&byte));
        prop_assert_eq!(Name::new(&text).is_some(), is_name);
    }
}
