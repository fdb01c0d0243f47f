//! Sense bytes (GA32-0274, "Sense Data").

use core::fmt;

use bitflags::bitflags;

use super::Recovery;

/// Byte 27, bit 0: bytes 8 to 23 have the older format, without a program action code.
const FORMAT_24_BYTES: u8 = 0x80;
/// Byte 25, bit 0 of a program action code: a compound one, of retry count and further steps.
const COMPOUND: u8 = 0x80;
/// Sense bytes that a message shows: what is wrong, where, and message format.
const SHOWN: usize = 8;

bitflags! {
    /// What is wrong: bytes 0, 1 and 2.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Flags: u32 {
        /// The command or its parameters are not valid.
        const COMMAND_REJECT = 0x80_00_00;
        /// The device is not ready.
        const INTERVENTION_REQUIRED = 0x40_00_00;
        /// Bad parity came from the channel.
        const BUS_OUT_PARITY = 0x20_00_00;
        /// Something is broken.
        const EQUIPMENT_CHECK = 0x10_00_00;
        /// The data on the device are bad.
        const DATA_CHECK = 0x08_00_00;
        /// Data came too late.
        const OVERRUN = 0x04_00_00;
        /// Trying again is of no use.
        const PERMANENT_ERROR = 0x00_80_00;
        /// The records are not as the command expects them.
        const INVALID_TRACK_FORMAT = 0x00_40_00;
        /// A multitrack command reached the cylinder's end.
        const END_OF_CYLINDER = 0x00_20_00;
        /// The record that is searched is not on the track.
        const NO_RECORD_FOUND = 0x00_08_00;
        /// The track is outside the extent, or the mask forbids the command.
        const FILE_PROTECTED = 0x00_04_00;
        /// The device may not be written.
        const WRITE_INHIBITED = 0x00_02_00;
        /// The subsystem asks that nothing more is written.
        const REQUEST_INHIBIT_WRITE = 0x00_00_80;
        /// The error is told for the log.
        const ENVIRONMENTAL_DATA = 0x00_00_10;
    }
}

/// What each flag is called, the gravest first.
const NAMES: [(Flags, &str); 12] = [
    (Flags::COMMAND_REJECT, "command reject"),
    (Flags::INTERVENTION_REQUIRED, "intervention required"),
    (Flags::WRITE_INHIBITED, "write inhibited"),
    (Flags::NO_RECORD_FOUND, "no record found"),
    (Flags::INVALID_TRACK_FORMAT, "invalid track format"),
    (Flags::FILE_PROTECTED, "file protected"),
    (Flags::END_OF_CYLINDER, "end of cylinder"),
    (Flags::DATA_CHECK, "data check"),
    (Flags::EQUIPMENT_CHECK, "equipment check"),
    (Flags::BUS_OUT_PARITY, "bus-out parity check"),
    (Flags::OVERRUN, "overrun"),
    (Flags::ENVIRONMENTAL_DATA, "environmental data present"),
];

/// What a 3990 tells about a unit check.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sense(pub [u8; 32]);

impl Sense {
    /// What is wrong.
    pub const fn flags(&self) -> Flags {
        let [first, second, third, ..] = self.0;
        Flags::from_bits_retain(u32::from_be_bytes([0, first, second, third]))
    }

    /// What to do about it.
    pub fn recovery(&self) -> Recovery {
        let flags = self.flags();
        let hopeless = Flags::PERMANENT_ERROR
            | Flags::COMMAND_REJECT
            | Flags::END_OF_CYLINDER
            | Flags::FILE_PROTECTED;
        if flags.intersects(Flags::WRITE_INHIBITED | Flags::REQUEST_INHIBIT_WRITE) {
            Recovery::ReadOnly
        } else if flags.intersects(hopeless) {
            Recovery::Fail
        } else if flags.intersects(Flags::NO_RECORD_FOUND | Flags::INVALID_TRACK_FORMAT) {
            Recovery::NoRecord
        } else if flags.contains(Flags::INTERVENTION_REQUIRED) {
            Recovery::NotReady
        } else if self.0[27] & FORMAT_24_BYTES != 0 {
            Recovery::Retry
        } else {
            self.program_action()
        }
    }

    /// What the program action code says, byte 25.
    fn program_action(&self) -> Recovery {
        match self.0[25] {
            code if code & COMPOUND != 0 => Recovery::Retry,
            // Permanent; length of an update write; next track outside the extent.
            0x01 | 0x0F | 0x15 => Recovery::Fail,
            0x02 | 0x03 => Recovery::NotReady,
            // State change pending; busy.
            0x1D | 0x1E => Recovery::RetryLater,
            _ => Recovery::Retry,
        }
    }
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flags = self.flags();
        let named = NAMES.iter().find(|(flag, _)| flags.contains(*flag));
        f.write_str(named.map_or("unit check", |(_, name)| name))?;
        f.write_str(", sense ")?;
        self.0.iter().take(SHOWN).try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl fmt::Debug for Sense {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(bytes: &[(usize, u8)]) -> Sense {
        let mut sense = [0; 32];
        for &(place, byte) in bytes {
            sense[place] = byte;
        }
        Sense(sense)
    }

    #[test]
    fn the_older_format_goes_by_its_flags() {
        let judged = |first, second| sense(&[(0, first), (1, second), (27, 0x80)]).recovery();
        assert_eq!(judged(0x00, 0x08), Recovery::NoRecord);
        assert_eq!(judged(0x00, 0x40), Recovery::NoRecord, "a record of another length");
        assert_eq!(judged(0x10, 0x02), Recovery::ReadOnly, "Hercules' readonly volume");
        assert_eq!(judged(0x80, 0x00), Recovery::Fail);
        assert_eq!(judged(0x40, 0x00), Recovery::NotReady);
        assert_eq!(judged(0x08, 0x00), Recovery::Retry);
        assert_eq!(judged(0x08, 0x80), Recovery::Fail);
    }

    #[test]
    fn the_newer_format_goes_by_its_program_action_code() {
        let judged = |code| sense(&[(0, 0x10), (25, code)]).recovery();
        assert_eq!(judged(0x1D), Recovery::RetryLater);
        assert_eq!(judged(0x01), Recovery::Fail);
        assert_eq!(judged(0x02), Recovery::NotReady);
        assert_eq!(judged(0x83), Recovery::Retry);
    }

    #[test]
    fn a_message_names_the_error_and_the_first_bytes() {
        let text = sense(&[(1, 0x08), (7, 0x04)]).to_string();
        assert_eq!(text, "no record found, sense 0008000000000004");
    }
}
