//! Why an instruction ended with a program interruption.

use zarch::{AddressSpace, ProgramInterruption};

/// The translation-exception identification of a program interruption (PoP, "Translation-Exception
/// Identification").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Teid(pub u64);

impl Teid {
    /// Bits 52-53 = 10: the access was a fetch.
    pub const FETCH: u64 = 0x800;
    /// Bits 52-53 = 01: the access was a store.
    pub const STORE: u64 = 0x400;
    /// Bit 56, for protection: by instruction execution or low addresses, as bit 61 tells.
    const OTHER_PROTECTION: u64 = 0x80;
    /// Bit 61: the address bits are valid, for protection.
    const VALID: u64 = 0x04;

    /// The page of an address, how it was used, and in which space.
    pub fn new(address: u64, store: bool, space: AddressSpace) -> Self {
        let how = if store { Self::STORE } else { Self::FETCH };
        Self(address & !0xFFF | how | space as u64)
    }

    /// A protection that DAT gives.
    pub fn dat_protection(self) -> Self {
        Self(self.0 | Self::VALID)
    }

    /// Low-address protection.
    pub fn low_address_protection(self) -> Self {
        Self(self.0 | Self::OTHER_PROTECTION)
    }

    /// Instruction-execution protection.
    pub fn execution_protection(self) -> Self {
        Self(self.0 | Self::OTHER_PROTECTION | Self::VALID)
    }

    /// Whether the machine said that the access was an execution that the page forbids.
    pub fn is_execution_protection(self) -> bool {
        self.0 & (Self::OTHER_PROTECTION | Self::VALID) == Self::OTHER_PROTECTION | Self::VALID
    }

    /// Whether the machine said that the low addresses are protected.
    pub fn is_low_address_protection(self) -> bool {
        self.0 & (Self::OTHER_PROTECTION | Self::VALID) == Self::OTHER_PROTECTION
    }

    /// The page.
    pub fn page(self) -> u64 {
        self.0 & !0xFFF
    }

    /// Whether the access was a store, as far as the machine tells.
    pub fn is_store(self) -> bool {
        self.0 & Self::STORE != 0
    }

    /// The space of the access.
    pub fn space(self) -> AddressSpace {
        match self.0 & 3 {
            0 => AddressSpace::Primary,
            1 => AddressSpace::AccessRegister,
            2 => AddressSpace::Secondary,
            _ => AddressSpace::Home,
        }
    }
}

/// A program interruption to come, with what is stored beside the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// The code.
    pub code: ProgramInterruption,
    /// The translation-exception identification, for access exceptions.
    pub teid: Option<Teid>,
    /// The data-exception or vector-exception code.
    pub data_exception: Option<u8>,
    /// Class and code of a monitor event.
    pub monitor: Option<(u16, u64)>,
}

impl Program {
    /// One that has its code only.
    pub const fn new(code: ProgramInterruption) -> Self {
        Self { code, teid: None, data_exception: None, monitor: None }
    }

    /// An access exception.
    pub const fn access(code: ProgramInterruption, teid: Teid) -> Self {
        Self { teid: Some(teid), ..Self::new(code) }
    }

    /// Whether the old PSW names the instruction itself, so that it is done again (PoP, "Types of
    /// Instruction Ending": nullification).
    pub fn nullifies(&self) -> bool {
        use ProgramInterruption as Code;
        let code = self.code;
        (code.has_teid() && code != Code::PROTECTION)
            || (Code::AFX_TRANSLATION..=Code::LSX_TRANSLATION).contains(&code)
            || (Code::ALEN_TRANSLATION..=Code::ASTE_INSTANCE).contains(&code)
    }
}

impl From<ProgramInterruption> for Program {
    fn from(code: ProgramInterruption) -> Self {
        Self::new(code)
    }
}
