//! Any program: it ends or lets others run, and touches nothing that its CCWs do not name.

use std::ops::Range;

use proptest::prelude::*;
use zarch::{Ccw1, CcwFlags};
use zerocopy::IntoBytes;

use super::guest::*;
use crate::{CcwFormat, IdawFormat, Program};

/// Commands of the toy, TIC, and codes that are none.
fn command() -> impl Strategy<Value = u8> {
    prop_oneof![
        prop::sample::select(vec![
            WRITE, READ, NOP, SENSE, TIC, REJECTED, FOUND, READ_END, READ_BAD, READ_LONG
        ]),
        any::<u8>(),
    ]
}

/// An address of the program, of data, or any.
fn address() -> impl Strategy<Value = u32> {
    prop_oneof![
        (0u32..16).prop_map(|n| PROGRAM + n * 8),
        0x8000u32..0x3_FFFF,
        0x3_FF00u32..0x4_0100,
        any::<u32>(),
    ]
}

fn ccws() -> impl Strategy<Value = Vec<Ccw1>> {
    let count = prop_oneof![0u16..64, any::<u16>()];
    let one = (command(), any::<u8>(), count, address()).prop_map(|(command, flags, count, at)| {
        Ccw1::new(command, CcwFlags::from_bits_retain(flags), count, at)
    });
    prop::collection::vec(one, 1..16)
}

fn orb() -> impl Strategy<Value = Program> {
    let ccws = prop::sample::select(vec![CcwFormat::Format0, CcwFormat::Format1]);
    let idaws = prop::sample::select(vec![
        IdawFormat::Format1,
        IdawFormat::Format2Small,
        IdawFormat::Format2,
    ]);
    (ccws, idaws, any::<bool>(), any::<bool>()).prop_map(|(ccws, idaws, suspend, suppress)| {
        Program { ccws, idaws, suspend, length_suppression: suppress, ..program() }
    })
}

/// What the CCWs of format 1 name directly.
fn named(ccws: &[Ccw1]) -> Vec<Range<u64>> {
    let range = |ccw: &Ccw1| {
        let start = u64::from(ccw.data_address.get());
        start..start + u64::from(ccw.count.get())
    };
    ccws.iter().map(range).collect()
}

proptest! {
    #[test]
    fn a_program_ends_or_pauses(ccws in ccws(), orb in orb()) {
        let guest = Guest::new();
        guest.pauses.set(1);
        guest.put(PROGRAM, ccws.as_bytes());
        let ending = guest.run_as(&mut Toy::default(), &orb);
        prop_assert!(ending.is_some() || guest.pauses.get() == 0);
    }

    #[test]
    fn any_bytes_may_be_a_program(bytes in prop::collection::vec(any::<u8>(), 8..400), orb in orb()) {
        let guest = Guest::new();
        guest.pauses.set(1);
        guest.put(PROGRAM, &bytes);
        guest.run_as(&mut Toy::default(), &orb);
    }

    #[test]
    fn only_what_a_ccw_names_is_stored(ccws in ccws()) {
        let direct: Vec<Ccw1> = ccws
            .into_iter()
            .map(|ccw| Ccw1 { flags: ccw.flags & !(IDA | S).bits(), ..ccw })
            .collect();
        let guest = Guest::new();
        guest.pauses.set(1);
        // What is stored over the program is not to be taken for a program.
        guest.keys.borrow_mut()[PROGRAM as usize / 4096 + 1..].fill((2, true));
        guest.put(PROGRAM, [direct.as_slice(), &[ccw(0, NONE, 0, 0)]].concat().as_bytes());
        let ending = guest.run_as(&mut Toy::default(), &Program { key: 2, ..program() });
        prop_assert!(ending.is_some() || guest.pauses.get() == 0);
        let named = named(&direct);
        for stored in guest.stored.borrow().iter() {
            let inside = |range: &Range<u64>| range.start <= stored.start && stored.end <= range.end;
            prop_assert!(named.iter().any(inside), "{stored:X?} of {named:X?}");
        }
    }

    #[test]
    fn only_what_idaws_designate_is_stored(
        pages in prop::collection::vec((4u64..80, prop_oneof![9 => Just(0), 1 => 0u64..4096]), 1..7),
        first in 0u64..4096,
        count in any::<u16>(),
    ) {
        let guest = Guest::new();
        let mut idaws: Vec<u64> = pages.iter().map(|(page, offset)| page * 4096 + offset).collect();
        idaws[0] = idaws[0] - idaws[0] % 4096 + first;
        // What follows the list is outside storage.
        idaws.push(u64::MAX);
        let list: Vec<u8> = idaws.iter().flat_map(|idaw| idaw.to_be_bytes()).collect();
        guest.put(0x2000, &list);
        let ending = guest.run(&mut Toy::default(), &[ccw(READ_LONG, IDA, count, 0x2000)]);
        let blocks: Vec<Range<u64>> =
            idaws[..pages.len()].iter().map(|idaw| *idaw..(idaw / 4096 + 1) * 4096).collect();
        let mut moved = 0;
        for stored in guest.stored.borrow().iter() {
            let inside = |block: &Range<u64>| block.start == stored.start && stored.end <= block.end;
            prop_assert!(blocks.iter().any(inside), "{stored:X?} of {blocks:X?}");
            moved += stored.end - stored.start;
        }
        prop_assert_eq!(moved, u64::from(count) - u64::from(ending.count));
    }
}
