//! The I/O instructions, on one subchannel each.

use core::arch::asm;

use ::trace::Kind;
use zarch::{Crw, Irb, Orb, Schib, SubchannelId};
use zerocopy::FromZeros;

use crate::trace;

/// The condition code of an I/O instruction, in the words of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionCode {
    /// 0: the function was initiated or the block was stored.
    Initiated = 0,
    /// 1: a status is pending, or nothing was pending.
    StatusPending,
    /// 2: the subchannel is busy.
    Busy,
    /// 3: there is no such subchannel, or it is not operational.
    NotOperational,
}

impl ConditionCode {
    fn from_program_mask(register: u64) -> Self {
        match register >> 28 & 3 {
            0 => Self::Initiated,
            1 => Self::StatusPending,
            2 => Self::Busy,
            _ => Self::NotOperational,
        }
    }
}

/// Issues an instruction with the subsystem-identification word in register 1 and an operand.
macro_rules! io_instruction {
    ($name:literal, $id:expr, $operand:expr) => {{
        let condition: u64;
        asm!(concat!($name, " 0({operand})"), "ipm {condition}",
             operand = in(reg_addr) $operand, condition = out(reg) condition,
             in("r1") u64::from(u32::from($id)), options(nostack));
        ConditionCode::from_program_mask(condition)
    }};
    ($name:literal, $id:expr) => {{
        let condition: u64;
        asm!($name, "ipm {condition}", condition = out(reg) condition,
             in("r1") u64::from(u32::from($id)), options(nostack));
        ConditionCode::from_program_mask(condition)
    }};
}

/// STORE SUBCHANNEL; none where there is no such subchannel.
pub fn store(id: SubchannelId) -> Option<Schib> {
    let mut schib = Schib::new_zeroed();
    // SAFETY: the instruction stores a whole SCHIB at `schib`.
    let condition = unsafe { io_instruction!("stsch", id, &raw mut schib) };
    (condition == ConditionCode::Initiated).then_some(schib)
}

/// MODIFY SUBCHANNEL.
pub fn modify(id: SubchannelId, schib: &Schib) -> ConditionCode {
    // SAFETY: the instruction reads a whole SCHIB; the modified fields enable the subchannel
    // and its paths only.
    unsafe { io_instruction!("msch", id, &raw const *schib) }
}

/// START SUBCHANNEL.
///
/// `orb` names a channel program in a [`DmaRegion`](crate::dma::DmaRegion) that lives until the
/// program has ended, and that names such regions only: the driver that owns both sees to it.
pub fn start(id: SubchannelId, orb: &Orb) -> ConditionCode {
    // SAFETY: the instruction reads a whole ORB; for its channel program see above.
    unsafe { io_instruction!("ssch", id, &raw const *orb) }
}

/// TEST SUBCHANNEL: the IRB, and whether a status was pending.
pub fn test(id: SubchannelId) -> (ConditionCode, Irb) {
    let mut irb = Irb::new_zeroed();
    // SAFETY: the instruction stores a whole IRB at `irb`.
    let condition = unsafe { io_instruction!("tsch", id, &raw mut irb) };
    if condition == ConditionCode::Initiated {
        trace::put(Kind::Status, 0, id.into(), irb.scsw.doublewords());
    }
    (condition, irb)
}

/// HALT SUBCHANNEL.
pub fn halt(id: SubchannelId) -> ConditionCode {
    // SAFETY: the instruction touches no storage.
    let condition = unsafe { io_instruction!("hsch", id) };
    trace::put(Kind::Halt, condition as u16, id.into(), [0, 0]);
    condition
}

/// CLEAR SUBCHANNEL.
pub fn clear(id: SubchannelId) -> ConditionCode {
    // SAFETY: the instruction touches no storage.
    let condition = unsafe { io_instruction!("csch", id) };
    trace::put(Kind::Clear, condition as u16, id.into(), [0, 0]);
    condition
}

/// STORE CHANNEL REPORT WORD; none where no report is pending.
pub fn report() -> Option<Crw> {
    let mut crw = Crw::new();
    // SAFETY: the instruction stores four bytes at `crw`.
    let condition = unsafe { io_instruction!("stcrw", SubchannelId::new(0), &raw mut crw) };
    let reported = condition == ConditionCode::Initiated;
    if reported {
        trace::put(Kind::ChannelReport, 0, crw.into(), [0, 0]);
    }
    reported.then_some(crw)
}

/// DIAGNOSE X'500' with function 3: tells a virtio device that one of its queues has work.
///
/// Register 2 names the subchannel, 3 the queue, 4 the cookie that the last one returned.
/// (virtio 1.x, "Guest->Host Notification" of channel I/O.)
pub fn notify(id: SubchannelId, queue: u16, cookie: u64) -> u64 {
    let answer: u64;
    // SAFETY: the instruction touches registers 1 to 4 only.
    unsafe {
        asm!("diag %r2, %r4, 0x500", in("r1") 3_u64,
             inout("r2") u64::from(u32::from(id)) => answer,
             in("r3") u64::from(queue), in("r4") cookie, options(nostack))
    };
    answer
}
