//! NICDEF: a virtual network interface card and the LAN or VSWITCH it is coupled to.

use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::source::operands::{Fault, Operands, hexadecimal};

/// Devices that a card has at least: read, write and data.
const DEVICES: u16 = 3;
/// Most devices of a card.
const MOST_DEVICES: u32 = 3072;
const OPERANDS: &str = "TYPE, DEVICES, LAN, CHPID, MACID, PORTNUMBER, PORTTYPE or VLAN";

/// Whose LAN a card is coupled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lan {
    /// The owner, `SYSTEM` for a VSWITCH; none for `*`, the user itself.
    pub owner: Option<Name>,
    /// The LAN's name.
    pub name: Name,
}

/// NICDEF: one card, or more of what an earlier NICDEF of the same device says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nicdef {
    /// First virtual device number of the card.
    pub device: u16,
    /// TYPE: `QDIO` or `HIPERSOCKETS`.
    pub kind: Option<String>,
    /// DEVICES: how many device numbers the card has.
    pub devices: Option<u16>,
    /// LAN: what it is coupled to.
    pub lan: Option<Lan>,
    /// CHPID: its virtual channel path.
    pub chpid: Option<u8>,
    /// MACID: the last three bytes of its MAC address.
    pub macid: Option<u32>,
    /// PORTNUMBER: its port on the VSWITCH.
    pub port: Option<u16>,
    /// PORTTYPE: `ACCESS` or `TRUNK`.
    pub port_type: Option<String>,
    /// VLAN: a VLAN or a set of them, `4` or `10-20`.
    pub vlan: Option<String>,
}

impl Nicdef {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let mut nic = Self {
            device: operands.device("virtual device number")?,
            kind: None,
            devices: None,
            lan: None,
            chpid: None,
            macid: None,
            port: None,
            port_type: None,
            vlan: None,
        };
        loop {
            nic.operand(operands)?;
            if operands.peek().is_none() {
                break;
            }
        }
        match nic.device.checked_add(nic.device_count() - 1) {
            Some(_) => Ok(nic),
            None => Err(operands.invalid("devices that end at FFFF")),
        }
    }

    fn operand(&mut self, operands: &mut Operands) -> Result<(), Fault> {
        if operands.take("TYPE", 4) {
            self.kind = Some(operands.parse("QDIO or HIPERSOCKETS", kind)?);
        } else if operands.take("DEVICES", 3) {
            let range = u32::from(DEVICES)..=MOST_DEVICES;
            self.devices = Some(operands.number("devices of the card", range)? as u16);
        } else if operands.take("LAN", 3) {
            let own = operands.take("*", 1);
            let owner =
                if own { None } else { Some(operands.name("owner of the LAN, SYSTEM or *")?) };
            self.lan = Some(Lan { owner, name: operands.name("name of the LAN")? });
        } else if operands.take("CHPID", 3) {
            let chpid = |word: &str| hexadecimal(word, 2);
            self.chpid = Some(operands.parse("channel path: 00 to FF", chpid)? as u8);
        } else if operands.take("MACID", 3) {
            let six = |word: &str| hexadecimal(word, 6).filter(|_| word.len() == 6);
            self.macid = Some(operands.parse("MAC identifier: 6 hexadecimal digits", six)?);
        } else if operands.take("PORTNUMBER", 5) {
            self.port = Some(operands.number("port", 1..=2048)? as u16);
        } else if operands.take("PORTTYPE", 5) {
            self.port_type = Some(operands.parse("ACCESS or TRUNK", port_type)?);
        } else if operands.take("VLAN", 4) {
            self.vlan = Some(operands.word("VLAN identifiers")?.to_ascii_uppercase());
        } else {
            operands.word(OPERANDS)?;
            return Err(operands.invalid(OPERANDS));
        }
        Ok(())
    }

    /// How many device numbers the card has.
    pub fn device_count(&self) -> u16 {
        self.devices.unwrap_or(DEVICES)
    }
}

fn kind(word: &str) -> Option<String> {
    let hiper = syntax::abbreviates(word, "HIPERSOCKETS", 5);
    let qdio = word.eq_ignore_ascii_case("QDIO");
    if hiper { Some("HIPERSOCKETS".into()) } else { qdio.then(|| "QDIO".into()) }
}

fn port_type(word: &str) -> Option<String> {
    let word = word.to_ascii_uppercase();
    ["ACCESS", "TRUNK"].contains(&word.as_str()).then_some(word)
}

impl fmt::Display for Nicdef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NICDEF {:04X}", self.device)?;
        self.kind.iter().try_for_each(|kind| write!(f, " TYPE {kind}"))?;
        self.devices.iter().try_for_each(|count| write!(f, " DEVICES {count}"))?;
        if let Some(Lan { owner, name }) = &self.lan {
            write!(f, " LAN {} {name}", owner.as_ref().map_or("*", Name::as_str))?;
        }
        self.chpid.iter().try_for_each(|chpid| write!(f, " CHPID {chpid:02X}"))?;
        self.macid.iter().try_for_each(|macid| write!(f, " MACID {macid:06X}"))?;
        self.port.iter().try_for_each(|port| write!(f, " PORTNUMBER {port}"))?;
        self.port_type.iter().try_for_each(|kind| write!(f, " PORTTYPE {kind}"))?;
        self.vlan.iter().try_for_each(|vlan| write!(f, " VLAN {vlan}"))
    }
}
