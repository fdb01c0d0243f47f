//! Parameters of LOCATE RECORD EXTENDED (SA22-1025, "Locate Record Extended"; Linux's
//! `LRE_eckd_data`). Its extended operations are not here, so it does what LOCATE RECORD does.

use zarch::eckd::LocateRecord;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::sense::Cause;

/// Parameters of LOCATE RECORD EXTENDED.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct LocateRecordExtended {
    locate: LocateRecord,
    reserved: u8,
    /// Extended operation.
    pub operation: u8,
    parameter_length: [u8; 2],
}
const _: () = assert!(size_of::<LocateRecordExtended>() == 20);

impl LocateRecordExtended {
    /// The parameters without what extended operations have.
    pub fn plain(&self) -> Result<LocateRecord, Cause> {
        let plain = self.reserved == 0 && self.operation == 0 && self.parameter_length == [0; 2];
        if plain { Ok(self.locate) } else { Err(Cause::InvalidParameter) }
    }
}
