//! A guest's CPU: what the architecture keeps of it.

use zarch::{AddressSpace, Psw};

use crate::Pending;

/// Bytes of a prefix area.
const PREFIX_AREA: u64 = 0x2000;

/// A CPU timer: it counts down while its CPU runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CpuTimer {
    value: i64,
    since: Option<u64>,
}

impl CpuTimer {
    /// What it shows at the TOD `now`.
    pub fn at(&self, now: u64) -> i64 {
        let passed = self.since.map_or(0, |since| now.saturating_sub(since));
        self.value.wrapping_sub(passed as i64)
    }

    /// It shows `value` now.
    pub fn set(&mut self, value: i64, now: u64) {
        self.value = value;
        self.since = self.since.map(|_| now);
    }

    /// Its CPU begins to run.
    pub fn start(&mut self, now: u64) {
        self.since.get_or_insert(now);
    }

    /// Its CPU ceases to run.
    pub fn stop(&mut self, now: u64) {
        self.value = self.at(now);
        self.since = None;
    }

    /// When it will be negative, if its CPU runs until then.
    pub fn expires(&self, now: u64) -> u64 {
        now.saturating_add(self.at(now).max(0) as u64)
    }
}

/// A guest's CPU.
#[derive(Clone, Debug)]
pub struct Cpu {
    /// General registers.
    pub gr: [u64; 16],
    /// PSW.
    pub psw: Psw,
    /// Control registers.
    pub cr: [u64; 16],
    /// Prefix: a multiple of 8 KiB below 2 GiB.
    pub prefix: u64,
    /// Clock comparator.
    pub clock_comparator: u64,
    /// CPU timer.
    pub cpu_timer: CpuTimer,
    /// TOD programmable field.
    pub tod_programmable: u32,
    /// Breaking-event address, as the last program interruption had it.
    pub breaking_event: u64,
    /// What STORE CPU ADDRESS gives.
    pub address: u16,
    /// What STORE CPU ID gives.
    pub id: u64,
    /// Interruptions that wait for this CPU.
    pub pending: Pending,
}

/// Control registers after a CPU reset (PoP, "Assignment of Control-Register Fields").
const INITIAL_CR0: u64 = 0xE0;
const INITIAL_CR14: u64 = 0xC200_0000;

impl Cpu {
    /// Comparator and timer that ask for nothing.
    const NEVER: u64 = u64::MAX;

    /// A CPU as initial CPU reset and clear reset leave it.
    pub fn new(address: u16, id: u64) -> Self {
        let mut cpu = Self {
            gr: [0; 16],
            psw: Psw::new(0, 0),
            cr: [0; 16],
            prefix: 0,
            clock_comparator: Self::NEVER,
            cpu_timer: CpuTimer::default(),
            tod_programmable: 0,
            breaking_event: 1,
            address,
            id,
            pending: Pending::default(),
        };
        (cpu.cr[0], cpu.cr[14]) = (INITIAL_CR0, INITIAL_CR14);
        cpu
    }

    /// The absolute address of a real one: prefixing.
    pub fn absolute(&self, real: u64) -> u64 {
        match real & !(PREFIX_AREA - 1) {
            0 => self.prefix + real,
            area if area == self.prefix => real - self.prefix,
            _ => real,
        }
    }

    /// Base and displacement as an address: register 0 means none.
    pub fn address_of(&self, base: u8, displacement: i32) -> u64 {
        let base = if base == 0 { 0 } else { self.gr[usize::from(base & 0xF)] };
        base.wrapping_add_signed(displacement.into()) & self.psw.addresses()
    }

    /// Sets the right half of a general register.
    pub fn set_low(&mut self, register: u8, value: u32) {
        let register = &mut self.gr[usize::from(register & 0xF)];
        *register = *register & !0xFFFF_FFFF | u64::from(value);
    }

    /// Sets what an address fills of a general register: all of it in 64-bit mode, else the right
    /// half.
    pub fn set_address(&mut self, register: u8, value: u64) {
        match self.psw.addresses() {
            u64::MAX => self.gr[usize::from(register & 0xF)] = value,
            _ => self.set_low(register, value as u32),
        }
    }

    /// A bit of control register 0, by its number in the manual.
    pub fn cr0_bit(&self, number: u32) -> bool {
        self.cr[0] >> (63 - number) & 1 != 0
    }

    /// The address-space-control element of a space.
    pub fn asce(&self, space: AddressSpace) -> u64 {
        match space {
            AddressSpace::Primary | AddressSpace::AccessRegister => self.cr[1],
            AddressSpace::Secondary => self.cr[7],
            AddressSpace::Home => self.cr[13],
        }
    }

    /// The space that instructions come from, if DAT is on.
    pub fn instruction_space(&self) -> AddressSpace {
        match self.psw.address_space() {
            AddressSpace::Home => AddressSpace::Home,
            _ => AddressSpace::Primary,
        }
    }

    /// Sets the condition code.
    pub fn set_condition_code(&mut self, code: u8) {
        self.psw = self.psw.with_condition_code(code);
    }

    /// Steps the instruction address back by `length` bytes.
    pub fn step_back(&mut self, length: u8) {
        let address = self.psw.address().wrapping_sub(length.into()) & self.psw.addresses();
        self.psw = self.psw.with_address(address);
    }

    /// Steps the instruction address on by `length` bytes.
    pub fn step_on(&mut self, length: u8) {
        let address = self.psw.address().wrapping_add(length.into()) & self.psw.addresses();
        self.psw = self.psw.with_address(address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixing_swaps_two_areas() {
        let mut cpu = Cpu::new(0, 0);
        cpu.prefix = 0x8000;
        let cases = [(0x10, 0x8010), (0x1FFF, 0x9FFF), (0x8010, 0x10), (0xA000, 0xA000)];
        for (real, absolute) in cases {
            assert_eq!(cpu.absolute(real), absolute);
        }
        cpu.prefix = 0;
        assert_eq!(cpu.absolute(0x10), 0x10);
    }

    #[test]
    fn addresses_wrap_in_their_mode() {
        let mut cpu = Cpu::new(0, 0);
        cpu.gr[1] = 0x1_7FFF_FFFF;
        cpu.psw = Psw::new(0x8000_0000, 0);
        assert_eq!(cpu.address_of(1, 1), 0);
        cpu.psw = Psw::supervisor(0);
        assert_eq!(cpu.address_of(1, 1), 0x1_8000_0000);
        assert_eq!(cpu.address_of(0, -1), u64::MAX);
    }

    #[test]
    fn the_timer_counts_while_its_cpu_runs() {
        let mut timer = CpuTimer::default();
        timer.set(100, 1000);
        assert_eq!(timer.at(5000), 100);
        timer.start(5000);
        assert_eq!((timer.at(5040), timer.expires(5040)), (60, 5100));
        timer.set(10, 5050);
        timer.stop(5055);
        assert_eq!(timer.at(9999), 5);
    }
}
