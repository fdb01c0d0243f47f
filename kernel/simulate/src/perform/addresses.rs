//! Real addresses, and what an address is protected from.

use zarch::ProgramInterruption;

use super::{Context, Ended, aligned};
use crate::access::{Space, Use};
use crate::translate::{self, Level, Options, Step};
use crate::{Instruction, Outcome, Program};

/// The operand's address of RX and RXY, with its index.
fn indexed_address(context: &Context<'_>, instruction: Instruction) -> u64 {
    let (base, displacement) = match instruction.code() {
        0xB100 => instruction.base_displacement(),
        _ => instruction.base_long_displacement(),
    };
    let index = context.cpu.address_of(instruction.r3(), 0);
    let address = context.cpu.address_of(base, displacement).wrapping_add(index);
    address & context.cpu.psw.addresses()
}

/// LOAD REAL ADDRESS (LRA, LRAY, LRAG).
pub fn load_real_address(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = indexed_address(context, instruction);
    let space = context.cpu.psw.address_space();
    let mut last: Option<Step> = None;
    let options = Options::of(context.cpu);
    let asce = context.cpu.asce(space);
    let page = translate::walk(context.storage, asce, address, options, |step| last = Some(step));
    let (value, condition_code) = match (page, last) {
        (Ok(page), _) => (page.real | address & 0xFFF, 0),
        (Err(fault), Some(step)) if fault.0 == step.level.exception() => {
            let condition_code = match step.level {
                Level::Segment => 1,
                Level::Page => 2,
                _ => 3,
            };
            (step.table + step.index * 8, condition_code)
        }
        (Err(fault), _) if fault.0.has_teid() => (0x8000_0000 | u64::from(fault.0.0), 3),
        (Err(fault), _) => return Err(Program::new(fault.0)),
    };
    let register = instruction.r1();
    match instruction.code() {
        0xE303 if condition_code == 3 => context.cpu.set_low(register, value as u32),
        0xE303 => context.cpu.gr[usize::from(register)] = value,
        _ => context.cpu.set_address(register, value),
    }
    context.ends_with(condition_code)
}

/// LOAD USING REAL ADDRESS (LURA, LURAG).
pub fn load_using_real_address(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let register = instruction.rre_r1();
    let address = context.gr_address(instruction.rre_r2());
    match instruction.code() {
        0xB905 => {
            let value = context.real().doubleword(aligned(address, 8)?)?;
            context.cpu.gr[usize::from(register)] = value;
        }
        _ => {
            let value = context.real().word(aligned(address, 4)?)?;
            context.cpu.set_low(register, value);
        }
    }
    Ok(Outcome::Done)
}

/// STORE USING REAL ADDRESS (STURA, STURG).
pub fn store_using_real_address(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let value = context.gr(instruction.rre_r1());
    let address = context.gr_address(instruction.rre_r2());
    match instruction.code() {
        0xB925 => context.real().store(aligned(address, 8)?, &value.to_be_bytes())?,
        _ => context.real().store(aligned(address, 4)?, &(value as u32).to_be_bytes())?,
    }
    Ok(Outcome::Done)
}

/// STORE REAL ADDRESS.
pub fn store_real_address(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let target = aligned(context.address(instruction), 8)?;
    let (base, displacement) = instruction.second_base_displacement();
    let address = context.cpu.address_of(base, displacement);
    let space = Space::Virtual(context.cpu.psw.address_space());
    let options = Options::of(context.cpu);
    let page = translate::walk(context.storage, space.asce(context.cpu), address, options, |_| ());
    let page = page.map_err(|fault| fault.program(address, false, space.of_teid()))?;
    let real = page.real | address & 0xFFF;
    context.operands().store(target, &real.to_be_bytes())?;
    Ok(Outcome::Done)
}

/// TEST PROTECTION.
pub fn test_protection(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.address(instruction);
    let (base, displacement) = instruction.second_base_displacement();
    let key = (context.cpu.address_of(base, displacement) >> 4 & 0xF) as u8;
    let access = context.operands().with_key(key);
    let condition_code =
        match (access.locate(address, Use::Fetch), access.locate(address, Use::Store)) {
            (Ok(_), Ok(_)) => 0,
            (Ok(_), Err(_)) => 1,
            (Err(program), _) if program.code == ProgramInterruption::PROTECTION => 2,
            (Err(program), _) if program.teid.is_some() => 3,
            (Err(program), _) => return Err(program),
        };
    context.ends_with(condition_code)
}

#[cfg(test)]
mod tests {
    use zarch::Psw;

    use super::*;
    use crate::testing::Memory;
    use crate::{Cpu, Exit, perform};

    /// A segment table at 8000, a page table at 9000: page 3 is frame 5000, page 4 read-only.
    fn guest() -> (Cpu, Memory) {
        let memory = Memory::new(0x1_0000);
        for segment in 0..2048 {
            memory.put(0x8000 + segment % 512 * 8, 0x20);
        }
        memory.put(0x8000, 0x9000);
        for page in 0..256 {
            memory.put(0x9000 + page * 8, 0x400);
        }
        memory.put(0x9018, 0x5000);
        memory.put(0x9020, 0x6200);
        let mut cpu = Cpu::new(0, 0);
        cpu.cr[1] = 0x8000;
        cpu.psw = Psw::supervisor(0);
        (cpu, memory)
    }

    fn run(cpu: &mut Cpu, memory: &Memory, bytes: [u8; 6]) {
        let exit = Exit::Instruction(Instruction::new(bytes));
        assert_eq!(perform(cpu, memory, 0, exit), Ok(Outcome::Done));
    }

    #[test]
    fn lra_tells_the_address_or_the_entry() {
        let (mut cpu, memory) = guest();
        let cases = [(0x3123, 0x5123, 0), (0x5000, 0x9028, 2), (0x10_0000, 0x8008, 1)];
        for (address, value, condition_code) in cases {
            cpu.gr[2] = address;
            run(&mut cpu, &memory, [0xE3, 0x12, 0x00, 0x00, 0x00, 0x03]);
            assert_eq!((cpu.gr[1], cpu.psw.condition_code()), (value, condition_code));
        }
        cpu.gr[2] = 1 << 40;
        run(&mut cpu, &memory, [0xE3, 0x12, 0x00, 0x00, 0x00, 0x03]);
        assert_eq!((cpu.gr[1] as u32, cpu.psw.condition_code()), (0x8000_0038, 3));
    }

    #[test]
    fn tprot_tells_what_may_be_done() {
        let (mut cpu, memory) = guest();
        cpu.psw = cpu.psw.with_dat(true);
        for (address, condition_code) in [(0x3000, 0), (0x4000, 1), (0x5000, 3)] {
            cpu.gr[1] = address;
            run(&mut cpu, &memory, [0xE5, 0x01, 0x10, 0x00, 0x00, 0x00]);
            assert_eq!(cpu.psw.condition_code(), condition_code, "{address:X}");
        }
    }

    #[test]
    fn sturg_stores_at_real_addresses() {
        let (mut cpu, memory) = guest();
        cpu.psw = cpu.psw.with_dat(true);
        (cpu.gr[1], cpu.gr[2]) = (0x1234_5678_9ABC_DEF0, 0x7000);
        run(&mut cpu, &memory, [0xB9, 0x25, 0x00, 0x12, 0, 0]);
        assert_eq!(memory.get(0x7000), 0x1234_5678_9ABC_DEF0);
    }
}
