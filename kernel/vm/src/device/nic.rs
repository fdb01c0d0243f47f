//! Virtual network interface cards.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use directory::Name;

/// What a card simulates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NicKind {
    /// An OSA card in QDIO mode.
    Qdio,
    /// HiperSockets.
    HiperSockets,
}

impl NicKind {
    /// The word in QUERY VIRTUAL NIC.
    const fn word(self) -> &'static str {
        match self {
            Self::Qdio => "QDIO",
            Self::HiperSockets => "HIPERS",
        }
    }

    /// Device type and type of the channel path.
    const fn device(self) -> (&'static str, &'static str) {
        match self {
            Self::Qdio => ("OSA", "OSD"),
            Self::HiperSockets => ("HIPERS", "IQD"),
        }
    }
}

/// What a card is coupled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Whether it is a VSWITCH; else a guest LAN.
    pub switch: bool,
    /// The owner.
    pub owner: Name,
    /// The LAN's or switch's name.
    pub name: Name,
}

impl fmt::Display for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.switch { "VSWITCH" } else { "LAN" };
        write!(f, "{kind}: {} {}", self.owner, self.name)
    }
}

/// A card; its devices stand among the virtual machine's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nic {
    /// What it simulates.
    pub kind: NicKind,
    /// How many devices it has.
    pub devices: u16,
    /// Its virtual channel path.
    pub chpid: u8,
    /// MACID: the last three bytes of its MAC address, where the directory gives them.
    pub macid: Option<u32>,
    /// Its MAC address, once CP has given it one.
    pub mac: Option<[u8; 6]>,
    /// The port name that the guest gave.
    pub port_name: Option<String>,
    /// The LAN that the directory couples it to: owner, none for the user itself, and name.
    pub wanted: Option<(Option<Name>, Name)>,
    /// What it is coupled to.
    pub connection: Option<Connection>,
}

impl Nic {
    /// QUERY VIRTUAL NIC: two lines.
    pub fn lines(&self, base: u16) -> Vec<String> {
        let name = self.port_name.as_deref().unwrap_or("UNASSIGNED");
        let mac = self.mac.unwrap_or_default().map(|byte| format!("{byte:02X}")).join("-");
        let connection =
            self.connection.map_or_else(|| "LAN: * None".to_string(), |c| c.to_string());
        Vec::from([
            format!(
                "Adapter {base:04X}.P00 Type: {:<9} Name: {name:<11} Devices: {}",
                self.kind.word(),
                self.devices
            ),
            format!("  MAC: {mac:<25} {connection}"),
        ])
    }
}

/// A device of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NicUnit {
    /// The card's first device number.
    pub base: u16,
    /// Which of its devices, from 0.
    pub unit: u16,
    /// What the card simulates.
    pub kind: NicKind,
    /// The card's virtual channel path.
    pub chpid: u8,
}

impl NicUnit {
    pub(super) fn lines(&self, number: u16, subchannel: u16) -> Vec<String> {
        let Self { base, unit, chpid, .. } = self;
        let (device, path) = self.kind.device();
        Vec::from([
            format!(
                "OSA  {number:04X} ON NIC  {base:04X}  UNIT {unit:03} \
                 SUBCHANNEL = {subchannel:04X}"
            ),
            format!("     {number:04X} DEVTYPE {device:<11} VIRTUAL CHPID {chpid:02X} {path}"),
        ])
    }
}
