//! SET LOADDEV.

use messages::Message;

use crate::Answer;
use crate::load_device::{BOOT_PROGRAMS, LoadDevice};
use crate::machine::VirtualMachine;
use crate::operands::Operands;

/// Hexadecimal digits of one word, and of all words of a value.
const DIGITS: (usize, usize) = (8, 16);

/// `LOADDEV CLEAR`, or `LOADDEV [PORTNAME xxxxxxxx xxxxxxxx] [LUN xxxxxxxx xxxxxxxx] [BOOTPROG n]
/// [BR_LBA xxxxxxxx xxxxxxxx]`, at least one of them. It answers nothing.
pub(super) fn set(
    machine: &mut VirtualMachine,
    operands: &mut Operands,
) -> Result<Answer, Message> {
    let mut device = machine.load_device;
    if operands.peek().is_none() {
        return Err(operands.message(26, &[]));
    }
    while operands.peek().is_some() {
        if operands.take("CLEAR", 5) {
            device = LoadDevice::default();
        } else if operands.take("PORTNAME", 4) {
            device.port_name = doubleword(operands)?;
        } else if operands.take("LUN", 3) {
            device.lun = doubleword(operands)?;
        } else if operands.take("BOOTPROG", 4) {
            let number = |word: &str| word.parse().ok().filter(|number| *number <= BOOT_PROGRAMS);
            device.boot_program = operands.parse(number)?;
        } else if operands.take("BR_LBA", 2) {
            device.boot_record = doubleword(operands)?;
        } else {
            let word = operands.word()?;
            return Err(operands.invalid_option(word));
        }
    }
    machine.load_device = device;
    Ok(Answer::default())
}

/// One or two words of hexadecimal digits; the second one stands behind the first.
fn doubleword(operands: &mut Operands) -> Result<u64, Message> {
    let (of_word, all) = DIGITS;
    let hexadecimal = |word: &str| {
        let digits = word.bytes().all(|byte| byte.is_ascii_hexdigit()) && word.len() <= all;
        if digits { u64::from_str_radix(word, 16).ok() } else { None }
    };
    let first = operands.word()?;
    let high = hexadecimal(first).ok_or_else(|| operands.invalid_operand(first))?;
    let second = operands.peek().filter(|second| second.len() <= of_word && first.len() <= of_word);
    let Some(low) = second.and_then(hexadecimal) else { return Ok(high) };
    operands.optional();
    Ok(high << 32 | low)
}
