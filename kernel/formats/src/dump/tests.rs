//! Dumps written and read back, cut off and damaged.

use std::cell::RefCell;

use embassy_futures::block_on;
use proptest::prelude::*;

use super::*;

#[derive(Debug)]
struct Volume(RefCell<Vec<Block>>);

impl BlockDevice for &Volume {
    fn blocks(&self) -> u32 {
        self.0.borrow().len() as u32
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

fn header() -> DumpHeader {
    DumpHeader {
        abend_code: "PLM006".into(),
        system: "LTICVM2".into(),
        tod: 0x00C8_B7A1_0000_0000,
        storage: 512 << 20,
        ranges: vec![Range { address: 0, pages: 2 }, Range { address: 0x10_0000, pages: 3 }],
    }
}

fn registers(address: u16) -> CpuRegisters {
    CpuRegisters {
        address,
        psw: [0x0404_0001_8000_0000, 0x1_2345],
        prefix: 0x4000,
        general: core::array::from_fn(|number| number as u64),
        control: [0x00FF; 16],
        access: [3; 16],
    }
}

/// A dump of two CPUs whose pages hold their page number in every byte.
fn dumped(blocks: usize) -> (Volume, Result<(), DumpError>) {
    let volume = Volume(vec![[0; BLOCK_BYTES]; blocks].into());
    let page = |address: u64, page: &mut Block| page.fill((address >> 12) as u8);
    let cpus = [registers(0), registers(1)];
    let written = block_on(write(&&volume, &header(), &cpus, page));
    (volume, written)
}

#[test]
fn a_dump_is_read_back() {
    let (volume, written) = dumped(FIRST_PAGE as usize + 5);
    written.unwrap();
    let dump = block_on(Dump::open(&volume)).unwrap();
    assert_eq!(dump.header, header());
    assert_eq!(block_on(dump.cpu(1)), Ok(registers(1)));
    assert_eq!(block_on(dump.cpu(2)), Err(DumpError::Registers(2)));
    for address in [0, 0x1FFF, 0x10_0000, 0x10_2ABC] {
        assert_eq!(block_on(dump.page(address)).unwrap()[0], (address >> 12) as u8);
    }
    assert_eq!(block_on(dump.page(0x2000)), Err(DumpError::NotDumped(0x2000)));
    block_on(erase(&&volume)).unwrap();
    assert_eq!(block_on(Dump::open(&volume)).unwrap_err(), DumpError::Missing);
}

#[test]
fn a_unit_without_room_is_left_alone() {
    let (volume, written) = dumped(FIRST_PAGE as usize + 4);
    assert_eq!(written, Err(DumpError::TooSmall));
    assert!(volume.0.borrow().iter().all(|block| *block == [0; BLOCK_BYTES]));
}

#[test]
fn what_block_0_cannot_hold_is_refused() {
    let volume = Volume(vec![[0; BLOCK_BYTES]; 200].into());
    let header = DumpHeader { ranges: vec![Range { address: 0, pages: 0 }; 400], ..header() };
    let written = block_on(write(&&volume, &header, &[], |_, _| ()));
    assert_eq!(written, Err(DumpError::TooMany));
}

proptest! {
    #[test]
    fn damage_of_header_and_registers_is_noticed(
        at in 0..2_usize,
        bit in 0..BLOCK_BYTES * 8,
    ) {
        let (volume, _) = dumped(FIRST_PAGE as usize + 5);
        volume.0.borrow_mut()[at][bit / 8] ^= 1 << (bit % 8);
        match block_on(Dump::open(&volume)) {
            Ok(dump) => prop_assert_eq!(block_on(dump.cpu(0)), Err(DumpError::Registers(0))),
            Err(error) => prop_assert_eq!(error, DumpError::Missing),
        }
    }
}
