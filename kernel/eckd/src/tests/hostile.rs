//! Any program: the device never panics, a chain ends or lets others run, and nothing outside the
//! extent is written.

use channel::Program;
use proptest::prelude::*;
use zarch::{Ccw1, CcwFlags, Orb};
use zerocopy::IntoBytes;

use super::linux::{FORMAT, READ, WRITE, define_extent, location};
use super::rig::*;

/// All commands that there are, some of them multitrack.
const CODES: [u8; 50] = [
    0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0B, 0x0D, 0x0E, 0x12, 0x14, 0x15, 0x16, 0x1A, 0x1B, 0x1D,
    0x1E, 0x1F, 0x22, 0x23, 0x27, 0x29, 0x31, 0x34, 0x39, 0x3E, 0x47, 0x49, 0x4B, 0x51, 0x5E, 0x63,
    0x64, 0x69, 0x71, 0x85, 0x86, 0x8D, 0x92, 0x94, 0x96, 0x9A, 0x9D, 0x9E, 0xAF, 0xB1, 0xB4, 0xDE,
    0xE4, 0xFA,
];

fn code() -> impl Strategy<Value = u8> {
    prop_oneof![9 => prop::sample::select(CODES.to_vec()), 1 => any::<u8>()]
}

/// Bytes as parameters have them: mostly small.
fn parameters() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![6 => 0u8..4, 1 => any::<u8>(), 1 => Just(0xC0)];
    prop::collection::vec(byte, 0..40)
}

/// Commands of a domain, of its operation and any.
fn commands() -> impl Strategy<Value = Vec<(u8, bool, Vec<u8>, usize)>> {
    let count = prop_oneof![0usize..40, 0usize..5000];
    prop::collection::vec((code(), any::<bool>(), parameters(), count), 1..12)
}

fn built(commands: &[(u8, bool, Vec<u8>, usize)]) -> Chain {
    commands.iter().fold(Chain::new(), |chain, (code, suppress, data, count)| {
        let flags = if *suppress { SLI } else { CcwFlags::empty() };
        chain.with(*code, flags, data, *count)
    })
}

proptest! {
    #[test]
    fn any_chain_ends(commands in commands()) {
        let disk = Disk::new();
        built(&commands).run(&mut dasd(&disk));
    }

    #[test]
    fn only_the_extent_is_written(
        mask in prop::sample::select(vec![READ, WRITE, FORMAT, 0xC0]),
        (first, last) in (0u32..20, 0u32..20),
        operation in prop::sample::select(vec![0x01u8, 0x03, 0x43, 0x81, 0x06, 0x16]),
        (track, record, count) in (0u32..20, 0u8..14, 1u8..14),
        length in prop::sample::select(vec![0u16, 28, 84, 140, 4096]),
        commands in commands(),
    ) {
        let disk = Disk::new();
        for (number, block) in disk.blocks.borrow_mut().iter_mut().enumerate() {
            block.fill(number as u8 | 1);
        }
        let before = disk.blocks.borrow().clone();
        let located = location(operation, track, record, count, length);
        define_extent(mask, first, last)
            .give(0x47, &located)
            .and(built(&commands))
            .run(&mut dasd(&disk));
        for (number, (was, is)) in before.iter().zip(disk.blocks.borrow().iter()).enumerate() {
            let track = number as u32 / 12;
            // Block 2 tells the layout of track 1 too.
            let inside = (first..=last).contains(&track) || (number == 2 && first <= 1);
            prop_assert!(inside || was == is, "block {number} of {first} to {last}");
        }
    }

    #[test]
    fn programs_without_end_let_others_run(
        commands in prop::collection::vec((code(), any::<u8>(), 0u16..64, 0u32..64), 1..10),
        bytes in prop::collection::vec(any::<u8>(), 256),
    ) {
        let (disk, guest) = (Disk::new(), Guest::new());
        let ccw = |&(code, flags, count, at): &(u8, u8, u16, u32)| {
            let code = if flags & 0x03 == 0 { 0x08 } else { code };
            let address = if code == 0x08 { 0x1000 + at % 16 * 8 } else { 0x2000 + at };
            let flags = CcwFlags::from_bits_retain(if code == 0x08 { 0 } else { flags | 0x60 });
            Ccw1::new(code, flags, if code == 0x08 { 0 } else { count }, address)
        };
        let ccws: Vec<Ccw1> = commands.iter().map(ccw).collect();
        guest.put(0x1000, ccws.as_bytes());
        guest.put(0x2000, &bytes);
        guest.run(&mut dasd(&disk), &Program::from(&Orb::new(0x1000)));
    }
}
