//! The architecture as types: one structure a file, with the manuals' names.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

pub mod ccw;
mod ccw0;
mod channel_report;
mod codes;
mod dat;
pub mod eckd;
mod irb;
mod lowcore;
mod machine_check;
mod orb;
mod program_interruption;
mod psw;
mod schib;
pub mod sclp;
mod sense_id;
mod status;
mod subchannel_id;
mod subchannel_status;
pub mod tod;
pub mod virtio;

pub use ccw::{Ccw1, CcwFlags};
pub use ccw0::Ccw0;
pub use channel_report::Crw;
pub use dat::{Asce, PageEntry, Region3Entry, SegmentEntry};
pub use irb::{DeviceStatus, Irb, Scsw};
pub use lowcore::Lowcore;
pub use machine_check::Mcic;
pub use orb::{Orb, OrbControl};
pub use program_interruption::ProgramInterruption;
pub use psw::{AddressSpace, Psw};
pub use schib::{Pmcw, Schib};
pub use sense_id::SenseId;
pub use status::CpuStatus;
pub use subchannel_id::{IoInterruptionCode, SubchannelId};
pub use subchannel_status::SubchannelStatus;
