//! "Program Check": CCWs that are wrong, and the CCW address that tells which.

use super::guest::*;
use crate::{CcwFormat, Program};
use zarch::{Ccw0, DeviceStatus};

const NEVER_STARTED: DeviceStatus = DeviceStatus::empty();

#[test]
fn wrong_ccws_of_format_1() {
    let cases = [
        ("command code x0", ccw(0x10, NONE, 1, DATA)),
        ("command code x8, not 08", ccw(0x18, NONE, 1, DATA)),
        ("data address bit 0", ccw(READ, NONE, 10, 0x8000_0000 | DATA)),
        ("MIDAW", ccw(READ, MIDA, 10, DATA)),
        ("suspend and chain data", ccw(READ, S | CD, 10, DATA)),
        ("no count to chain data from", ccw(READ, CD, 0, DATA)),
        ("IDAL not on a doubleword", ccw(READ, IDA, 10, DATA + 4)),
        ("TIC to no doubleword", ccw(TIC, NONE, 0, PROGRAM + 4)),
        ("TIC with a count", ccw(TIC, NONE, 1, PROGRAM)),
        ("TIC with flags", ccw(TIC, SLI, 0, PROGRAM)),
    ];
    for (what, wrong) in cases {
        let mut toy = Toy::default();
        let ending = Guest::new().run(&mut toy, &[wrong]);
        let ending = ended(ending);
        assert_eq!((ending.0, ending.1, ending.2), (NEVER_STARTED, PROGRAM_CHECK, 1), "{what}");
        assert!(toy.commands.is_empty(), "{what}");
        let ending = Guest::new().run(&mut toy, &[ccw(NOP, CC, 0, 0), wrong]);
        let ending = ended(ending);
        assert_eq!((ending.1, ending.2), (PROGRAM_CHECK, 2), "{what}, chained");
        assert_eq!(toy.commands, [NOP], "{what}, chained");
    }
}

#[test]
fn wrong_ccws_where_data_are_chained() {
    let cases = [
        ("no count", ccw(0, NONE, 0, DATA)),
        ("suspend", ccw(0, S, 6, DATA)),
        ("data address bit 0", ccw(0, NONE, 6, 0x8000_0000)),
        ("MIDAW", ccw(0, MIDA, 6, DATA)),
        ("TIC to itself", ccw(TIC, NONE, 0, PROGRAM + 8)),
    ];
    for (what, wrong) in cases {
        let ending = Guest::new().run(&mut Toy::default(), &[ccw(READ, CD, 4, DATA), wrong]);
        let ending = ended(ending);
        assert_eq!((ending.0, ending.1, ending.2), (END, PROGRAM_CHECK, 2), "{what}");
    }
}

#[test]
fn format_0_takes_less_and_more() {
    let guest = Guest::new();
    let mut toy = Toy::default();
    let ending = guest.run_0(&mut toy, &[Ccw0::new(NOP, NONE, 0, DATA)]);
    assert_eq!(ended(ending), (NEVER_STARTED, PROGRAM_CHECK, 1, 0), "a count of 0");
    let tic = Ccw0::new(0xF8, CD | S, 99, PROGRAM + 16);
    let program = [Ccw0::new(NOP, CC, 1, 0), tic, Ccw0::new(READ, NONE, 10, DATA)];
    assert_eq!(ended(guest.run_0(&mut toy, &program)), (END, FINE, 3, 0), "any x8 is a TIC");
}

#[test]
fn two_tics_in_a_row_are_wrong() {
    let program = [
        ccw(NOP, CC, 0, 0),
        ccw(TIC, NONE, 0, PROGRAM + 24),
        ccw(NOP, NONE, 0, 0),
        ccw(TIC, NONE, 0, PROGRAM),
    ];
    let ending = Guest::new().run(&mut Toy::default(), &program);
    assert_eq!((ended(ending).1, ended(ending).2), (PROGRAM_CHECK, 4), "the second TIC plus 8");
}

#[test]
fn ccws_outside_storage() {
    let guest = Guest::new();
    let outside = STORAGE as u32;
    let ending = guest.run(&mut Toy::default(), &[ccw(TIC, NONE, 0, outside)]);
    assert_eq!((ended(ending).1, ended(ending).2), (PROGRAM_CHECK, 1), "the TIC plus 8");
    let last = outside - 8;
    guest.put(last, zerocopy::IntoBytes::as_bytes(&ccw(NOP, CC, 0, 0)));
    let at = |address| Program { address, ..program() };
    let ending = guest.run_as(&mut Toy::default(), &at(last)).expect("it ends");
    assert_eq!(ending.ccw_address, outside + 8, "the first CCW that is not there plus 8");
    let ending = guest.run_as(&mut Toy::default(), &at(PROGRAM + 4)).expect("it ends");
    assert_eq!((ending.subchannel_status, ending.ccw_address), (PROGRAM_CHECK, PROGRAM + 12));
    for ccws in [CcwFormat::Format0, CcwFormat::Format1] {
        let program = Program { ccws, ..at(u32::MAX - 7) };
        let ending = guest.run_as(&mut Toy::default(), &program).expect("it ends");
        assert_eq!((ending.subchannel_status, ending.ccw_address), (PROGRAM_CHECK, 0));
    }
}

#[test]
fn suspending_needs_the_orbs_consent() {
    let guest = Guest::new();
    guest.run(&mut Toy::default(), &[ccw(NOP, S, 0, 0)]);
    guest.put(PROGRAM, zerocopy::IntoBytes::as_bytes(&ccw(NOP, S, 0, 0)));
    let program = Program { suspend: false, ..program() };
    let ending = guest.run_as(&mut Toy::default(), &program).expect("it ends");
    assert_eq!(ended(ending), (NEVER_STARTED, PROGRAM_CHECK, 1, 0));
}
