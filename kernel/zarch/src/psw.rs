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
const DAT: u64 = bit(5);
const IO: u64 = bit(6);
const EXTERNAL: u64 = bit(7);
const MACHINE_CHECK: u64 = bit(13);
const WAIT: u64 = bit(14);
const EXTENDED_AND_BASIC_ADDRESSING: u64 = bit(31) | bit(32);

impl Psw {
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

    /// The instruction address.
    pub fn with_address(self, address: u64) -> Self {
        Self { address: U64::new(address), ..self }
    }

    /// Whether the CPU waits.
    pub fn wait(&self) -> bool {
        self.mask.get() & WAIT != 0
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
    }
}
