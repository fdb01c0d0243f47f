//! The channel-report word (Principles of Operation, "Channel-Report Word").

use bitfield_struct::bitfield;

/// Reporting-source code: a subchannel.
const SOURCE_SUBCHANNEL: u8 = 3;

/// One report of the channel subsystem.
#[bitfield(u32, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Crw {
    __: bool,
    /// S: solicited.
    pub solicited: bool,
    /// R: reports were lost.
    pub overflow: bool,
    /// C: another word of the same report follows.
    pub chaining: bool,
    /// RSC: what reports.
    #[bits(4)]
    pub reporting_source: u8,
    /// A: ancillary report.
    pub ancillary: bool,
    __: bool,
    /// ERC: what happened.
    #[bits(6)]
    pub error_recovery: u8,
    /// RSID: number of what reports.
    pub reporting_source_id: u16,
}

impl Crw {
    /// The subchannel that the report is about, if it is about one.
    pub fn subchannel(&self) -> Option<u16> {
        (self.reporting_source() == SOURCE_SUBCHANNEL).then(|| self.reporting_source_id())
    }
}
