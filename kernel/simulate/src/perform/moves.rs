//! Moves between address spaces and keys.

use zarch::AddressSpace;

use super::{Context, Ended, privileged, special_operation};
use crate::access::{Access, Space};
use crate::{Instruction, Program};

/// The most that MVCOS moves at a time.
const MVCOS_LIMIT: usize = 4096;
/// The most that MVCK, MVCP and MVCS move.
const LIMIT: usize = 256;
/// Bit of control register 0 that lets the secondary space be used.
const SECONDARY_SPACE_CONTROL: u32 = 37;

/// Moves up to `limit` of `length` bytes; condition code 3 says that there is more.
fn move_bytes<const LIMIT: usize>(
    context: &mut Context<'_>,
    (target, target_address): (Half, u64),
    (source, source_address): (Half, u64),
    length: u64,
) -> Ended {
    let mut bytes = [0; LIMIT];
    let count = length.min(LIMIT as u64) as usize;
    if count > 0 {
        source.access(context).fetch(source_address, &mut bytes[..count])?;
        target.access(context).store(target_address, &bytes[..count])?;
    }
    context.ends_with(if length > LIMIT as u64 { 3 } else { 0 })
}

/// How one operand of a move is reached.
#[derive(Clone, Copy)]
struct Half {
    space: Space,
    key: u8,
}

impl Half {
    fn of_psw(context: &Context<'_>) -> Self {
        Self { space: Space::of_operands(context.cpu), key: context.cpu.psw.key() }
    }

    fn access<'a>(self, context: &'a Context<'_>) -> Access<'a> {
        context.operands().in_space(self.space).with_key(self.key)
    }
}

/// The PSW-key mask lets the problem state use some keys.
fn check_key(context: &Context<'_>, key: u8) -> Result<(), Program> {
    let mask = (context.cpu.cr[3] >> 16) as u16;
    match context.cpu.psw.problem() && mask & 0x8000 >> key == 0 {
        true => Err(privileged()),
        false => Ok(()),
    }
}

/// An operand-access control of MVCOS: bits 0-3 key, 8-9 space, 14 the key counts, 15 the space
/// counts.
fn half(context: &Context<'_>, control: u16) -> Result<Half, Program> {
    let mut half = Half::of_psw(context);
    if control & 1 != 0 {
        half.space = Space::Virtual(match control >> 6 & 3 {
            0 => AddressSpace::Primary,
            1 => AddressSpace::AccessRegister,
            2 => AddressSpace::Secondary,
            _ => AddressSpace::Home,
        });
        let home = half.space == Space::Virtual(AddressSpace::Home);
        if home && context.cpu.psw.problem() {
            return Err(special_operation());
        }
    }
    if control & 2 != 0 {
        half.key = (control >> 12) as u8;
        check_key(context, half.key)?;
    }
    Ok(half)
}

/// MOVE WITH OPTIONAL SPECIFICATIONS.
pub fn move_with_optional_specifications(
    context: &mut Context<'_>,
    instruction: Instruction,
) -> Ended {
    if !context.cpu.psw.dat() {
        return Err(special_operation());
    }
    let controls = context.gr_low(0);
    let target = half(context, (controls >> 16) as u16)?;
    let source = half(context, controls as u16)?;
    let (base, displacement) = instruction.second_base_displacement();
    let source_address = context.cpu.address_of(base, displacement);
    let target_address = context.address(instruction);
    let length = length(context, instruction.r1());
    move_bytes::<MVCOS_LIMIT>(context, (target, target_address), (source, source_address), length)
}

/// A length in a register: 32 bits, or 64 in 64-bit mode.
fn length(context: &Context<'_>, register: u8) -> u64 {
    match context.cpu.psw.addresses() {
        u64::MAX => context.gr(register),
        _ => context.gr_low(register).into(),
    }
}

/// Operands of the SS instructions with two registers: addresses, length, key.
fn operands(
    context: &Context<'_>,
    instruction: Instruction,
) -> Result<(u64, u64, u64, u8), Program> {
    let (base, displacement) = instruction.second_base_displacement();
    let second = context.cpu.address_of(base, displacement);
    let key = (context.gr(instruction.r3()) >> 4 & 0xF) as u8;
    check_key(context, key)?;
    Ok((context.address(instruction), second, length(context, instruction.r1()), key))
}

