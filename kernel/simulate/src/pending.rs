//! Interruptions that wait until their CPU is enabled for them.

use zarch::IoInterruptionCode;

/// CPUs that may signal one another.
const CPUS: usize = 64;

/// An I/O interruption of a guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Io {
    /// The interruption subclass, 0 to 7.
    pub subclass: u8,
    /// What is stored.
    pub code: IoInterruptionCode,
}

/// Interruptions of one CPU; what the clocks ask for is not among them, it is always computed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pending {
    /// SIGP EMERGENCY SIGNAL, a bit for each CPU that sent one.
    pub emergency_signals: u64,
    /// SIGP EXTERNAL CALL: the CPU that sent one.
    pub external_call: Option<u16>,
    /// The service signal's parameter.
    pub service_signal: Option<u32>,
    /// The PSW restart.
    pub restart: bool,
}

impl Pending {
    /// Notes an emergency signal from a CPU.
    pub fn emergency_signal(&mut self, from: u16) {
        self.emergency_signals |= 1 << (usize::from(from) % CPUS);
    }

    /// Takes the emergency signal of the lowest CPU address.
    pub(crate) fn take_emergency_signal(&mut self) -> Option<u16> {
        let from = self.emergency_signals.trailing_zeros();
        (self.emergency_signals != 0).then(|| {
            self.emergency_signals &= self.emergency_signals - 1;
            from as u16
        })
    }
}
