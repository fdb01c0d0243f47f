//! The program-status word. PoP, chapter 4, "Program-Status Word".

mod esa;
mod mask;

pub use esa::EsaPsw;
pub use mask::PswMask;

use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// A z/Architecture PSW: 16 bytes on a doubleword boundary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C, align(8))]
pub struct Psw {
    /// Bits 0-63: the system mask, the program mask and the addressing mode.
    pub mask: PswMask,
    /// Bits 64-127: the instruction address.
    pub address: U64,
}

const _: () = assert!(size_of::<Psw>() == 16);
const _: () = assert!(core::mem::offset_of!(Psw, address) == 8);

/// Why loading a PSW ends in an early specification exception (PoP, chapter 6, "Early Exception
/// Recognition").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PswFault {
    /// A bit that must be zero is one; in bit 12 it is an ESA/390 PSW.
    UnassignedBit,
    /// EA is one, but BA is zero.
    AddressingMode,
    /// The address does not fit into the 24 or 31 bits of the addressing mode.
    Address,
}

impl Psw {
    /// Supervisor state, 64-bit addressing, key 0, disabled for everything; `dat` turns on
    /// translation in the primary address space.
    pub const fn new_supervisor(dat: bool, address: u64) -> Self {
        let mask = PswMask::new()
            .with_dat(dat)
            .with_extended_addressing(true)
            .with_basic_addressing(true);
        Self { mask, address: U64::new(address) }
    }

    /// A disabled wait, which stops the CPU and shows `address` to whoever watches it.
    pub const fn disabled_wait(address: u64) -> Self {
        Self::new_supervisor(false, address).with_wait()
    }

    /// The same PSW in the wait state.
    pub const fn with_wait(self) -> Self {
        Self { mask: self.mask.with_wait(true), ..self }
    }

    /// The same PSW enabled for I/O interruptions.
    pub const fn with_io(self) -> Self {
        Self { mask: self.mask.with_io(true), ..self }
    }

    /// The same PSW enabled for external interruptions.
    pub const fn with_external(self) -> Self {
        Self { mask: self.mask.with_external(true), ..self }
    }

    /// The same PSW enabled for machine checks.
    pub const fn with_machine_check(self) -> Self {
        Self { mask: self.mask.with_machine_check(true), ..self }
    }

    /// The same PSW in the problem state.
    pub const fn with_problem_state(self) -> Self {
        Self { mask: self.mask.with_problem_state(true), ..self }
    }

    /// Whether LPSWE would load this PSW without an early specification exception.
    pub const fn check(&self) -> Result<(), PswFault> {
        if self.mask.into_bits_native() & PswMask::UNASSIGNED != 0 {
            return Err(PswFault::UnassignedBit);
        }
        let limit = match (self.mask.extended_addressing(), self.mask.basic_addressing()) {
            (true, true) => return Ok(()),
            (true, false) => return Err(PswFault::AddressingMode),
            (false, true) => 1 << 31,
            (false, false) => 1 << 24,
        };
        if self.address.get() < limit { Ok(()) } else { Err(PswFault::Address) }
    }

    /// Whether the CPU stops for good on this PSW: waiting, and nothing can wake it but a
    /// restart.
    pub const fn is_disabled_wait(&self) -> bool {
        let mask = self.mask;
        mask.wait() && !mask.io() && !mask.external() && !mask.machine_check()
    }
}
