//! What CP's address space forbids.

use alloc::boxed::Box;

use machine::ktest::{self, Check, RETURN};
use machine::{facility, storage};
use zarch::ProgramInterruption;

use crate::harness::{Failure, Outcome, Test, check};

pub const TESTS: &[Test] = &[
    ("dat_text_is_read_only", text_is_read_only),
    ("dat_constants_are_read_only", constants_are_read_only),
    ("dat_constants_are_not_executed", constants_are_not_executed),
    ("dat_data_is_not_executed", data_is_not_executed),
    ("dat_each_stack_has_a_guard_page", each_stack_has_a_guard_page),
    ("dat_storage_ends_where_the_machine_says", storage_ends_where_the_machine_says),
    ("program_check_of_an_invalid_operation", invalid_operation),
];

/// The instruction in constants and, copied, in data.
static CONSTANT: [u16; 4] = [u16::from_be_bytes(RETURN); 4];

fn page(address: u64) -> u64 {
    address & !0xFFF
}

fn expect(check: Option<Check>, interruption: ProgramInterruption, address: u64) -> Outcome {
    let expected = Check { interruption, page: page(address) };
    check!(check == Some(expected), "{check:?} for {expected:?}");
    Ok(())
}

fn text_is_read_only() -> Outcome {
    let text = text_is_read_only as *const () as u64;
    check!(ktest::fetch(text).is_none());
    expect(ktest::store(text), ProgramInterruption::PROTECTION, text)
}

fn constants_are_read_only() -> Outcome {
    let constant = &raw const CONSTANT as u64;
    check!(ktest::fetch(constant).is_none());
    expect(ktest::store(constant), ProgramInterruption::PROTECTION, constant)
}

fn need_no_execute() -> Outcome {
    let there = facility::no_execute();
    if there { Ok(()) } else { Err(Failure::Skipped("no instruction-execution protection")) }
}

fn constants_are_not_executed() -> Outcome {
    need_no_execute()?;
    let constant = &raw const CONSTANT as u64;
    expect(ktest::execute(constant), ProgramInterruption::PROTECTION, constant)
}

fn data_is_not_executed() -> Outcome {
    need_no_execute()?;
    let data = Box::new(CONSTANT);
    let address = &raw const *data as u64;
    check!(ktest::store(address).is_none());
    expect(ktest::execute(address), ProgramInterruption::PROTECTION, address)
}

fn each_stack_has_a_guard_page() -> Outcome {
    check!(storage::stacks().count() == 2 * machine::cpu::all().len());
    for stack in storage::stacks() {
        let guard = stack.start - 8;
        check!(ktest::fetch(stack.start).is_none(), "{:X}", stack.start);
        check!(ktest::fetch(stack.end - 1).is_none(), "{:X}", stack.end);
        expect(ktest::store(guard), ProgramInterruption::PAGE_TRANSLATION, guard)?;
    }
    Ok(())
}

fn storage_ends_where_the_machine_says() -> Outcome {
    let end = storage::usage().configured as u64 * storage::FRAME_BYTES as u64;
    check!(ktest::store(end - 1).is_none());
    let beyond = ktest::fetch(end);
    check!(beyond.is_some_and(|check| check.page == page(end)), "{beyond:?}");
    Ok(())
}

fn invalid_operation() -> Outcome {
    let check = ktest::invalid_operation();
    let is_operation = |check: Check| check.interruption == ProgramInterruption::OPERATION;
    check!(check.is_some_and(is_operation), "{check:?}");
    Ok(())
}
