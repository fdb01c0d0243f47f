//! Storage keys and frames.

use super::{Context, Ended, specification};
use crate::{Instruction, Key, NotThere, Outcome, Program};

const BLOCK: u64 = 0x1000;

/// The absolute address of the block that a register names by its real address.
fn block(context: &Context<'_>, register: u8) -> Result<u64, Program> {
    let absolute = context.cpu.absolute(context.gr_address(register) & !(BLOCK - 1));
    if absolute < context.storage.size() { Ok(absolute) } else { Err(NotThere.into()) }
}

pub fn insert_storage_key(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let key = context.storage.key(block(context, instruction.rre_r2())?)?;
    let register = usize::from(instruction.rre_r1());
    context.cpu.gr[register] = context.cpu.gr[register] & !0xFF | u64::from(key.0 & Key::ALL);
    Ok(Outcome::Done)
}

/// SET STORAGE KEY EXTENDED without the options of M3.
pub fn set_storage_key(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let key = Key(context.gr(instruction.rre_r1()) as u8 & Key::ALL);
    context.storage.set_key(block(context, instruction.rre_r2())?, key)?;
    Ok(Outcome::Done)
}

pub fn reset_reference_bit(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let key = context.storage.reset_reference(block(context, instruction.rre_r2())?)?;
    context.ends_with(key.0 >> 1 & 3)
}

/// PERFORM FRAME MANAGEMENT FUNCTION.
pub fn perform_frame_management(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    const RESERVED: u32 = 0xFFFC_0800;
    const SET_KEY: u32 = 0x0002_0000;
    const CLEAR: u32 = 0x0001_0000;
    let function = context.gr_low(instruction.rre_r1());
    let frames = match function >> 12 & 7 {
        _ if function & RESERVED != 0 => return Err(specification()),
        0 => 1,
        1 => 256,
        _ => return Err(specification()),
    };
    let register = instruction.rre_r2();
    let first = context.gr_address(register) & !(BLOCK - 1);
    // A segment's frames end at its end.
    let left = if frames == 1 { 1 } else { frames - first / BLOCK % frames };
    for frame in 0..left {
        let absolute = match frames {
            1 => context.cpu.absolute(first),
            _ => first + frame * BLOCK,
        };
        if function & CLEAR != 0 {
            context.storage.write(absolute, &[0; BLOCK as usize])?;
        }
        if function & SET_KEY != 0 {
            context.storage.set_key(absolute, Key(function as u8 & Key::ALL))?;
        }
    }
    if frames > 1 {
        context.cpu.set_address(register, first + left * BLOCK);
    }
    Ok(Outcome::Done)
}
