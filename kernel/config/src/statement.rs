//! What the statements say once they are read.

use alloc::string::String;
use alloc::vec::Vec;
use syntax::{DeviceRange, Place};

use crate::{Features, Scope, SystemIdentifier};

/// Highest member slot of a persistent data record.
pub const MAX_SSI_SLOT: u8 = 32;
/// The most devices of one link between members.
pub const MAX_ISLINK_DEVICES: usize = 16;

/// A statement, where it stands and for which systems it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopedStatement {
    pub scope: Scope,
    pub place: Place,
    /// Its first and last record, qualifiers included.
    pub records: (u32, u32),
    pub statement: Statement,
}

/// One statement of SYSTEM CONFIG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    ActivateIsLink(IsLink),
    /// User IDs that get the operator's messages when nobody is logged on as OPERATOR.
    AlternateOperators(Vec<String>),
    CpOwned {
        /// 1 to 255.
        slot: u8,
        /// None: the slot is kept free.
        volid: Option<String>,
        /// Real device, where the volume is looked for at one only.
        device: Option<u16>,
    },
    Devices(Vec<DeviceSetting>),
    EmergencyConsoles(Vec<Console>),
    /// Whether minidisks are linked by the volume's label, not by its device.
    EnforceByVolid(bool),
    /// A name for several systems, to be used as a qualifier.
    Equate {
        name: String,
        systems: Vec<String>,
    },
    Features(Features),
    OperatorConsoles(Vec<Console>),
    RDevice(RDevice),
    RelocationDomain(RelocationDomain),
    Ssi(Ssi),
    SystemDateformat(DateFormat),
    SystemIdentifier(SystemIdentifier),
    SystemIdentifierDefault(String),
    SystemResidence(SystemResidence),
    /// Role (OPERATOR, STARTUP, ...) and user ID.
    SystemUserids(Vec<(String, String)>),
    TimezoneBoundary(TimezoneBoundary),
    TimezoneDefinition(TimeZone),
    UserVolume {
        list: VolumeList,
        /// Volume identifiers; patterns too, but for USER_VOLUME_LIST.
        volids: Vec<String>,
    },
    UserVolumeRdev {
        volid: String,
        device: u16,
    },
    /// A statement that is kept as it stands: the component that it is about reads it.
    Other {
        name: &'static str,
        operands: Vec<String>,
    },
}

/// SSI: the cluster and its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ssi {
    pub name: String,
    /// Volume that holds the persistent data record.
    pub pdr_volume: String,
    /// Slot (1 to [`MAX_SSI_SLOT`]) and member, by slot.
    pub slots: Vec<(u8, String)>,
}

/// An area of whole cylinders on a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemArea {
    pub volid: String,
    /// First cylinder.
    pub from: u32,
    /// Cylinders, at least 1.
    pub cylinders: u32,
}

/// SYSTEM_RESIDENCE: where checkpoint and warm start data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemResidence {
    pub checkpoint: SystemArea,
    pub warmstart: SystemArea,
}

/// ACTIVATE ISLINK: channel-to-channel devices to one other member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IsLink {
    /// At most [`MAX_ISLINK_DEVICES`], each once.
    pub devices: Vec<u16>,
    pub node: Option<String>,
}

/// RDEVICE: what a real device is and to which others it is equivalent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RDevice {
    pub devices: Vec<DeviceRange>,
    pub eqid: Option<String>,
    /// OSA, FCP, HIPERS, ...
    pub kind: Option<String>,
    /// Operands after the type.
    pub options: Vec<String>,
}

/// RELOCATION_DOMAIN: members among which a guest of the domain may move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelocationDomain {
    pub name: String,
    /// Each once, at least one.
    pub members: Vec<String>,
}

/// DEVICES: what CP does with real devices at IPL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceSetting {
    pub setting: Setting,
    pub devices: Vec<DeviceRange>,
}

/// The settings of DEVICES.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    Accepted,
    NotAccepted,
    DynamicIo,
    NotDynamicIo,
    Initialized,
    NotInitialized,
    OfflineAtIpl,
    OnlineAtIpl,
    Sensed,
    NotSensed,
    Shared,
    NotShared,
    Throttled,
    NotThrottled,
}

/// SYSTEM_DATEFORMAT: how CP shows dates where no user says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateFormat {
    /// mm/dd/yy.
    #[default]
    Short,
    /// mm/dd/yyyy.
    Full,
    /// yyyy-mm-dd.
    Iso,
}

/// TIMEZONE_BOUNDARY: when another time zone begins to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimezoneBoundary {
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, and a day of that month.
    pub day: u8,
    /// Seconds of that day, in the time that holds until then.
    pub second: u32,
    /// The zone that begins.
    pub zone: String,
}

/// A console the operator may be logged on at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    Device(u16),
    System3270,
    SystemConsole,
}

/// TIMEZONE_DEFINITION.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZone {
    pub name: String,
    /// Offset from UTC in seconds; east is positive.
    pub seconds_east: i32,
}

/// Which USER_VOLUME_ list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeList {
    Exclude,
    Include,
    List,
}
