//! What an ORB says of a channel program.

use zarch::Orb;

/// Format of the CCWs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CcwFormat {
    /// 24-bit data addresses.
    Format0,
    /// 31-bit data addresses.
    Format1,
}

/// Format of the IDAWs, and how much of storage each but the first designates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdawFormat {
    /// 31-bit addresses of 2 KiB.
    Format1,
    /// 64-bit addresses of 2 KiB.
    Format2Small,
    /// 64-bit addresses of 4 KiB.
    Format2,
}

/// A channel program of a guest.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Address of the first CCW.
    pub address: u32,
    /// Subchannel key, 0 to 15.
    pub key: u8,
    /// Format of the CCWs.
    pub ccws: CcwFormat,
    /// Format of the IDAWs.
    pub idaws: IdawFormat,
    /// Whether CCWs may have the S flag.
    pub suspend: bool,
    /// Whether the length of an immediate operation is never wrong. It never is in format 0.
    pub length_suppression: bool,
}

impl From<&Orb> for Program {
    fn from(orb: &Orb) -> Self {
        let control = orb.control();
        Self {
            address: orb.channel_program_address.get(),
            key: control.key(),
            ccws: if control.format() { CcwFormat::Format1 } else { CcwFormat::Format0 },
            idaws: match (control.format_2_idaw(), control.idaw_2k()) {
                (false, _) => IdawFormat::Format1,
                (true, true) => IdawFormat::Format2Small,
                (true, false) => IdawFormat::Format2,
            },
            suspend: control.suspend(),
            length_suppression: control.length_suppression(),
        }
    }
}

impl CcwFormat {
    /// The first address that CCWs cannot have.
    pub(crate) const fn end(self) -> u64 {
        match self {
            Self::Format0 => 1 << 24,
            Self::Format1 => 1 << 31,
        }
    }
}

impl IdawFormat {
    /// Bytes of an IDAW.
    pub(crate) const fn bytes(self) -> u32 {
        match self {
            Self::Format1 => 4,
            Self::Format2Small | Self::Format2 => 8,
        }
    }

    /// Bytes of storage that an IDAW designates.
    pub(crate) const fn block(self) -> u64 {
        match self {
            Self::Format1 | Self::Format2Small => 2048,
            Self::Format2 => 4096,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zerocopy::FromBytes;

    fn program(word_1: u32) -> Program {
        let mut orb = [0; 32];
        orb[4..8].copy_from_slice(&word_1.to_be_bytes());
        orb[8..12].copy_from_slice(&[0, 0x12, 0x34, 0x50]);
        Program::from(&Orb::read_from_bytes(&orb).expect("32 bytes"))
    }

    #[test]
    fn the_orb_says_how_ccws_and_idaws_look() {
        // Key 3, S, F, H, L.
        let large = program(0x3882_FF80);
        assert_eq!((large.address, large.key), (0x12_3450, 3));
        assert_eq!((large.ccws, large.idaws), (CcwFormat::Format1, IdawFormat::Format2));
        assert!(large.suspend && large.length_suppression);
        // H and T.
        assert_eq!(program(0x0003_FF00).idaws, IdawFormat::Format2Small);
        let small = program(0x0001_FF00);
        assert_eq!((small.ccws, small.idaws), (CcwFormat::Format0, IdawFormat::Format1));
        assert!(!small.suspend && !small.length_suppression);
    }
}
