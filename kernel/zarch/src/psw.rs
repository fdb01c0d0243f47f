//! The program-status word (Principles of Operation, "Program-Status-Word Format").

use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// A z/Architecture PSW: 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout)]
#[repr(C, align(8))]
pub struct Psw {
    mask: U64,
    address: U64,
}
const _: () = assert!(size_of::<Psw>() == 16);

/// PSW bits by their number in the manual, bit 0 the leftmost.
const fn bit(number: u32) -> u64 {
    1 << (63 - number)
}
const PER: u64 = bit(1);
const DAT: u64 = bit(5);
const IO: u64 = bit(6);
const EXTERNAL: u64 = bit(7);
const KEY: u64 = bit(8) | bit(9) | bit(10) | bit(11);
const KEY_SHIFT: u32 = 63 - 11;
const MACHINE_CHECK: u64 = bit(13);
const WAIT: u64 = bit(14);
const PROBLEM: u64 = bit(15);
const ADDRESS_SPACE: u64 = bit(16) | bit(17);
const ADDRESS_SPACE_SHIFT: u32 = 63 - 17;
const CONDITION_CODE: u64 = bit(18) | bit(19);
const CONDITION_CODE_SHIFT: u32 = 63 - 19;
const PROGRAM_MASK: u64 = bit(20) | bit(21) | bit(22) | bit(23);
const EXTENDED_ADDRESSING: u64 = bit(31);
const BASIC_ADDRESSING: u64 = bit(32);
const EXTENDED_AND_BASIC_ADDRESSING: u64 = EXTENDED_ADDRESSING | BASIC_ADDRESSING;
/// Every bit that may be one. Bit 12 is one in short PSWs only.
const ASSIGNED: u64 = PER
    | DAT
    | IO
    | EXTERNAL
    | KEY
    | MACHINE_CHECK
    | WAIT
    | PROBLEM
    | ADDRESS_SPACE
    | CONDITION_CODE
    | PROGRAM_MASK
    | EXTENDED_AND_BASIC_ADDRESSING;

/// The address-space control, bits 16-17: where instructions and operands are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressSpace {
    /// 0: all in the primary space.
    Primary,
    /// 1: operands in the spaces that access registers name.
    AccessRegister,
    /// 2: operands in the secondary space, instructions in the primary.
    Secondary,
    /// 3: all in the home space.
    Home,
}

impl Psw {
    /// A PSW of its two doublewords, whatever they say.
    pub const fn new(mask: u64, address: u64) -> Self {
        Self { mask: U64::new(mask), address: U64::new(address) }
    }

    /// Supervisor state, 64-bit addressing, everything else off.
    pub const fn supervisor(address: u64) -> Self {
        Self { mask: U64::new(EXTENDED_AND_BASIC_ADDRESSING), address: U64::new(address) }
    }

    /// A wait that nothing ends, with a wait state code as its address; 24-bit mode, so that it
    /// shows as the manuals print it: `00020000 00000000 00000000 00000961`.
    pub const fn disabled_wait(code: u64) -> Self {
        Self { mask: U64::new(WAIT), address: U64::new(code) }
    }

    fn with(self, bits: u64, on: bool) -> Self {
        let mask = if on { self.mask.get() | bits } else { self.mask.get() & !bits };
        Self { mask: U64::new(mask), ..self }
    }

    /// Bit 5, DAT mode.
    pub fn with_dat(self, on: bool) -> Self {
        self.with(DAT, on)
    }

    /// Bit 6, I/O mask.
    pub fn with_io(self, on: bool) -> Self {
        self.with(IO, on)
    }

    /// Bit 7, external mask.
    pub fn with_external(self, on: bool) -> Self {
        self.with(EXTERNAL, on)
    }

    /// Bit 13, machine-check mask.
    pub fn with_machine_check(self, on: bool) -> Self {
        self.with(MACHINE_CHECK, on)
    }

    /// Bit 14, wait state.
    pub fn with_wait(self, on: bool) -> Self {
        self.with(WAIT, on)
    }

    /// Bit 15, problem state.
    pub fn with_problem(self, on: bool) -> Self {
        self.with(PROBLEM, on)
    }

    /// Bits 16-17.
    pub fn with_address_space(self, space: AddressSpace) -> Self {
        let field = (space as u64) << ADDRESS_SPACE_SHIFT;
        Self { mask: U64::new(self.mask.get() & !ADDRESS_SPACE | field), ..self }
    }

    /// Bits 8-11.
    pub fn with_key(self, key: u8) -> Self {
        let field = u64::from(key & 0xF) << KEY_SHIFT;
        Self { mask: U64::new(self.mask.get() & !KEY | field), ..self }
    }

    /// Bits 18-19.
    pub fn with_condition_code(self, code: u8) -> Self {
        let field = u64::from(code & 3) << CONDITION_CODE_SHIFT;
        Self { mask: U64::new(self.mask.get() & !CONDITION_CODE | field), ..self }
    }

