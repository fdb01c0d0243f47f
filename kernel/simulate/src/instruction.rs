//! An instruction, taken apart (PoP, "Instruction Formats").

use core::fmt;

/// An instruction that a CPU came back with, as SIE tells it: the first halfword (IPA) and the
/// two that follow (IPB); halfwords that it does not have are zero.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Instruction {
    /// The first halfword.
    pub ipa: u16,
    /// Second and third.
    pub ipb: u32,
    /// Whether EXECUTE (its length) stands at the PSW, or the instruction itself.
    pub executed_by: Option<u8>,
}

impl Instruction {
    /// The instruction whose bytes these are; those after its length do not matter.
    pub fn new(bytes: [u8; 6]) -> Self {
        let ipa = u16::from_be_bytes([bytes[0], bytes[1]]);
        let ipb = u32::from_be_bytes([bytes[2], bytes[3], bytes[4], bytes[5]]);
        let ipb = match length(bytes[0]) {
            2 => 0,
            4 => ipb & 0xFFFF_0000,
            _ => ipb,
        };
        Self { ipa, ipb, executed_by: None }
    }

    /// The operation code: the first byte, and where the format has it, the second, the second
    /// half of the second, or the sixth.
    pub fn code(&self) -> u16 {
        match self.ipa >> 8 {
            0x01 | 0xB2 | 0xB3 | 0xB9 | 0xE5 => self.ipa,
            0xE3 | 0xE7 | 0xEB..=0xED => self.ipa & 0xFF00 | self.ipb as u16 & 0xFF,
            0xA5 | 0xA7 | 0xC0 | 0xC2 | 0xC4 | 0xC6 | 0xC8 => self.ipa & 0xFF0F,
            _ => self.ipa & 0xFF00,
        }
    }

    /// Bytes from the PSW's instruction to the next: its own, or those of the EXECUTE.
    pub fn length(&self) -> u8 {
        self.executed_by.unwrap_or_else(|| length((self.ipa >> 8) as u8))
    }

    /// Bits 8-11: R1 of the formats RS, RX, RSY, RXY, SI's I2 first half.
    pub fn r1(&self) -> u8 {
        (self.ipa >> 4 & 0xF) as u8
    }

    /// Bits 12-15: R3 of RS and RSY, X2 of RX and RXY.
    pub fn r3(&self) -> u8 {
        (self.ipa & 0xF) as u8
    }

    /// Bits 8-15: I2 of SI.
    pub fn immediate(&self) -> u8 {
        self.ipa as u8
    }

    /// Bits 24-27: R1 of RRE and RRF.
    pub fn rre_r1(&self) -> u8 {
        (self.ipb >> 20 & 0xF) as u8
    }

    /// Bits 28-31: R2 of RRE and RRF.
    pub fn rre_r2(&self) -> u8 {
        (self.ipb >> 16 & 0xF) as u8
    }

    /// Bits 16-19: R3 or M3 of RRF.
    pub fn rrf_r3(&self) -> u8 {
        (self.ipb >> 28) as u8
    }

    /// Bits 20-23: M4 of RRF.
    pub fn rrf_m4(&self) -> u8 {
        (self.ipb >> 24 & 0xF) as u8
    }

    /// Bits 16-19 and 20-31: base and displacement of S, SI, RS, RX, and the first of SS.
    pub fn base_displacement(&self) -> (u8, i32) {
        ((self.ipb >> 28) as u8, (self.ipb >> 16 & 0xFFF) as i32)
    }

    /// Bits 16-19, and the 20 bits with a sign of RSY and RXY.
    pub fn base_long_displacement(&self) -> (u8, i32) {
        let low = self.ipb >> 16 & 0xFFF;
        let high = (self.ipb >> 8) as u8 as i8;
        ((self.ipb >> 28) as u8, i32::from(high) << 12 | low as i32)
    }

    /// Bits 32-35 and 36-47: the second base and displacement of SS, SSE and SSF.
    pub fn second_base_displacement(&self) -> (u8, i32) {
        ((self.ipb >> 12 & 0xF) as u8, (self.ipb & 0xFFF) as i32)
    }
}

/// Bytes of an instruction, by its first byte.
pub fn length(first: u8) -> u8 {
    match first >> 6 {
        0 => 2,
        1 | 2 => 4,
        _ => 6,
    }
}

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.ipa)?;
        match length((self.ipa >> 8) as u8) {
            2 => Ok(()),
            4 => write!(f, " {:04X}", self.ipb >> 16),
            _ => write!(f, " {:04X} {:04X}", self.ipb >> 16, self.ipb & 0xFFFF),
        }
    }
}

impl fmt::Debug for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instruction({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_taken_apart() {
        // LCTLG 1,3,-8(12)
        let lctlg = Instruction::new([0xEB, 0x13, 0xCF, 0xF8, 0xFF, 0x2F]);
        assert_eq!((lctlg.code(), lctlg.r1(), lctlg.r3()), (0xEB2F, 1, 3));
        assert_eq!(lctlg.base_long_displacement(), (12, -8));
        assert_eq!(lctlg.to_string(), "EB13 CFF8 FF2F");
        // LPSWE 0x200(1): what follows the four bytes is not its own
        let lpswe = Instruction::new([0xB2, 0xB2, 0x12, 0x00, 0x47, 0xF0]);
        assert_eq!((lpswe.code(), lpswe.length()), (0xB2B2, 4));
        assert_eq!(lpswe.base_displacement(), (1, 0x200));
        assert_eq!(lpswe.to_string(), "B2B2 1200");
        // IPTE 4,2,0,0
        let ipte = Instruction::new([0xB2, 0x21, 0x00, 0x42, 0, 0]);
        assert_eq!((ipte.rre_r1(), ipte.rre_r2(), ipte.rrf_r3()), (4, 2, 0));
        // MVCOS 0(1),0(2),3
        let mvcos = Instruction::new([0xC8, 0x30, 0x10, 0x00, 0x20, 0x08]);
        assert_eq!((mvcos.code(), mvcos.r1()), (0xC800, 3));
        assert_eq!(mvcos.second_base_displacement(), (2, 8));
    }
}