/// MOVE WITH KEY: the source has the key of the register.
pub fn move_with_key(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (first, second, length, key) = operands(context, instruction)?;
    let target = Half::of_psw(context);
    move_bytes::<LIMIT>(context, (target, first), (Half { key, ..target }, second), length)
}

/// Primary and secondary space with the PSW's key; MVCP and MVCS need DAT, and one of the two as
/// the current space.
fn halves(context: &Context<'_>) -> Result<(Half, Half), Program> {
    let space = context.cpu.psw.address_space();
    let fit = matches!(space, AddressSpace::Primary | AddressSpace::Secondary);
    if !fit || !context.cpu.psw.dat() || !context.cpu.cr0_bit(SECONDARY_SPACE_CONTROL) {
        return Err(special_operation());
    }
    let half = |space| Half { space: Space::Virtual(space), key: context.cpu.psw.key() };
    Ok((half(AddressSpace::Primary), half(AddressSpace::Secondary)))
}

/// MOVE TO PRIMARY: the source, in the secondary space, has the key of the register.
pub fn move_to_primary(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (primary, secondary) = halves(context)?;
    let (first, second, length, key) = operands(context, instruction)?;
    move_bytes::<LIMIT>(context, (primary, first), (Half { key, ..secondary }, second), length)
}

/// MOVE TO SECONDARY: the target, in the secondary space, has the key of the register.
pub fn move_to_secondary(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (primary, secondary) = halves(context)?;
    let (first, second, length, key) = operands(context, instruction)?;
    move_bytes::<LIMIT>(context, (Half { key, ..secondary }, first), (primary, second), length)
}

#[cfg(test)]
mod tests {
    use zarch::{ProgramInterruption, Psw};

    use crate::testing::Memory;
    use crate::{Cpu, Exit, Instruction, Outcome, perform};

    /// Primary space: address 0 is 4000; secondary: address 0 is 5000; home: address 0 is real.
    fn guest() -> (Cpu, Memory) {
        let memory = Memory::new(0x1_0000);
        for (table, frame) in [(0x8000, 0x4000), (0xA000, 0x5000)] {
            memory.put(table, table + 0x1000);
            memory.put(table + 0x1000, frame);
            memory.put(table + 0x1008, 0x400);
        }
        let mut cpu = Cpu::new(0, 0);
        (cpu.cr[1], cpu.cr[7], cpu.cr[13]) = (0x8000, 0xA000, 0x20);
        cpu.psw = Psw::supervisor(0).with_dat(true).with_address_space(zarch::AddressSpace::Home);
        (cpu, memory)
    }

    fn mvcos(cpu: &mut Cpu, memory: &Memory) {
        // MVCOS 0(1),0(2),3
        let exit = Exit::Instruction(Instruction::new([0xC8, 0x30, 0x10, 0x00, 0x20, 0x00]));
        assert_eq!(perform(cpu, memory, 0, exit), Ok(Outcome::Done));
    }

    #[test]
    fn mvcos_moves_from_another_space() {
        let (mut cpu, memory) = guest();
        memory.put(0x5010, 0x0123_4567_89AB_CDEF);
        // The source is in the secondary space; the target as the PSW has it.
        cpu.gr[0] = 0x0081;
        (cpu.gr[1], cpu.gr[2], cpu.gr[3]) = (0x3000, 0x10, 8);
        mvcos(&mut cpu, &memory);
        assert_eq!((memory.get(0x3000), cpu.psw.condition_code()), (0x0123_4567_89AB_CDEF, 0));
        cpu.gr[3] = 5000;
        cpu.gr[2] = 0;
        mvcos(&mut cpu, &memory);
        assert_eq!(cpu.psw.condition_code(), 3);
    }

    #[test]
    fn a_fault_of_the_other_space_is_told_with_it() {
        let (mut cpu, memory) = guest();
        memory.put(0x1D0, 0x1_8000_0000);
        cpu.psw = cpu.psw.with_address(0x9006);
        cpu.gr[0] = 0x0081;
        (cpu.gr[1], cpu.gr[2], cpu.gr[3]) = (0x3000, 0xFFF, 8);
        mvcos(&mut cpu, &memory);
        assert_eq!(memory.get(0x88) as u16, ProgramInterruption::PAGE_TRANSLATION.0);
        assert_eq!(memory.get(0xA8), 0x1802);
        assert_eq!(memory.get(0x158), 0x9000, "nullified");
    }
}
