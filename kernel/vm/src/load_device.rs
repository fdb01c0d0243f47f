//! SET LOADDEV: the SCSI disk from which IPL of an FCP device loads.

use alloc::format;
use alloc::string::String;

/// Highest number of a boot program.
pub(crate) const BOOT_PROGRAMS: u32 = 30;

/// What IPL of an FCP device goes by (CP Commands, "SET LOADDEV"); all zeros where nothing is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadDevice {
    /// Worldwide port name of the storage server.
    pub port_name: u64,
    /// Logical unit number.
    pub lun: u64,
    /// The boot program, 0 to 30.
    pub boot_program: u32,
    /// Logical block address of the boot record.
    pub boot_record: u64,
}

impl LoadDevice {
    /// QUERY LOADDEV.
    pub fn lines(&self) -> [String; 2] {
        let halves = |value: u64| format!("{:08X} {:08X}", value >> 32, value & 0xFFFF_FFFF);
        [
            format!(
                "PORTNAME {}    LUN  {}    BOOTPROG {}",
                halves(self.port_name),
                halves(self.lun),
                self.boot_program
            ),
            format!("BR_LBA   {}", halves(self.boot_record)),
        ]
    }
}
