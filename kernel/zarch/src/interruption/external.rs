//! External-interruption codes.

use crate::codes::codes;

codes! {
    /// An external-interruption code (PoP, chapter 6, "External Interruption").
    ///
    /// The codes from 0x2603 on are not the machine's but its hypervisor's.
    pub struct ExternalInterruption(u16) {
        INTERRUPT_KEY = 0x0040 "interrupt key",
        CLOCK_COMPARATOR = 0x1004 "clock comparator",
        CPU_TIMER = 0x1005 "CPU timer",
        WARNING_TRACK = 0x1007 "warning track",
        MALFUNCTION_ALERT = 0x1200 "malfunction alert",
        EMERGENCY_SIGNAL = 0x1201 "emergency signal",
        EXTERNAL_CALL = 0x1202 "external call",
        TIMING_ALERT = 0x1406 "timing alert",
        MEASUREMENT_ALERT = 0x1407 "measurement alert",
        SERVICE_SIGNAL = 0x2401 "service signal",
        PFAULT = 0x2603 "pfault or virtio",
        IUCV = 0x4000 "IUCV",
    }
}
