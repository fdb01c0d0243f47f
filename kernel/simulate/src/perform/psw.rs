//! Instructions that change the PSW or tell of it.

use zarch::{AddressSpace, Psw};
use zerocopy::FromBytes;

use super::{Context, Ended, privileged, special_operation, specification};
use crate::{Instruction, Outcome, Program};

/// Bit of control register 0 that makes SET SYSTEM MASK a special operation.
const SSM_SUPPRESSION: u32 = 33;
/// Bit of control register 0 that lets the secondary space be used.
const SECONDARY_SPACE_CONTROL: u32 = 37;
/// Bit of control register 0 that lets the problem state extract.
const EXTRACTION_AUTHORITY: u32 = 36;

/// The system mask, bits 0-7 of the PSW, and its shift.
const SYSTEM_MASK_SHIFT: u32 = 56;

fn set_mask(context: &mut Context<'_>, mask: u8) -> Ended {
    let old = context.cpu.psw;
    let rest = old.mask() & !(0xFF << SYSTEM_MASK_SHIFT);
    let psw = old.with_mask(rest | u64::from(mask) << SYSTEM_MASK_SHIFT);
    context.cpu.psw = psw;
    // Bits 0 and 2-4 must be zero: an early exception, with the new PSW as the old one.
    if psw.is_valid() { Ok(Outcome::Done) } else { Err(specification()) }
}

pub fn set_system_mask(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    if context.cpu.cr0_bit(SSM_SUPPRESSION) {
        return Err(special_operation());
    }
    let mut mask = [0];
    context.operands().fetch(context.address(instruction), &mut mask)?;
    set_mask(context, mask[0])
}

fn store_then(
    context: &mut Context<'_>,
    instruction: Instruction,
    mask: impl Fn(u8, u8) -> u8,
) -> Ended {
    let old = (context.cpu.psw.mask() >> SYSTEM_MASK_SHIFT) as u8;
    context.operands().store(context.address(instruction), &[old])?;
    set_mask(context, mask(old, instruction.immediate()))
}

pub fn store_then_and_system_mask(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    store_then(context, instruction, |old, mask| old & mask)
}

pub fn store_then_or_system_mask(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    store_then(context, instruction, |old, mask| old | mask)
}

/// Loads a PSW; one that is not valid is loaded too, and then is the old PSW of the exception,
/// whose instruction-length code is 0.
fn load(context: &mut Context<'_>, psw: Psw) -> Ended {
    context.cpu.psw = psw;
    if psw.is_valid() { Ok(Outcome::Done) } else { Err(specification()) }
}

pub fn load_psw(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    /// Bit 12 of a short PSW must be one, and is zero in a long one.
    const SHORT: u64 = 1 << (63 - 12);
    const SHORT_ADDRESS: u64 = 0x7FFF_FFFF;
    let address = context.aligned_address(instruction, 8)?;
    let short = context.operands().doubleword(address)?;
    if short & SHORT == 0 {
        return Err(specification());
    }
    load(context, Psw::new(short & !SHORT & !SHORT_ADDRESS, short & SHORT_ADDRESS))
}

pub fn load_psw_extended(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 8)?;
    let mut bytes = [0; 16];
    context.operands().fetch(address, &mut bytes)?;
    let psw = Psw::read_from_bytes(&bytes).map_err(|_| specification())?;
    load(context, psw)
}

/// EXTRACT PSW: what the guest believes its PSW to be.
pub fn extract_psw(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let mask = context.cpu.psw.mask();
    context.cpu.set_low(instruction.rre_r1(), (mask >> 32) as u32);
    if instruction.rre_r2() != 0 {
        context.cpu.set_low(instruction.rre_r2(), mask as u32);
    }
    Ok(Outcome::Done)
}

/// The PSW-key mask of control register 3 lets the problem state use some keys.
fn may_use_key(context: &Context<'_>, key: u8) -> bool {
    let mask = (context.cpu.cr[3] >> 16) as u16;
    !context.cpu.psw.problem() || mask & 0x8000 >> key != 0
}

pub fn set_psw_key_from_address(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (base, displacement) = instruction.base_displacement();
    let key = (context.cpu.address_of(base, displacement) >> 4 & 0xF) as u8;
    if !may_use_key(context, key) {
        return Err(privileged());
    }
    context.cpu.psw = context.cpu.psw.with_key(key);
    Ok(Outcome::Done)
}

/// In the problem state CR0 must allow what extracts.
pub(super) fn check_extraction(context: &Context<'_>) -> Result<(), Program> {
    match context.cpu.psw.problem() && !context.cpu.cr0_bit(EXTRACTION_AUTHORITY) {
        true => Err(privileged()),
        false => Ok(()),
    }
}

pub fn insert_psw_key(context: &mut Context<'_>, _: Instruction) -> Ended {
    check_extraction(context)?;
    let key = context.cpu.psw.key() << 4;
    context.cpu.gr[2] = context.cpu.gr[2] & !0xFF | u64::from(key);
    Ok(Outcome::Done)
}

