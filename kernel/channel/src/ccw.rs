//! A CCW of either format, and what is wrong with one (Principles of Operation, "Channel-Command
//! Word" and "Program Check").

use zarch::ccw::{CCW_BYTES, TRANSFER_IN_CHANNEL};
use zarch::{Ccw0, Ccw1, CcwFlags};
use zerocopy::transmute;

use crate::storage::Check;
use crate::{CcwFormat, Program};

/// A CCW.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ccw {
    pub command: u8,
    pub flags: CcwFlags,
    pub count: u16,
    pub address: u32,
}

impl Ccw {
    pub(crate) fn decode(bytes: [u8; CCW_BYTES], format: CcwFormat) -> Self {
        let (command, flags, count, address) = match format {
            CcwFormat::Format0 => {
                let ccw: Ccw0 = transmute!(bytes);
                (ccw.command, ccw.flags, ccw.count, ccw.data_address())
            }
            CcwFormat::Format1 => {
                let ccw: Ccw1 = transmute!(bytes);
                (ccw.command, ccw.flags, ccw.count, ccw.data_address.get())
            }
        };
        Self { command, flags: CcwFlags::from_bits_retain(flags), count: count.get(), address }
    }

    /// Whether the CCW is a TIC; of format 0 only the right half of the code counts.
    pub(crate) const fn is_transfer(&self, format: CcwFormat) -> bool {
        match format {
            CcwFormat::Format0 => self.command & 0x0F == TRANSFER_IN_CHANNEL,
            CcwFormat::Format1 => self.command == TRANSFER_IN_CHANNEL,
        }
    }

    /// Where a TIC leads.
    pub(crate) fn target(&self, format: CcwFormat) -> Result<u32, Check> {
        let clean = self.flags.is_empty() && self.count == 0;
        let valid = clean || format == CcwFormat::Format0;
        if valid && self.address.is_multiple_of(CCW_BYTES as u32) {
            Ok(self.address)
        } else {
            Err(Check::Program)
        }
    }

    /// Whether a CCW that is no TIC may stand where it is; of one that was reached by data chaining
    /// the command code does not count.
    pub(crate) fn check(&self, program: &Program, data_chained: bool) -> Result<(), Check> {
        let chain_data = self.flags.contains(CcwFlags::CHAIN_DATA);
        let code = data_chained || !matches!(self.command & 0x0F, 0 | TRANSFER_IN_CHANNEL);
        let may_be_empty = program.ccws == CcwFormat::Format1 && !chain_data && !data_chained;
        let may_suspend = program.suspend && !chain_data && !data_chained;
        let valid = code
            && (self.count != 0 || may_be_empty)
            && (may_suspend || !self.flags.contains(CcwFlags::SUSPEND))
            && !self.flags.contains(CcwFlags::MODIFIED_INDIRECT)
            && u64::from(self.address) < program.ccws.end()
            && (!self.flags.contains(CcwFlags::INDIRECT)
                || self.address.is_multiple_of(program.idaws.bytes()));
        if valid { Ok(()) } else { Err(Check::Program) }
    }
}
