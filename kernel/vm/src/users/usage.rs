//! What a session has used: QUERY TIME and LOGOFF.

use core::fmt;

const SECOND: u64 = 1_000_000;
const HUNDREDTH: u64 = SECOND / 100;

/// Times in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Since the logon.
    pub connect: u64,
    /// CPU time of the virtual machine.
    pub virtual_cpu: u64,
    /// CPU time of the virtual machine and of CP for it.
    pub total_cpu: u64,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let connect = self.connect / SECOND;
        let (hours, minutes, seconds) = (connect / 3600, connect / 60 % 60, connect % 60);
        write!(f, "CONNECT= {hours:02}:{minutes:02}:{seconds:02}")?;
        [("VIRTCPU", self.virtual_cpu), ("TOTCPU", self.total_cpu)].into_iter().try_for_each(
            |(name, used)| {
                let (minutes, seconds) = (used / SECOND / 60, used / SECOND % 60);
                let hundredths = used / HUNDREDTH % 100;
                write!(f, " {name}= {minutes:03}:{seconds:02}.{hundredths:02}")
            },
        )
    }
}
