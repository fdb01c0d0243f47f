//! The machine-check-interruption code (Principles of Operation, "Machine-Check-Interruption
//! Code").

use bitfield_struct::bitfield;

/// 64 bits that say what is wrong with the machine.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Mcic {
    /// Bit 0, SD.
    pub system_damage: bool,
    /// Bit 1, PD.
    pub processing_damage: bool,
    #[bits(7)]
    __: u8,
    /// Bit 9, CP.
    pub channel_report_pending: bool,
    #[bits(54)]
    __: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_have_the_manual_s_numbers() {
        assert_eq!(u64::from(Mcic::new().with_system_damage(true)), 1 << 63);
        assert_eq!(u64::from(Mcic::new().with_channel_report_pending(true)), 1 << (63 - 9));
    }
}
