//! Interruptions of a guest: into its prefix area, and on with its new PSW (PoP, "Interruptions").

use zarch::{IoInterruptionCode, Psw};
use zerocopy::{FromBytes, IntoBytes};

use crate::pending::Io;
use crate::{Cpu, NotThere, Program, Storage, prefix_area};

/// External-interruption codes (PoP, figure "External-Interruption Codes"; SCLP; CP).
pub mod external {
    /// Emergency signal.
    pub const EMERGENCY_SIGNAL: u16 = 0x1201;
    /// External call.
    pub const EXTERNAL_CALL: u16 = 0x1202;
    /// Clock comparator.
    pub const CLOCK_COMPARATOR: u16 = 0x1004;
    /// CPU timer.
    pub const CPU_TIMER: u16 = 0x1005;
    /// Service signal.
    pub const SERVICE_SIGNAL: u16 = 0x2401;
}

/// Bits of control register 0 that enable external interruptions.
mod subclass {
    pub const EMERGENCY_SIGNAL: u32 = 49;
    pub const EXTERNAL_CALL: u32 = 50;
    pub const CLOCK_COMPARATOR: u32 = 52;
    pub const CPU_TIMER: u32 = 53;
    pub const SERVICE_SIGNAL: u32 = 54;
}

/// A guest whose prefix area is not in its storage, or whose new PSW is not valid, over and over,
/// is not interruptible: it stops as if checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckStop;

impl From<NotThere> for CheckStop {
    fn from(_: NotThere) -> Self {
        Self
    }
}

type Delivered = Result<(), CheckStop>;

/// A CPU's prefix area.
struct PrefixArea<'a> {
    storage: &'a dyn Storage,
    origin: u64,
}

impl<'a> PrefixArea<'a> {
    fn of(cpu: &Cpu, storage: &'a dyn Storage) -> Self {
        Self { storage, origin: cpu.prefix }
    }

    fn put(&self, offset: u64, bytes: &[u8]) -> Delivered {
        Ok(self.storage.write(self.origin + offset, bytes)?)
    }

    /// Stores the old PSW and loads the new one.
    fn exchange(&self, cpu: &mut Cpu, old: u64) -> Delivered {
        self.put(old, cpu.psw.as_bytes())?;
        let mut bytes = [0; 16];
        self.storage.read(self.origin + old + prefix_area::TO_NEW_PSW, &mut bytes)?;
        cpu.psw = Psw::read_from_bytes(&bytes).map_err(|_| CheckStop)?;
        Ok(())
    }
}

/// A program interruption; `length` is that of the instruction, for the ILC.
///
/// The PSW is as the old one is to be.
pub fn program(cpu: &mut Cpu, storage: &dyn Storage, program: &Program, length: u8) -> Delivered {
    let area = PrefixArea::of(cpu, storage);
    let code = program.code.0.to_be_bytes();
    area.put(prefix_area::PROGRAM_IDENTIFICATION, &[0, length, code[0], code[1]])?;
    if let Some(teid) = program.teid {
        area.put(prefix_area::TEID, &teid.0.to_be_bytes())?;
        area.put(prefix_area::EXCEPTION_ACCESS, &[0])?;
    }
    if let Some(code) = program.data_exception {
        area.put(prefix_area::DATA_EXCEPTION_CODE, &u32::from(code).to_be_bytes())?;
    }
    if let Some((class, code)) = program.monitor {
        area.put(prefix_area::MONITOR_CLASS, &class.to_be_bytes())?;
        area.put(prefix_area::MONITOR_CODE, &code.to_be_bytes())?;
    }
    area.put(prefix_area::BREAKING_EVENT, &cpu.breaking_event.to_be_bytes())?;
    area.exchange(cpu, prefix_area::PROGRAM_OLD_PSW)
}

