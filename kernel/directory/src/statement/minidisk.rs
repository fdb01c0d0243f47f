//! MDISK: a part of a volume, a whole volume, or temporary or virtual disk space.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::mode::AccessMode;
use crate::name::Name;
use crate::password::{Salt, Secret};
use crate::source::operands::{Fault, Operands, decimal};

/// Cylinders that the largest 3390 has (an Extended Address Volume).
const CYLINDERS: u32 = 262_668;
/// Blocks of 512 bytes that a V-DISK has at most: 2 GiB less one track's worth.
pub const VDISK_BLOCKS: u32 = 4_194_296;

/// What kind of disk a minidisk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiskType {
    /// 3380.
    Ckd3380,
    /// 3390.
    Ckd3390,
    /// 9345.
    Ckd9345,
    /// FB-512: blocks of 512 bytes.
    Fb512,
}

impl DiskType {
    pub(crate) fn new(word: &str) -> Option<Self> {
        let all = [Self::Ckd3380, Self::Ckd3390, Self::Ckd9345, Self::Fb512];
        all.into_iter().find(|kind| word.eq_ignore_ascii_case(kind.word()))
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Ckd3380 => "3380",
            Self::Ckd3390 => "3390",
            Self::Ckd9345 => "9345",
            Self::Fb512 => "FB-512",
        }
    }
}

impl fmt::Display for DiskType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The volume of a minidisk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Volume {
    /// `+VMRES` or `&SYSRES`: that which the member was IPLed from.
    SystemResidence,
    /// The volume of this label.
    Label(Name),
}

impl Volume {
    fn new(word: &str) -> Option<Self> {
        let residence = ["+VMRES", "&SYSRES"].iter().any(|own| word.eq_ignore_ascii_case(own));
        if residence { Some(Self::SystemResidence) } else { Name::label(word).map(Self::Label) }
    }
}

impl fmt::Display for Volume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SystemResidence => f.pad("+VMRES"),
            Self::Label(label) => label.fmt(f),
        }
    }
}

/// Where a minidisk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Space {
    /// Cylinders (of FB-512: blocks) of a volume.
    Extent {
        /// The first.
        start: u32,
        /// How many; none for `END`, to the end of the volume as it is at LOGON.
        size: Option<u32>,
        /// Of which volume.
        volume: Volume,
    },
    /// DEVNO: a whole real volume by its device number.
    Device(u16),
    /// T-DISK: so many cylinders or blocks of temporary disk space.
    Temporary(u32),
    /// V-DISK: so many blocks of storage.
    Virtual(u32),
}

impl Space {
    /// Whether this is a volume from its begin to its end.
    pub const fn is_full_pack(&self) -> bool {
        matches!(self, Self::Device(_) | Self::Extent { start: 0, size: None, .. })
    }
}

/// A minidisk password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkPassword {
    /// ALL: whoever links needs none.
    All,
    /// LINK asks for this.
    Secret(Secret),
}

impl LinkPassword {
    fn new(word: &str) -> Option<Self> {
        if word.eq_ignore_ascii_case("ALL") {
            return Some(Self::All);
        }
        Secret::new(word).map(Self::Secret)
    }

    fn sealed(&self, salt: Salt) -> Self {
        match self {
            Self::All => Self::All,
            Self::Secret(secret) => Self::Secret(secret.sealed(salt)),
        }
    }
}

impl fmt::Display for LinkPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("ALL"),
            Self::Secret(secret) => secret.fmt(f),
        }
    }
}

/// MDISK: one minidisk of the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mdisk {
    /// Virtual device number.
    pub device: u16,
    /// Kind of disk.
    pub kind: DiskType,
    /// Where it is.
    pub space: Space,
    /// How the owner gets it at LOGON.
    pub mode: AccessMode,
    /// Passwords of others for reading, writing and multiple write access, from the left.
    pub passwords: [Option<LinkPassword>; 3],
}

impl Mdisk {
    pub(crate) fn parse(operands: &mut Operands) -> Result<Self, Fault> {
        let device = operands.device("virtual device number")?;
        let kind = operands.parse("3390, 3380, 9345 or FB-512", DiskType::new)?;
        let space = space(operands, kind)?;
        let mode = match operands.peek() {
            Some(_) => AccessMode::parse(operands)?,
            None => AccessMode::WRITE,
        };
        let mut passwords = [const { None }; 3];
        for password in &mut passwords {
            if operands.peek().is_some() {
                let expected = "a minidisk password: 1 to 8 characters, or ALL";
                *password = Some(operands.parse(expected, LinkPassword::new)?);
            }
        }
        Ok(Self { device, kind, space, mode, passwords })
    }

    pub(crate) fn sealed(&self, salt: Salt) -> Self {
        let passwords = self.passwords.each_ref();
        let passwords = passwords.map(|password| password.as_ref().map(|own| own.sealed(salt)));
        Self { passwords, ..self.clone() }
    }
}

fn space(operands: &mut Operands, kind: DiskType) -> Result<Space, Fault> {
    let largest = if kind == DiskType::Fb512 { u32::MAX } else { CYLINDERS };
    if operands.take("DEVNO", 5) {
        return operands.device("real device number").map(Space::Device);
    }
    if operands.take("T-DISK", 6) {
        return operands.number("size", 1..=largest).map(Space::Temporary);
    }
    if operands.take("V-DISK", 6) {
        if kind != DiskType::Fb512 {
            return Err(operands.invalid("V-DISK only of type FB-512"));
        }
        return operands.number("blocks of 512 bytes", 1..=VDISK_BLOCKS).map(Space::Virtual);
    }
    let expected = "first cylinder or block, DEVNO, T-DISK or V-DISK";
    let start = operands.parse(expected, |word| decimal(word).filter(|&s| s < largest))?;
    let size = match operands.take("END", 3) {
        true => None,
        false => Some(operands.number("size, or END", 1..=largest - start)?),
    };
    let expected = "a volume label of 1 to 6 characters, or +VMRES";
    let volume = operands.parse(expected, Volume::new)?;
    Ok(Space::Extent { start, size, volume })
}

impl fmt::Display for Mdisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MDISK {:04X} {}", self.device, self.kind)?;
        match self.space {
            Space::Extent { start, size: Some(size), volume } => {
                write!(f, " {start} {size} {volume}")?;
            }
            Space::Extent { start, size: None, volume } => write!(f, " {start} END {volume}")?,
            Space::Device(device) => write!(f, " DEVNO {device:04X}")?,
            Space::Temporary(size) => write!(f, " T-DISK {size}")?,
            Space::Virtual(blocks) => write!(f, " V-DISK {blocks}")?,
        }
        write!(f, " {}", self.mode)?;
        self.passwords.iter().flatten().try_for_each(|password| write!(f, " {password}"))
    }
}
