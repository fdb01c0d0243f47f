//! "Command Chaining", "Data Chaining", "Transfer in Channel", "Program-Controlled Interruption",
//! "Suspension of Channel-Program Execution".

use super::guest::*;
use crate::{Intermediate, Program};
use zarch::DeviceStatus;

#[test]
fn commands_follow_each_other_until_one_is_not_chained() {
    let guest = Guest::new();
    let mut toy = Toy::default();
    let program = [
        ccw(NOP, CC, 0, 0),
        ccw(WRITE, CC, 10, DATA),
        ccw(READ, NONE, 10, MORE),
        ccw(READ, NONE, 10, DATA),
    ];
    assert_eq!(ended(guest.run(&mut toy, &program)), (END, FINE, 3, 0));
    assert_eq!(toy.commands, [NOP, WRITE, READ]);
    assert_eq!(toy.written, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn unusual_status_breaks_the_chain() {
    let guest = Guest::new();
    let run = |command, count| {
        let program = [ccw(command, CC | SLI, count, DATA), ccw(NOP, NONE, 0, 0)];
        ended(guest.run(&mut Toy::default(), &program))
    };
    assert_eq!(run(REJECTED, 8), (END | DeviceStatus::UNIT_CHECK, FINE, 1, 8));
    assert_eq!(run(READ_BAD, 8), (END | DeviceStatus::UNIT_CHECK, FINE, 1, 2));
    assert_eq!(run(READ_END, 8), (END | DeviceStatus::UNIT_EXCEPTION, FINE, 1, 8));
}

#[test]
fn a_status_modifier_skips_a_ccw() {
    let guest = Guest::new();
    let mut toy = Toy::default();
    let program = [ccw(FOUND, CC, 0, 0), ccw(TIC, NONE, 0, PROGRAM), ccw(READ, NONE, 10, DATA)];
    assert_eq!(ended(guest.run(&mut toy, &program)), (END, FINE, 3, 0));
    assert_eq!(toy.commands, [FOUND, READ]);
}

#[test]
fn a_status_modifier_at_the_end_is_shown() {
    let ending = Guest::new().run(&mut Toy::default(), &[ccw(FOUND, NONE, 0, 0)]);
    assert_eq!(ended(ending), (END | DeviceStatus::STATUS_MODIFIER, FINE, 1, 0));
}

#[test]
fn data_chaining_scatters_a_record() {
    let guest = Guest::new();
    let program = [
        ccw(READ, CD, 4, DATA),
        ccw(0, CD | SKIP, 2, DATA),
        ccw(TIC, NONE, 0, PROGRAM + 32),
        ccw(NOP, NONE, 0, 0),
        ccw(0xFF, NONE, 5, MORE),
    ];
    let ending = guest.run(&mut Toy::default(), &program);
    assert_eq!(ended(ending), (END, WRONG_LENGTH, 5, 1));
    assert_eq!(guest.get(DATA, 5), [0xEE, 0xEE, 0xEE, 0xEE, 4]);
    assert_eq!(guest.get(MORE, 5), [0xEE, 0xEE, 0xEE, 0xEE, 4]);
    assert_eq!(guest.stored.borrow().as_slice(), [0x8000..0x8004, 0xA000..0xA004]);
}

#[test]
fn data_chaining_gathers_a_record() {
    let guest = Guest::new();
    let mut toy = Toy::default();
    let program = [ccw(WRITE, CD, 2, DATA + 7), ccw(0, CC, 8, DATA), ccw(NOP, NONE, 0, 0)];
    assert_eq!(ended(guest.run(&mut toy, &program)), (END, FINE, 3, 0));
    assert_eq!(toy.written, [7, 8, 0, 1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn control_and_write_ignore_the_skip_flag() {
    let mut toy = Toy::default();
    Guest::new().run(&mut toy, &[ccw(WRITE, SKIP, 10, DATA)]);
    assert_eq!(toy.written, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn pci_is_told_when_its_ccw_is_reached() {
    let guest = Guest::new();
    let program = [ccw(NOP, CC | PCI, 0, 0), ccw(READ, CD, 4, DATA), ccw(0, PCI, 6, MORE)];
    assert_eq!(ended(guest.run(&mut Toy::default(), &program)), (END, FINE, 3, 0));
    let told = [
        Intermediate { ccw_address: PROGRAM + 8, count: 0 },
        Intermediate { ccw_address: PROGRAM + 24, count: 6 },
    ];
    assert_eq!(guest.interruptions.borrow().as_slice(), told);
}

#[test]
fn a_suspended_program_fetches_its_ccw_again() {
    let guest = Guest::new();
    let mut toy = Toy::default();
    let program = [ccw(NOP, CC, 0, 0), ccw(READ, S, 10, DATA)];
    assert_eq!(ended(guest.run(&mut toy, &program)), (END, FINE, 2, 0));
    let at = Intermediate { ccw_address: PROGRAM + 16, count: 10 };
    assert_eq!(guest.suspensions.borrow().as_slice(), [at]);
    assert_eq!(toy.commands, [NOP, READ]);
}

#[test]
fn a_program_without_end_lets_others_run() {
    let guest = Guest::new();
    guest.put(
        PROGRAM,
        zerocopy::IntoBytes::as_bytes(&[ccw(NOP, CC, 0, 0), ccw(TIC, NONE, 0, PROGRAM)]),
    );
    assert_eq!(guest.run_as(&mut Toy::default(), &program()), None);
    assert_eq!(guest.pauses.get(), 0);
    let program = Program { address: PROGRAM + 8, ..program() };
    guest.pauses.set(1);
    assert_eq!(guest.run_as(&mut Toy::default(), &program), None, "a TIC may come first");
}
