//! What is traced, and what the operands of each kind of entry are.

/// Defines the kinds: code, mnemonic, and the names of the operands in their order: halfword,
/// word, two doublewords. An operand without a name is zero.
macro_rules! kinds {
    ($($(#[$attribute:meta])* $kind:ident = $code:literal $mnemonic:literal $operands:expr,)+) => {
        /// Something that a CPU did or met.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum Kind {
            $($(#[$attribute])* $kind = $code,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The kind with this code.
            pub const fn of_code(code: u16) -> Option<Self> {
                match code {
                    $($code => Some(Self::$kind),)+
                    _ => None,
                }
            }

            /// How it is shown.
            pub const fn mnemonic(self) -> &'static str {
                match self {
                    $(Self::$kind => $mnemonic,)+
                }
            }

            /// What its operands are called.
            pub const fn operands(self) -> [&'static str; 4] {
                match self {
                    $(Self::$kind => $operands,)+
                }
            }
        }
    };
}

/// In place of the names: the doublewords are text in ASCII.
pub(crate) const TEXT: [&str; 4] = ["", "", "text", "text"];

kinds! {
    /// External interruption.
    External = 0x0100 "EXT" ["code", "parameter", "CPU", ""],
    /// I/O interruption.
    Io = 0x0200 "I/O" ["", "subchannel", "", ""],
    /// Machine-check interruption.
    MachineCheck = 0x0300 "MCK" ["", "", "code", "PSW"],
    /// Program interruption, with its translation-exception identification.
    Program = 0x0400 "PGM" ["code", "", "TEID", "PSW"],
    /// PSW RESTART.
    Restart = 0x0500 "RST" ["", "", "", "PSW"],
    /// Supervisor call in CP.
    SupervisorCall = 0x0600 "SVC" ["", "number", "", "PSW"],
    /// START SUBCHANNEL: the condition code, where the channel program is, its first CCW.
    Start = 0x1000 "SSCH" ["CC", "subchannel", "program", "CCW"],
    /// A status that TEST SUBCHANNEL took away: the SCSW.
    Status = 0x1100 "TSCH" ["", "subchannel", "SCSW", "status"],
    /// HALT SUBCHANNEL.
    Halt = 0x1200 "HSCH" ["CC", "subchannel", "", ""],
    /// CLEAR SUBCHANNEL.
    Clear = 0x1300 "CSCH" ["CC", "subchannel", "", ""],
    /// A channel-report word.
    ChannelReport = 0x1400 "CRW" ["", "word", "", ""],
    /// A virtio block device is given a request.
    Request = 0x2000 "REQ" ["slot", "subchannel", "kind", "block"],
    /// A request came back, or is given up: then the status is FF.
    RequestEnd = 0x2100 "END" ["slot", "subchannel", "status", ""],
    /// SIGNAL PROCESSOR.
    Signal = 0x3000 "SIGP" ["CC", "CPU", "order", "parameter"],
    /// SERVICE CALL, with the response code.
    ServiceCall = 0x3100 "SCLP" ["response", "command", "", ""],
    /// A command begins: its name, cut off.
    Command = 0x4000 "CMD" TEXT,
    /// CP ends: the abend code.
    Abend = 0x5000 "ABND" TEXT,
}