/// A supervisor-call interruption.
pub fn supervisor_call(cpu: &mut Cpu, storage: &dyn Storage, number: u8, length: u8) -> Delivered {
    let area = PrefixArea::of(cpu, storage);
    area.put(prefix_area::SVC_IDENTIFICATION, &[0, length, 0, number])?;
    area.exchange(cpu, prefix_area::SVC_OLD_PSW)
}

/// Takes the interruption of the highest priority that the CPU is enabled for; answers whether
/// there was one. `io` gives I/O interruptions of the subclasses that the mask (CR6's first byte)
/// has, and forgets them.
pub fn take(
    cpu: &mut Cpu,
    storage: &dyn Storage,
    now: u64,
    io: impl FnOnce(u8) -> Option<Io>,
) -> Result<bool, CheckStop> {
    if cpu.pending.restart {
        cpu.pending.restart = false;
        PrefixArea::of(cpu, storage).exchange(cpu, prefix_area::RESTART_OLD_PSW)?;
        return Ok(true);
    }
    if cpu.psw.external()
        && let Some((code, from, parameter)) = take_external(cpu, now)
    {
        let area = PrefixArea::of(cpu, storage);
        let code = code.to_be_bytes();
        let from = from.to_be_bytes();
        area.put(prefix_area::EXTERNAL_CPU_ADDRESS, &[from[0], from[1], code[0], code[1]])?;
        area.put(prefix_area::EXTERNAL_PARAMETER, &parameter.to_be_bytes())?;
        area.exchange(cpu, prefix_area::EXTERNAL_OLD_PSW)?;
        return Ok(true);
    }
    let subclasses = (cpu.cr[6] >> 24) as u8;
    if cpu.psw.io()
        && subclasses != 0
        && let Some(io) = io(subclasses)
    {
        self::io(cpu, storage, &io.code)?;
        return Ok(true);
    }
    Ok(false)
}

/// External interruptions in the order of their priority: code, CPU address, parameter.
fn take_external(cpu: &mut Cpu, now: u64) -> Option<(u16, u16, u32)> {
    if cpu.cr0_bit(subclass::EMERGENCY_SIGNAL)
        && let Some(from) = cpu.pending.take_emergency_signal()
    {
        return Some((external::EMERGENCY_SIGNAL, from, 0));
    }
    if cpu.cr0_bit(subclass::EXTERNAL_CALL)
        && let Some(from) = cpu.pending.external_call.take()
    {
        return Some((external::EXTERNAL_CALL, from, 0));
    }
    if cpu.cr0_bit(subclass::CLOCK_COMPARATOR) && cpu.clock_comparator < now {
        return Some((external::CLOCK_COMPARATOR, 0, 0));
    }
    if cpu.cr0_bit(subclass::CPU_TIMER) && cpu.cpu_timer.at(now) < 0 {
        return Some((external::CPU_TIMER, 0, 0));
    }
    if cpu.cr0_bit(subclass::SERVICE_SIGNAL)
        && let Some(parameter) = cpu.pending.service_signal.take()
    {
        return Some((external::SERVICE_SIGNAL, 0, parameter));
    }
    None
}

/// When a clock will interrupt this CPU as it is enabled now, if it runs until then; the greatest
/// value: never.
pub fn next_clock(cpu: &Cpu, now: u64) -> u64 {
    let external = cpu.psw.external();
    let comparator = external && cpu.cr0_bit(subclass::CLOCK_COMPARATOR);
    let timer = external && cpu.cr0_bit(subclass::CPU_TIMER);
    let comparator = if comparator { cpu.clock_comparator.saturating_add(1) } else { u64::MAX };
    let timer = if timer { cpu.cpu_timer.expires(now) } else { u64::MAX };
    comparator.min(timer)
}

fn io(cpu: &mut Cpu, storage: &dyn Storage, code: &IoInterruptionCode) -> Delivered {
    let area = PrefixArea::of(cpu, storage);
    area.put(prefix_area::IO_IDENTIFICATION, code.as_bytes())?;
    area.exchange(cpu, prefix_area::IO_OLD_PSW)
}

