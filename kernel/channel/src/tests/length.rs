//! "Incorrect Length", "Count", "Suppress-Length-Indication Flag": which counts are wrong, and what
//! is left of them.

use super::guest::*;
use crate::{CcwFormat, Program};
use zarch::{Ccw0, DeviceStatus};

#[test]
fn a_count_that_fits_leaves_nothing() {
    let guest = Guest::new();
    let ending = guest.run(&mut Toy::default(), &[ccw(READ, NONE, 10, DATA)]);
    assert_eq!(ended(ending), (END, FINE, 1, 0));
    assert_eq!(guest.get(DATA, 11), [[0xEE; 10].as_slice(), &[10]].concat());
}

#[test]
fn one_command_alone() {
    let unit_exception = END | DeviceStatus::UNIT_EXCEPTION;
    let unit_check = END | DeviceStatus::UNIT_CHECK;
    let cases = [
        // The device has less than the CCW asks for.
        (READ, NONE, 12, (END, WRONG_LENGTH, 1, 2)),
        (READ, SLI, 12, (END, FINE, 1, 2)),
        (WRITE, NONE, 12, (END, WRONG_LENGTH, 1, 2)),
        (SENSE, SLI, 32, (END, FINE, 1, 22)),
        // It has more.
        (READ, NONE, 8, (END, WRONG_LENGTH, 1, 0)),
        (READ, SLI, 8, (END, FINE, 1, 0)),
        (WRITE, NONE, 8, (END, WRONG_LENGTH, 1, 0)),
        (WRITE, SLI, 8, (END, FINE, 1, 0)),
        // Nothing is moved at all.
        (READ, NONE, 0, (END, WRONG_LENGTH, 1, 0)),
        (READ, SLI, 0, (END, FINE, 1, 0)),
        (READ_END, NONE, 8, (unit_exception, WRONG_LENGTH, 1, 8)),
        (READ_END, SLI, 8, (unit_exception, FINE, 1, 8)),
        // Errors, with and without data.
        (READ_BAD, NONE, 8, (unit_check, WRONG_LENGTH, 1, 2)),
        (READ_BAD, SLI, 8, (unit_check, FINE, 1, 2)),
        (REJECTED, NONE, 8, (unit_check, FINE, 1, 8)),
        // Immediate operations of format 1 have a length, unless the ORB says otherwise.
        (NOP, NONE, 0, (END, FINE, 1, 0)),
        (NOP, NONE, 1, (END, WRONG_LENGTH, 1, 1)),
        (NOP, SLI, 1, (END, FINE, 1, 1)),
        (NOP, CD, 1, (END, WRONG_LENGTH, 1, 1)),
        // Skipping changes nothing of that.
        (READ, SKIP, 12, (END, WRONG_LENGTH, 1, 2)),
        // With CD nothing is suppressed.
        (READ, CD | SLI, 12, (END, WRONG_LENGTH, 1, 2)),
        (READ, CD | SLI, 10, (END, WRONG_LENGTH, 1, 0)),
    ];
    for (command, flags, count, expected) in cases {
        let program = [ccw(command, flags, count, DATA)];
        let ending = Guest::new().run(&mut Toy::default(), &program);
        assert_eq!(ended(ending), expected, "{command:02X} {flags:?} {count}");
    }
}

#[test]
fn immediate_operations_may_have_no_length() {
    let guest = Guest::new();
    let ending = guest.run_0(&mut Toy::default(), &[Ccw0::new(NOP, NONE, 1, DATA)]);
    assert_eq!(ended(ending), (END, FINE, 1, 1));
    guest.run(&mut Toy::default(), &[ccw(NOP, NONE, 1, DATA)]);
    let program = Program { length_suppression: true, ..program() };
    let ending = guest.run_as(&mut Toy::default(), &program).expect("it ends");
    assert_eq!(program.ccws, CcwFormat::Format1);
    assert_eq!(ended(ending), (END, FINE, 1, 1));
}

#[test]
fn a_wrong_length_breaks_the_chain() {
    let guest = Guest::new();
    let chain = |flags, count| [ccw(READ, flags, count, DATA), ccw(NOP, NONE, 0, 0)];
    let run = |flags, count| ended(guest.run(&mut Toy::default(), &chain(flags, count)));
    assert_eq!(run(CC, 12), (END, WRONG_LENGTH, 1, 2));
    assert_eq!(run(CC | SLI, 12), (END, FINE, 2, 0));
    assert_eq!(run(CC, 8), (END, WRONG_LENGTH, 1, 0));
    assert_eq!(run(CC | SLI, 8), (END, FINE, 2, 0));
}