    /// Bits 0-63.
    pub fn with_mask(self, mask: u64) -> Self {
        Self { mask: U64::new(mask), ..self }
    }

    /// The instruction address.
    pub fn with_address(self, address: u64) -> Self {
        Self { address: U64::new(address), ..self }
    }

    /// Whether the CPU waits.
    pub fn wait(&self) -> bool {
        self.mask.get() & WAIT != 0
    }

    /// Whether bit 5 is one: DAT mode.
    pub fn dat(&self) -> bool {
        self.mask.get() & DAT != 0
    }

    /// Whether bit 6 is one: I/O interruptions may come.
    pub fn io(&self) -> bool {
        self.mask.get() & IO != 0
    }

    /// Whether bit 7 is one: external interruptions may come.
    pub fn external(&self) -> bool {
        self.mask.get() & EXTERNAL != 0
    }

    /// Whether bit 13 is one: machine checks may come.
    pub fn machine_check(&self) -> bool {
        self.mask.get() & MACHINE_CHECK != 0
    }

    /// Whether bit 15 is one: problem state.
    pub fn problem(&self) -> bool {
        self.mask.get() & PROBLEM != 0
    }

    /// Bits 8-11: the access key.
    pub fn key(&self) -> u8 {
        ((self.mask.get() & KEY) >> KEY_SHIFT) as u8
    }

    /// Bits 16-17.
    pub fn address_space(&self) -> AddressSpace {
        match (self.mask.get() & ADDRESS_SPACE) >> ADDRESS_SPACE_SHIFT {
            0 => AddressSpace::Primary,
            1 => AddressSpace::AccessRegister,
            2 => AddressSpace::Secondary,
            _ => AddressSpace::Home,
        }
    }

    /// Bits 18-19.
    pub fn condition_code(&self) -> u8 {
        ((self.mask.get() & CONDITION_CODE) >> CONDITION_CODE_SHIFT) as u8
    }

    /// The addresses that the addressing mode has: a mask of 24, 31 or 64 bits.
    pub fn addresses(&self) -> u64 {
        match self.mask.get() & EXTENDED_AND_BASIC_ADDRESSING {
            EXTENDED_AND_BASIC_ADDRESSING => u64::MAX,
            BASIC_ADDRESSING => 0x7FFF_FFFF,
            _ => 0xFF_FFFF,
        }
    }

    /// Whether it has none of the errors that are told as soon as it is loaded (PoP, "Early
    /// Exception Recognition").
    pub fn is_valid(&self) -> bool {
        let modes = self.mask.get() & EXTENDED_AND_BASIC_ADDRESSING;
        self.mask.get() & !ASSIGNED == 0
            && modes != EXTENDED_ADDRESSING
            && self.address.get() & !self.addresses() == 0
    }

    /// Whether it is a wait that no interruption ends: a disabled wait.
    pub fn is_disabled_wait(&self) -> bool {
        self.wait() && self.mask.get() & (IO | EXTERNAL | MACHINE_CHECK) == 0
    }

    /// Bits 0-63.
    pub fn mask(&self) -> u64 {
        self.mask.get()
    }

    /// The instruction address.
    pub fn address(&self) -> u64 {
        self.address.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paper_s_disabled_wait() {
        let psw = Psw::disabled_wait(0x961);
        let mut bytes = [0; 16];
        bytes[1] = 0x02;
        bytes[14] = 0x09;
        bytes[15] = 0x61;
        assert_eq!(psw.as_bytes(), bytes);
    }

    #[test]
    fn masks_stand_where_the_manual_has_them() {
        let psw = Psw::supervisor(0x10000).with_dat(true).with_io(true).with_external(true);
        assert_eq!(psw.mask(), 0x0700_0001_8000_0000);
        assert_eq!(psw.with_machine_check(true).with_wait(true).mask(), 0x0706_0001_8000_0000);
        let psw = psw.with_key(0xA).with_problem(true).with_condition_code(2);
        let psw = psw.with_address_space(AddressSpace::Home);
        assert_eq!(psw.mask(), 0x07A1_E001_8000_0000);
        assert_eq!((psw.key(), psw.condition_code()), (0xA, 2));
        assert_eq!(psw.address_space(), AddressSpace::Home);
    }

    #[test]
    fn a_psw_is_judged_as_it_is_loaded() {
        assert!(Psw::supervisor(u64::MAX).is_valid());
        assert!(Psw::disabled_wait(0x961).is_valid());
        assert!(!Psw::new(0x0000_0001_0000_0000, 0).is_valid(), "EA without BA");
        assert!(!Psw::new(0x0000_0000_8000_0000, 0x8000_0000).is_valid(), "more than 31 bits");
        assert!(!Psw::new(0x0008_0000_8000_0000, 0).is_valid(), "bit 12");
    }
}
