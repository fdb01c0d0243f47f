//! Orders of PERFORM SUBSYSTEM FUNCTION (GA32-0274, SA22-1025, "Perform Subsystem Function";
//! Linux's `dasd_psf_prssd_data`, `dasd_psf_ssc_data`).

use crate::sense::Cause;

/// Bytes of the longest order.
pub const LONGEST_ORDER: usize = SET_SUBSYSTEM_CHARACTERISTICS_BYTES;
/// Bytes of the feature codes.
pub const FEATURE_CODES_BYTES: usize = 256;

const PREPARE_FOR_READ: u8 = 0x18;
const PREPARE_FOR_READ_BYTES: usize = 12;
const SET_SUBSYSTEM_CHARACTERISTICS: u8 = 0x1D;
const SET_SUBSYSTEM_CHARACTERISTICS_BYTES: usize = 66;
const FEATURE_CODES: u8 = 0x41;

/// What an order asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// READ SUBSYSTEM DATA is to give the feature codes: there are none, so that channel programs
    /// have DEFINE EXTENT, LOCATE RECORD and a command for each record.
    PrepareFeatureCodes,
    /// The host tells what it is.
    SetSubsystemCharacteristics,
}

/// Bytes of an order that begins with `code`.
pub const fn length(code: u8) -> usize {
    match code {
        PREPARE_FOR_READ => PREPARE_FOR_READ_BYTES,
        SET_SUBSYSTEM_CHARACTERISTICS => SET_SUBSYSTEM_CHARACTERISTICS_BYTES,
        _ => 2,
    }
}

impl Order {
    /// The order in `bytes`. Those that are not here, and what else could be prepared (unit address
    /// configuration, attention messages, extent pools), are invalid parameters: Linux then goes on
    /// without.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Cause> {
        match *bytes {
            [PREPARE_FOR_READ, 0, 0, 0, 0, 0, FEATURE_CODES, 0, 0, 0, 0, 0] => {
                Ok(Self::PrepareFeatureCodes)
            }
            [SET_SUBSYSTEM_CHARACTERISTICS, 0, ..] => Ok(Self::SetSubsystemCharacteristics),
            _ => Err(Cause::InvalidParameter),
        }
    }
}