#[cfg(test)]
mod tests {
    use zarch::{ProgramInterruption, SubchannelId};

    use super::*;
    use crate::Teid;
    use crate::testing::Memory;

    const PREFIX: u64 = 0x2000;

    /// A CPU at 9000 with every new PSW disabled at 100 times its old PSW's number.
    fn guest() -> (Cpu, Memory) {
        let memory = Memory::new(0x1_0000);
        let mut cpu = Cpu::new(0, 0);
        cpu.prefix = PREFIX;
        cpu.psw = Psw::supervisor(0x9000).with_external(true).with_io(true);
        for old in (0x120..0x180).step_by(16) {
            memory.put(PREFIX + old + 0x80, 0x1_8000_0000);
            memory.put(PREFIX + old + 0x88, old * 0x100);
        }
        (cpu, memory)
    }

    #[test]
    fn a_program_interruption_is_stored_whole() {
        let (mut cpu, memory) = guest();
        let teid = Teid::new(0x1234_5678, true, zarch::AddressSpace::Home);
        let access = Program::access(ProgramInterruption::PAGE_TRANSLATION, teid);
        program(&mut cpu, &memory, &access, 6).unwrap();
        assert_eq!(memory.get(PREFIX + 0x88) as u32, 0x0006_0011);
        assert_eq!(memory.get(PREFIX + 0xA8), 0x1234_5403);
        assert_eq!(memory.get(PREFIX + 0x158), 0x9000);
        assert_eq!(cpu.psw, Psw::supervisor(0x1_5000));
    }

    #[test]
    fn interruptions_come_by_priority_as_far_as_enabled() {
        let (mut cpu, memory) = guest();
        cpu.pending.emergency_signal(3);
        cpu.pending.service_signal = Some(0x1000);
        cpu.clock_comparator = 10;
        cpu.cr[6] = 0x4000_0000;
        let mut io = Some(Io {
            subclass: 1,
            code: IoInterruptionCode::new(SubchannelId::new(7), 0xABCD, 1),
        });
        cpu.cr[0] |= 1 << (63 - 52) | 1 << (63 - 54) | 1 << (63 - 49);
        let open = cpu.psw;
        let mut codes = Vec::new();
        for _ in 0..3 {
            assert!(take(&mut cpu, &memory, 100, |_| None).unwrap());
            codes.push((memory.get(PREFIX + 0x80) & 0xFFFF) as u16);
            cpu.psw = open;
            if codes.last() == Some(&external::CLOCK_COMPARATOR) {
                cpu.clock_comparator = u64::MAX;
            }
        }
        assert_eq!(codes, [0x1201, 0x1004, 0x2401]);
        assert!(take(&mut cpu, &memory, 100, |mask| (mask == 0x40).then(|| io.take())?).unwrap());
        assert_eq!(memory.get(PREFIX + 0xB8), 0x0001_0007_0000_ABCD);
        cpu.psw = open;
        assert!(!take(&mut cpu, &memory, 100, |_| io.take()).unwrap());
    }

    #[test]
    fn a_disabled_cpu_takes_nothing() {
        let (mut cpu, memory) = guest();
        cpu.pending.service_signal = Some(0);
        cpu.clock_comparator = 0;
        cpu.psw = Psw::supervisor(0x9000);
        cpu.cr[0] = u64::MAX;
        assert_eq!(take(&mut cpu, &memory, 100, |_| None), Ok(false));
        assert_eq!(next_clock(&cpu, 100), u64::MAX);
        cpu.psw = cpu.psw.with_external(true);
        assert_eq!(next_clock(&cpu, 100), 1);
    }

    #[test]
    fn a_prefix_area_outside_of_storage_is_told() {
        let (mut cpu, memory) = guest();
        cpu.prefix = 0x7FFF_E000;
        assert_eq!(supervisor_call(&mut cpu, &memory, 1, 2), Err(CheckStop));
    }
}
