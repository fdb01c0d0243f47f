//! "Designation of Storage Area", "Program Check" of data addresses and IDAWs, "Protection Check".

use super::guest::*;
use crate::{IdawFormat, Program};
use zarch::Ccw0;
use zerocopy::IntoBytes;

const LIST: u32 = 0x2000;

/// Puts IDAWs of 64 bits.
fn list(guest: &Guest, idaws: &[u64]) {
    let bytes: Vec<u8> = idaws.iter().flat_map(|idaw| idaw.to_be_bytes()).collect();
    guest.put(LIST, &bytes);
}

#[test]
fn an_area_is_moved_page_by_page() {
    let guest = Guest::new();
    let ending = guest.run(&mut Toy::default(), &[ccw(READ_LONG, NONE, 20_000, DATA + 100)]);
    assert_eq!(ended(ending), (END, FINE, 1, 0));
    let stored = guest.stored.borrow();
    let ends: Vec<u64> = stored.iter().map(|range| range.end).collect();
    assert_eq!(ends, [0x9000, 0xA000, 0xB000, 0xC000, 0x8064 + 20_000]);
}

#[test]
fn idaws_designate_blocks() {
    for (idaws, second) in [(IdawFormat::Format2, 0xC000), (IdawFormat::Format2Small, 0xC800)] {
        let guest = Guest::new();
        list(&guest, &[0x8FFC, second]);
        guest.put(PROGRAM, ccw(READ, IDA, 10, LIST).as_bytes());
        let program = Program { idaws, ..program() };
        let ending = guest.run_as(&mut Toy::default(), &program).expect("it ends");
        assert_eq!(ended(ending), (END, FINE, 1, 0));
        assert_eq!(guest.stored.borrow().as_slice(), [0x8FFC..0x9000, second..second + 6]);
    }
    let guest = Guest::new();
    guest.put(LIST, &[0, 0, 0x8F, 0xFE, 0, 0, 0xA8, 0]);
    guest.put(PROGRAM, ccw(READ, IDA, 10, LIST).as_bytes());
    let program = Program { idaws: IdawFormat::Format1, ..program() };
    let ending = guest.run_as(&mut Toy::default(), &program).expect("it ends");
    assert_eq!(ended(ending), (END, FINE, 1, 0));
    assert_eq!(guest.stored.borrow().as_slice(), [0x8FFE..0x9000, 0xA800..0xA808]);
}

#[test]
fn idaws_that_are_wrong() {
    let outside = STORAGE as u64;
    let cases = [
        ("the second within a block", [0x8FFC, 0xC004], 6),
        ("the first outside storage", [outside, 0], 10),
        ("the second outside storage", [0x8FFC, outside], 6),
        ("far outside storage", [u64::MAX - 3, 0], 10),
    ];
    for (what, idaws, left) in cases {
        let guest = Guest::new();
        list(&guest, &idaws);
        let ending = guest.run(&mut Toy::default(), &[ccw(READ, IDA, 10, LIST)]);
        assert_eq!(ended(ending), (END, PROGRAM_CHECK, 1, left), "{what}");
    }
    let guest = Guest::new();
    guest.put(LIST, &[0x80, 0, 0x80, 0]);
    guest.put(PROGRAM, ccw(READ, IDA, 10, LIST).as_bytes());
    let program = Program { idaws: IdawFormat::Format1, ..program() };
    let ending = guest.run_as(&mut Toy::default(), &program).expect("it ends");
    assert_eq!(ended(ending), (END, PROGRAM_CHECK, 1, 10), "31-bit IDAWs have no bit 0");
    let ending = guest.run(&mut Toy::default(), &[ccw(READ, IDA, 10, STORAGE as u32)]);
    assert_eq!(ended(ending), (END, PROGRAM_CHECK, 1, 10), "a list outside storage");
}

#[test]
fn a_list_ends_where_ccws_can_reach_no_more() {
    let guest = Guest::new();
    guest.put(PROGRAM, Ccw0::new(READ, IDA, 10, 0xFF_FFF8).as_bytes());
    let ending = guest.run_0(&mut Toy::default(), &[Ccw0::new(READ, IDA, 10, 0xFF_FFF8)]);
    assert_eq!(ended(ending), (END, PROGRAM_CHECK, 1, 10));
}

#[test]
fn data_outside_storage() {
    let guest = Guest::new();
    let ending = guest.run(&mut Toy::default(), &[ccw(READ_LONG, NONE, 20_000, 0x3F000)]);
    assert_eq!(ended(ending), (END, PROGRAM_CHECK, 1, 20_000 - 4096));
    let ending = guest.run(&mut Toy::default(), &[ccw(READ, NONE, 10, 0x7FFF_FFFE)]);
    assert_eq!(ended(ending), (END, PROGRAM_CHECK, 1, 10));
    let ending = guest.run(&mut Toy::default(), &[ccw(READ, SKIP, 10, 0x7FFF_FFFE)]);
    assert_eq!(ended(ending), (END, FINE, 1, 0), "what is skipped needs no storage");
}

#[test]
fn the_key_must_match() {
    let guest = Guest::new();
    guest.put(PROGRAM, [ccw(READ, CC, 10, DATA), ccw(WRITE, NONE, 10, MORE)].as_bytes());
    let key_2 = Program { key: 2, ..program() };
    let run = || ended(guest.run_as(&mut Toy::default(), &key_2).expect("it ends"));
    let set = |address, key| guest.keys.borrow_mut()[address as usize / 4096] = key;
    assert_eq!(run(), (END, PROTECTION_CHECK, 1, 10), "storing into a page of key 0");
    assert_eq!(guest.get(DATA, 1), [0]);
    set(DATA, (2, true));
    assert_eq!(run(), (END, FINE, 2, 0), "fetching from a page of key 0 that does not mind");
    set(MORE, (3, true));
    assert_eq!(run(), (END, PROTECTION_CHECK, 2, 10), "fetching from a protected page");
    set(PROGRAM, (3, true));
    assert_eq!(run().1, PROTECTION_CHECK, "CCWs in a protected page");
}

#[test]
fn a_record_that_came_in_parts_is_void() {
    let guest = Guest::new();
    let mut toy = Toy::default();
    let program = [ccw(WRITE, CD, 4, DATA), ccw(0, NONE, 6, STORAGE as u32 - 2)];
    assert_eq!(ended(guest.run(&mut toy, &program)), (END, PROGRAM_CHECK, 2, 4));
    assert!(toy.written.is_empty());
}
