//! Instructions about the configuration, and those that something outside of the CPU answers.

use zarch::ProgramInterruption;

use super::{Context, Ended, aligned, specification};
use crate::exit::{SubchannelFunction, SubchannelRequest};
use crate::{Instruction, NotThere, Outcome, Purge, Request};

fn request(request: Request) -> Ended {
    Ok(Outcome::Request(request))
}

/// Instructions that are performed and change nothing that this CP keeps.
pub fn ignored(_: &mut Context<'_>, _: Instruction) -> Ended {
    Ok(Outcome::Done)
}

/// TRACE: explicit tracing (control register 12, bit 63) is not offered.
pub fn trace(_: &mut Context<'_>, _: Instruction) -> Ended {
    Ok(Outcome::Done)
}

pub fn store_cpu_id(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 8)?;
    context.operands().store(address, &context.cpu.id.to_be_bytes())?;
    Ok(Outcome::Done)
}

pub fn store_cpu_address(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 2)?;
    context.operands().store(address, &context.cpu.address.to_be_bytes())?;
    Ok(Outcome::Done)
}

pub fn set_prefix(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    const PREFIX: u32 = 0x7FFF_E000;
    let address = context.aligned_address(instruction, 4)?;
    let prefix = u64::from(context.operands().word(address)? & PREFIX);
    if prefix + 0x2000 > context.storage.size() {
        return Err(NotThere.into());
    }
    context.cpu.prefix = prefix;
    Ok(Outcome::Purge(Purge::Cpu))
}

pub fn store_prefix(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let address = context.aligned_address(instruction, 4)?;
    context.operands().store(address, &(context.cpu.prefix as u32).to_be_bytes())?;
    Ok(Outcome::Done)
}

pub fn store_facility_list(_: &mut Context<'_>, _: Instruction) -> Ended {
    request(Request::FacilityList)
}

pub fn store_system_information(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let (zero, one) = (context.gr_low(0), context.gr_low(1));
    if zero & 0x0FFF_FF00 != 0 || one & 0xFFFF_0000 != 0 {
        return Err(specification());
    }
    let function = (zero >> 28) as u8;
    let address = context.address(instruction);
    request(Request::SystemInformation {
        function,
        selector_1: zero as u8,
        selector_2: one as u16,
        address: if function == 0 { 0 } else { aligned(address, 4096)? },
    })
}

pub fn signal_processor(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let r1 = instruction.r1();
    request(Request::Signal {
        order: context.address(instruction) as u8,
        address: context.gr(instruction.r3()) as u16,
        parameter: context.gr(r1 | 1),
        r1,
    })
}

pub fn service_call(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let block = u64::from(context.gr_low(instruction.rre_r2()));
    let lowest = if context.cpu.prefix == 0 { 0x2000 } else { 0x1000 };
    if !block.is_multiple_of(8) || block & !0x7FFF_FFF8 != 0 || block < lowest {
        return Err(specification());
    }
    if block + 8 > context.storage.size() {
        return Err(NotThere.into());
    }
    request(Request::ServiceCall { command: context.gr_low(instruction.rre_r1()), block })
}

pub fn diagnose(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    let code = context.address(instruction) as u16;
    request(Request::Diagnose { code, r1: instruction.r1(), r3: instruction.r3() })
}

pub fn iucv(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    request(Request::Iucv { address: context.address(instruction) })
}

fn subchannel(context: &Context<'_>, function: SubchannelFunction) -> Ended {
    /// Bits 0-12 must be zero and bit 15 one in the subsystem-identification word.
    const FIXED: u32 = 0xFFF9_0000;
    let id = context.gr_low(1);
    if id & FIXED != 0x0001_0000 {
        return Err(ProgramInterruption::OPERAND.into());
    }
    request(Request::Subchannel(SubchannelRequest { id, function }))
}

macro_rules! on_subchannel {
    ($($name:ident $function:ident,)+) => {
        $(pub fn $name(context: &mut Context<'_>, _: Instruction) -> Ended {
            subchannel(context, SubchannelFunction::$function)
        })+
    };
}

on_subchannel! {
    clear_subchannel Clear,
    halt_subchannel Halt,
    resume_subchannel Resume,
    cancel_subchannel Cancel,
}

macro_rules! on_subchannel_with_operand {
    ($($name:ident $function:ident,)+) => {
        $(pub fn $name(context: &mut Context<'_>, instruction: Instruction) -> Ended {
            let address = context.aligned_address(instruction, 4)?;
            subchannel(context, SubchannelFunction::$function(address))
        })+
    };
}

on_subchannel_with_operand! {
    modify_subchannel Modify,
    start_subchannel Start,
    store_subchannel Store,
    test_subchannel Test,
}

pub fn test_pending_interruption(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    request(Request::PendingInterruption { address: context.aligned_address(instruction, 4)? })
}

pub fn store_channel_report_word(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    request(Request::ChannelReport { address: context.aligned_address(instruction, 4)? })
}

pub fn channel_subsystem_call(_: &mut Context<'_>, instruction: Instruction) -> Ended {
    request(Request::ChannelSubsystemCall { r1: instruction.rre_r1() })
}

/// CALL LOGICAL PROCESSOR of PCI functions: there are none.
pub fn call_logical_processor(context: &mut Context<'_>, _: Instruction) -> Ended {
    context.ends_with(3)
}

/// PERFORM TOPOLOGY FUNCTION: a guest's topology never changes, and cannot be changed: reason
/// code 1 for a request, 0 for the check.
pub fn perform_topology_function(context: &mut Context<'_>, instruction: Instruction) -> Ended {
    const CHECK: u64 = 2;
    let register = instruction.rre_r1();
    match context.gr(register) {
        CHECK => context.ends_with(0),
        0 | 1 => {
            let value = context.gr(register) | 1 << 8;
            context.cpu.gr[usize::from(register)] = value;
            context.ends_with(2)
        }
        _ => Err(specification()),
    }
}
