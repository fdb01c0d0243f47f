//! Instructions that change what the translation-lookaside buffer may hold.

use super::{Context, Ended, specification};
use crate::translate::{Level, asce, entry};
use crate::{Instruction, Outcome, Program, Purge};

pub fn purge(_: &mut Context<'_>, _: Instruction) -> Ended {
    Ok(Outcome::Purge(Purge::Cpu))
}

/// PURGE ALB: access lists are never remembered.
pub fn purge_access_list(_: &mut Context<'_>, _: Instruction) -> Ended {
    Ok(Outcome::Done)
}

/// Sets `bit` of a table entry while other CPUs may change it.
fn invalidate(context: &Context<'_>, address: u64, bit: u64) -> Result<(), Program> {
    let mut old = context.storage.doubleword(address)?;
    while old & bit == 0 {
        let was = context.storage.swap_doubleword(address, old, old | bit)?;
        if was == old {
            break;
        }
        old = was;
    }
    Ok(())
}

/// INVALIDATE PAGE TABLE ENTRY; the entries of a range are purged with the segment's.
pub fn invalidate_page_table_entry(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    const LOCAL: u8 = 1;
    let table = context.gr(instruction.rre_r1()) & entry::PAGE_TABLE;
    let address = context.gr(instruction.rre_r2());
    let more = match instruction.rrf_r3() {
        0 => 0,
        register => context.gr(register) & 0xFF,
    };
    let first = Level::Page.index(address);
    for index in first..=(first + more).min(Level::Page.entries() - 1) {
        invalidate(context, table + index * 8, entry::PAGE_INVALID)?;
    }
    let local = instruction.rrf_m4() & LOCAL != 0;
    Ok(Outcome::Purge(match more {
        0 => Purge::Page { table, address, local },
        _ => Purge::All,
    }))
}

/// INVALIDATE DAT TABLE ENTRY: some entries of a region or segment table, or by a space.
pub fn invalidate_dat_table_entry(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    const CLEARING_BY_ASCE: u64 = 0x800;
    const COUNT: u64 = 0x7FF;
    let operand = context.gr(instruction.rre_r2());
    if operand & CLEARING_BY_ASCE != 0 {
        let table = context.gr(instruction.rrf_r3()) & asce::ORIGIN;
        return Ok(Outcome::Purge(Purge::Space { table }));
    }
    let designation = context.gr(instruction.rre_r1());
    let (table, level) = (designation & asce::ORIGIN, Level::of_field(designation));
    let (first, count) = (level.index(operand), (operand & COUNT) + 1);
    for index in first..(first + count).min(level.entries()) {
        invalidate(context, table + index * 8, entry::INVALID)?;
    }
    Ok(Outcome::Purge(Purge::Entries { table, first: first as u16, count: count as u16 }))
}

/// COMPARE AND SWAP AND PURGE (CSP, CSPG).
pub fn compare_and_swap_and_purge(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (first, second) = (instruction.rre_r1(), instruction.rre_r2());
    if !first.is_multiple_of(2) {
        return Err(specification());
    }
    let wide = instruction.code() == 0xB98A;
    let operand = context.gr(second);
    let address = operand & context.cpu.psw.addresses() & if wide { !7 } else { !3 };
    let absolute = context.operands().locate(address, crate::access::Use::Store)?;
    let (equal, was) = if wide {
        let old = context.gr(first);
        let was = context.storage.swap_doubleword(absolute, old, context.gr(first + 1))?;
        (was == old, was)
    } else {
        let old = context.gr_low(first);
        let was = context.storage.swap_word(absolute, old, context.gr_low(first + 1))?;
        (was == old, was.into())
    };
    context.cpu.set_condition_code(u8::from(!equal));
    match (equal, wide) {
        (true, _) if operand & 3 != 0 => return Ok(Outcome::Purge(Purge::All)),
        (true, _) => {}
        (false, true) => context.cpu.gr[usize::from(first)] = was,
        (false, false) => context.cpu.set_low(first, was as u32),
    }
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use zarch::Psw;

    use super::*;
    use crate::testing::Memory;
    use crate::{Cpu, Exit, perform};

    fn run(cpu: &mut Cpu, memory: &Memory, bytes: [u8; 6]) -> Outcome {
        perform(cpu, memory, 0, Exit::Instruction(Instruction::new(bytes))).unwrap()
    }

    fn guest() -> (Cpu, Memory) {
        let mut cpu = Cpu::new(0, 0);
        cpu.psw = Psw::supervisor(0);
        (cpu, Memory::new(0x1_0000))
    }

    #[test]
    fn ipte_invalidates_one_entry() {
        let (mut cpu, memory) = guest();
        memory.put(0x9018, 0x5000);
        (cpu.gr[1], cpu.gr[2]) = (0x9000, 0x1234_5670_3000);
        let purge = Purge::Page { table: 0x9000, address: 0x1234_5670_3000, local: false };
        assert_eq!(run(&mut cpu, &memory, [0xB2, 0x21, 0, 0x12, 0, 0]), Outcome::Purge(purge));
        assert_eq!(memory.get(0x9018), 0x5400);
    }

    #[test]
    fn idte_invalidates_entries_or_purges_a_space() {
        let (mut cpu, memory) = guest();
        memory.put(0x8008, 0x9000);
        (cpu.gr[1], cpu.gr[2], cpu.gr[3]) = (0x8000, 0x10_0000, 0xC007);
        let purge = Purge::Entries { table: 0x8000, first: 1, count: 1 };
        assert_eq!(run(&mut cpu, &memory, [0xB9, 0x8E, 0, 0x12, 0, 0]), Outcome::Purge(purge));
        assert_eq!(memory.get(0x8008), 0x9020);
        cpu.gr[2] = 0x800;
        let purge = Purge::Space { table: 0xC000 };
        assert_eq!(run(&mut cpu, &memory, [0xB9, 0x8E, 0x30, 0x12, 0, 0]), Outcome::Purge(purge));
    }

    #[test]
    fn cspg_purges_where_it_swapped() {
        let (mut cpu, memory) = guest();
        memory.put(0x5000, 7);
        (cpu.gr[2], cpu.gr[3], cpu.gr[4]) = (7, 9, 0x5001);
        assert_eq!(run(&mut cpu, &memory, [0xB9, 0x8A, 0, 0x24, 0, 0]), Outcome::Purge(Purge::All));
        assert_eq!((memory.get(0x5000), cpu.psw.condition_code()), (9, 0));
        assert_eq!(run(&mut cpu, &memory, [0xB9, 0x8A, 0, 0x24, 0, 0]), Outcome::Done);
        assert_eq!((cpu.gr[2], cpu.psw.condition_code()), (9, 1));
    }
}
