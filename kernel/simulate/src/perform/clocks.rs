//! Instructions of the clocks.

use super::{Context, Ended, specification};
use crate::{Instruction, Outcome};

pub fn set_clock_comparator(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 8)?;
    context.cpu.clock_comparator = context.operands().doubleword(address)?;
    Ok(Outcome::Done)
}

pub fn store_clock_comparator(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 8)?;
    context.operands().store(address, &context.cpu.clock_comparator.to_be_bytes())?;
    Ok(Outcome::Done)
}

pub fn set_cpu_timer(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 8)?;
    let value = context.operands().doubleword(address)?;
    context.cpu.cpu_timer.set(value as i64, context.now);
    Ok(Outcome::Done)
}

pub fn store_cpu_timer(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 8)?;
    let value = context.cpu.cpu_timer.at(context.now);
    context.operands().store(address, &value.to_be_bytes())?;
    Ok(Outcome::Done)
}

/// SET CLOCK: a guest's clock is the system's, and the system does not let it be set: condition
/// code 1, as with the TOD-clock control set to secure.
pub fn set_clock(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 8)?;
    context.operands().doubleword(address)?;
    context.ends_with(1)
}

pub fn set_clock_programmable_field(context: &mut Context<'_>, _: Instruction) -> Ended {
    if context.gr_low(0) > 0xFFFF {
        return Err(specification());
    }
    context.cpu.tod_programmable = context.gr_low(0);
    Ok(Outcome::Done)
}
