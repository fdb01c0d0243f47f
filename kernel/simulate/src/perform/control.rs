//! Control registers.

use super::psw::check_extraction;
use super::{Context, Ended, aligned, special_operation};
use crate::{Instruction, Outcome};

/// The registers from R1 to R3, which wrap at 15.
fn registers(instruction: Instruction) -> impl Iterator<Item = usize> {
    let (first, last) = (usize::from(instruction.r1()), usize::from(instruction.r3()));
    let count = (last + 16 - first) % 16 + 1;
    (first..first + count).map(|register| register % 16)
}

/// The operand's address, and the bytes that each register has there: 8, or 4 in the short forms.
fn operand(context: &Context<'_>, instruction: Instruction) -> (u64, u64) {
    match instruction.code() {
        0xEB25 | 0xEB2F => (context.long_address(instruction), 8),
        _ => (context.address(instruction), 4),
    }
}

/// LOAD CONTROL.
pub fn load_control(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (address, width) = operand(context, instruction);
    let address = aligned(address, width)?;
    let mut loaded = context.cpu.cr;
    for (n, register) in (0..).zip(registers(instruction)) {
        let address = address.wrapping_add(n * width);
        loaded[register] = match width {
            8 => context.operands().doubleword(address)?,
            _ => loaded[register] & !0xFFFF_FFFF | u64::from(context.operands().word(address)?),
        };
    }
    context.cpu.cr = loaded;
    Ok(Outcome::Done)
}

/// STORE CONTROL.
pub fn store_control(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (address, width) = operand(context, instruction);
    let address = aligned(address, width)?;
    let mut bytes = [0; 128];
    let mut length = 0;
    for register in registers(instruction) {
        let value = context.cpu.cr[register].to_be_bytes();
        let value = &value[8 - width as usize..];
        bytes[length..length + value.len()].copy_from_slice(value);
        length += value.len();
    }
    context.operands().store(address, &bytes[..length])?;
    Ok(Outcome::Done)
}

/// An ASN, in the right halfword of a control register.
fn extract_asn(context: &mut Context<'_>, instruction: Instruction, register: usize) -> Ended {
    if !context.cpu.psw.dat() {
        return Err(special_operation());
    }
    check_extraction(context)?;
    let asn = context.cpu.cr[register] as u32 & 0xFFFF;
    context.cpu.set_low(instruction.rre_r1(), asn);
    Ok(Outcome::Done)
}

pub fn extract_primary_asn(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    extract_asn(context, instruction, 4)
}

pub fn extract_secondary_asn(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    extract_asn(context, instruction, 3)
}

#[cfg(test)]
mod tests {
    use zarch::Psw;

    use crate::testing::Memory;
    use crate::{Cpu, Exit, Instruction, Outcome, perform};

    #[test]
    fn registers_wrap_from_15_to_0() {
        let memory = Memory::new(0x2000);
        let mut cpu = Cpu::new(0, 0);
        cpu.psw = Psw::supervisor(0);
        for n in 0..3 {
            memory.put(0x400 + 8 * n, 0x100 + n);
        }
        // LCTLG 14,0,0x400 and STCTL 15,0,0x500
        for bytes in [[0xEB, 0xE0, 0x04, 0x00, 0, 0x2F], [0xB6, 0xF0, 0x05, 0x00, 0, 0]] {
            let exit = Exit::Instruction(Instruction::new(bytes));
            assert_eq!(perform(&mut cpu, &memory, 0, exit), Ok(Outcome::Done));
        }
        assert_eq!((cpu.cr[14], cpu.cr[15], cpu.cr[0]), (0x100, 0x101, 0x102));
        assert_eq!(memory.get(0x500), 0x0000_0101_0000_0102);
    }
}
