//! INDICATE USER and SPACES of the own virtual machine.

use alloc::format;

use directory::statement::ipl::IplSource;

use crate::Answer;
use crate::machine::VirtualMachine;
use crate::users::Usage;

/// What a virtual machine has had of the machine since LOGON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Times.
    pub usage: Usage,
    /// Pages of its storage that are in real storage.
    pub resident: u64,
}

const MINUTE: u64 = 60_000_000;

impl VirtualMachine {
    /// INDICATE USER: eight lines, those of the CPUs for the base CPU alone. Nothing is paged,
    /// locked or reserved.
    pub fn indicate_user(&self, activity: &Activity) -> Answer {
        let Activity { usage, resident } = *activity;
        let (user, mode, storage) = (self.user, self.mode_word(), self.storage.configured);
        let system = match self.ipl.as_ref().map(|ipl| ipl.source) {
            Some(IplSource::Device(device)) => format!("DEV {device:04X}"),
            Some(IplSource::System(name)) => format!("{name:<8}"),
            None => "NONE    ".into(),
        };
        let devices = self.devices.iter().count();
        let connected = usage.connect / MINUTE;
        let minutes = |used: u64| format!("{:03}:{:02}", used / MINUTE, used % MINUTE / 1_000_000);
        let (virtual_cpu, total) = (minutes(usage.virtual_cpu), minutes(usage.total_cpu));
        let base = self.cpus.base();
        let kind = self.cpus.get(base).map_or("CP".into(), |cpu| format!("{}", cpu.kind));
        Answer::text([
            format!("USERID={user:<8} MACH={mode:<3} STOR={storage} VIRT=V XSTORE=NONE"),
            format!("IPLSYS={system} DEVNUM={devices:05}"),
            format!("PAGES: RES={resident}  WS={resident}  LOCKEDREAL=0  RESVD=0"),
            format!("       INSTAN={resident}"),
            "NPREF=0  PREF=0  READS=0  WRITES=0".into(),
            format!(
                "CPU {base:02X}: CTIME={:02}:{:02} VTIME={virtual_cpu} TTIME={total} IO=000000",
                connected / 60,
                connected % 60
            ),
            format!("        RDR=000000 PRT=000000 PCH=000000 TYPE={kind:<4} CPUAFFIN=ON"),
        ])
    }

    /// INDICATE SPACES and QUERY SPACES: the one address space that a virtual machine has.
    pub fn indicate_spaces(&self, activity: &Activity) -> Answer {
        let (user, size, pages) = (self.user, self.storage.configured, activity.resident);
        let space = format!("{user}:BASE");
        Answer::text([
            format!("Spaceid={space:<33} Owned size={size} PRIVATE"),
            format!("Pages: Main={pages} Xstore=--- Dasd=0 Locked=0"),
            format!("       Instan={pages}"),
            "Private paging:".into(),
            "Xstore: Reads=--- Writes=--- Migrates=---".into(),
            "Dasd: Reads=0 Writes=0".into(),
        ])
    }
}