pub fn insert_address_space_control(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    if !context.cpu.psw.dat() {
        return Err(special_operation());
    }
    check_extraction(context)?;
    // The field has its bits in another order than the PSW: 0 primary, 1 secondary, 2 AR, 3 home.
    let code = match context.cpu.psw.address_space() {
        AddressSpace::Primary => 0,
        AddressSpace::Secondary => 1,
        AddressSpace::AccessRegister => 2,
        AddressSpace::Home => 3,
    };
    let register = instruction.rre_r1();
    let value = context.gr(register) & !0xFF00 | u64::from(code) << 8;
    context.cpu.gr[usize::from(register)] = value;
    context.ends_with(code)
}

fn set_space(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (base, displacement) = instruction.base_displacement();
    let code = context.cpu.address_of(base, displacement) >> 8 & 0xF;
    let space = match code {
        0 => AddressSpace::Primary,
        1 => AddressSpace::Secondary,
        2 => AddressSpace::AccessRegister,
        3 => AddressSpace::Home,
        _ => return Err(specification()),
    };
    context.cpu.psw = context.cpu.psw.with_address_space(space);
    Ok(Outcome::Done)
}

pub fn set_address_space_control(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    if !context.cpu.psw.dat() {
        return Err(special_operation());
    }
    set_address_space_control_fast(context, instruction)
}

/// SACF asks less than SAC: DAT need not be on.
pub fn set_address_space_control_fast(
    context: &mut Context<'_>,
    instruction: Instruction,
) -> Ended {
    let (base, displacement) = instruction.base_displacement();
    let code = context.cpu.address_of(base, displacement) >> 8 & 0xF;
    if !context.cpu.cr0_bit(SECONDARY_SPACE_CONTROL) && code < 3 {
        return Err(special_operation());
    }
    if code == 3 && context.cpu.psw.problem() {
        return Err(privileged());
    }
    set_space(context, instruction)
}

#[cfg(test)]
mod tests {
    use crate::testing::Memory;
    use crate::{Cpu, Exit, perform};

    use super::*;

    fn run(cpu: &mut Cpu, memory: &Memory, bytes: [u8; 6]) {
        let exit = Exit::Instruction(Instruction::new(bytes));
        assert_eq!(perform(cpu, memory, 0, exit), Ok(Outcome::Done));
    }

    fn guest() -> (Cpu, Memory) {
        let memory = Memory::new(0x1_0000);
        // Program new PSW.
        memory.put(0x1D0, 0x1_8000_0000);
        memory.put(0x1D8, 0xEEEE);
        let mut cpu = Cpu::new(0, 0);
        cpu.psw = Psw::supervisor(0x9004);
        (cpu, memory)
    }

    #[test]
    fn stosm_and_stnsm_store_what_was() {
        let (mut cpu, memory) = guest();
        run(&mut cpu, &memory, [0xAD, 0x03, 0x03, 0x00, 0, 0]);
        assert!(cpu.psw.io() && cpu.psw.external());
        run(&mut cpu, &memory, [0xAC, 0xFC, 0x03, 0x01, 0, 0]);
        assert!(!cpu.psw.io() && !cpu.psw.external());
        assert_eq!(memory.get(0x300) >> 48, 0x0003);
    }

    #[test]
    fn a_wrong_psw_is_the_old_psw_of_its_exception() {
        let (mut cpu, memory) = guest();
        memory.put(0x400, 0x0000_0001_0000_0000);
        memory.put(0x408, 0x1234);
        run(&mut cpu, &memory, [0xB2, 0xB2, 0x04, 0x00, 0, 0]);
        assert_eq!(cpu.psw.address(), 0xEEEE);
        assert_eq!((memory.get(0x150), memory.get(0x158)), (0x0000_0001_0000_0000, 0x1234));
        assert_eq!(memory.get(0x88) as u32 & 0xFFFF, 6);
    }

    #[test]
    fn a_short_psw_is_made_long() {
        let (mut cpu, memory) = guest();
        memory.put(0x400, 0x0008_0000_8000_1234);
        run(&mut cpu, &memory, [0x82, 0x00, 0x04, 0x00, 0, 0]);
        assert_eq!((cpu.psw.mask(), cpu.psw.address()), (0x8000_0000, 0x1234));
        assert_eq!(cpu.psw.addresses(), 0x7FFF_FFFF);
    }

    #[test]
    fn the_problem_state_may_not() {
        let (mut cpu, memory) = guest();
        cpu.psw = cpu.psw.with_problem(true);
        run(&mut cpu, &memory, [0xAD, 0x03, 0x03, 0x00, 0, 0]);
        assert_eq!(memory.get(0x88) as u32, 0x0004_0002);
        assert_eq!(memory.get(0x158), 0x9004);
    }

    #[test]
    fn epsw_tells_the_guest_s_own_psw() {
        let (mut cpu, memory) = guest();
        cpu.gr = [u64::MAX; 16];
        cpu.psw = cpu.psw.with_dat(true).with_key(3);
        run(&mut cpu, &memory, [0xB9, 0x8D, 0x00, 0x12, 0, 0]);
        assert_eq!((cpu.gr[1], cpu.gr[2]), (0xFFFF_FFFF_0430_0001, 0xFFFF_FFFF_8000_0000));
    }
}
