//! Statements of the Cross System Extensions (CSE, until z/VM 6.2). A cluster does without them:
//! each is told as an error with what takes its place, and kept for whoever converts the file.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use syntax::Place;

use crate::Scope;
use crate::operands::{Operands, Taken};
use crate::reader::{Fault, Token};

/// Most systems that CSE knew.
const MAX_SYSTEMS: u32 = 56;
/// Highest cylinder of an extended address volume.
const MAX_CYLINDER: u32 = 0x0FFF_FFFF;

/// A statement of CSE, where it stands and for which systems it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopedCse {
    pub scope: Scope,
    pub place: Place,
    /// Its first and last record, qualifiers included.
    pub records: (u32, u32),
    pub statement: Cse,
}

/// One statement of CSE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cse {
    /// XLINK_SYSTEM_INCLUDE: a system that shares minidisks, and its slot in each CSE area.
    SystemInclude { slot: u8, system: String },
    /// XLINK_SYSTEM_EXCLUDE: systems that share none.
    SystemExclude { systems: Vec<String> },
    /// XLINK_VOLUME_INCLUDE: volumes whose minidisks are guarded, and where their CSE area is.
    VolumeInclude { volid: String, cylinder: Option<u32> },
    /// XLINK_VOLUME_EXCLUDE: volumes that are not guarded.
    VolumeExclude { volids: Vec<String> },
    /// XSPOOL_SYSTEM: a system among those of whom a user logs on to one at a time.
    SpoolSystem { slot: u8, system: String, share_spool: bool },
    /// XSPOOL_XLIST_INPUT and _OUTPUT: users outside it, who log on to each system.
    SpoolExclude { userids: Vec<String> },
    /// Any other XLINK_ or XSPOOL_ statement.
    Other,
}

impl Cse {
    /// Reads a statement of CSE; none if `name` is no such statement's. The paper's spelling of
    /// XSPOOL, XSPPOOL, is one of it.
    pub(crate) fn read(name: &Token, tokens: &[Token]) -> Option<Taken<Self>> {
        let word = name.text.replacen("XSPPOOL_", "XSPOOL_", 1);
        if !word.starts_with("XLINK_") && !word.starts_with("XSPOOL_") {
            return None;
        }
        let mut operands = Operands::new(tokens, 1);
        let read = match word.as_str() {
            "XLINK_SYSTEM_INCLUDE" => system_include(&mut operands),
            "XLINK_SYSTEM_EXCLUDE" => system_exclude(&mut operands),
            "XLINK_VOLUME_INCLUDE" => volume_include(&mut operands),
            "XLINK_VOLUME_EXCLUDE" => volume_exclude(&mut operands),
            "XSPOOL_SYSTEM" => spool_system(&mut operands),
            "XSPOOL_XLIST_INPUT" | "XSPOOL_XLIST_OUTPUT" => spool_exclude(&mut operands),
            _ => return Some(Ok(Self::Other)),
        };
        Some(read.and_then(|statement| operands.end().map(|()| statement)))
    }

    /// What a cluster has instead.
    pub fn instead(&self) -> &'static str {
        match self {
            Self::SystemInclude { .. } | Self::SystemExclude { .. } => {
                "the members named by the SSI statement"
            }
            Self::VolumeInclude { .. } | Self::VolumeExclude { .. } => {
                "nothing: a cluster guards minidisks on every volume"
            }
            Self::SpoolSystem { .. } => {
                "the members named by the SSI statement; spool files are always shared"
            }
            Self::SpoolExclude { .. } => {
                "IDENTITY instead of USER in the directory for who may log on everywhere"
            }
            Self::Other => "nothing: the SSI statement makes a cluster",
        }
    }

    /// That there is such a statement.
    pub(crate) fn fault(&self, name: &Token) -> Fault {
        let problem = format!("{} is not allowed in an SSI cluster", name.text);
        Fault::new(name.at, problem, self.instead())
    }
}

fn slot(operands: &mut Operands<'_>) -> Taken<u8> {
    operands.keyword("SLOT")?;
    operands.number(1..=MAX_SYSTEMS, "a slot").map(|slot| slot as u8)
}

fn system_include(operands: &mut Operands<'_>) -> Taken<Cse> {
    let slot = slot(operands)?;
    Ok(Cse::SystemInclude { slot, system: operands.name("a system name")? })
}

fn system_exclude(operands: &mut Operands<'_>) -> Taken<Cse> {
    let systems = operands.list(&[], |operands| operands.pattern("a system name"))?;
    Ok(Cse::SystemExclude { systems })
}

fn volume_include(operands: &mut Operands<'_>) -> Taken<Cse> {
    let volid = operands.volid_pattern()?;
    let with_area = operands.skip_keyword("CYLINDER");
    let cylinder =
        with_area.then(|| operands.number(0..=MAX_CYLINDER, "a cylinder")).transpose()?;
    Ok(Cse::VolumeInclude { volid, cylinder })
}

fn volume_exclude(operands: &mut Operands<'_>) -> Taken<Cse> {
    let volids = operands.list(&[], Operands::volid_pattern)?;
    Ok(Cse::VolumeExclude { volids })
}

fn spool_system(operands: &mut Operands<'_>) -> Taken<Cse> {
    let slot = slot(operands)?;
    let system = operands.name("a system name")?;
    let share_spool = !operands.skip_keyword("SHARE_SPOOL") || operands.yes_or_no()?;
    Ok(Cse::SpoolSystem { slot, system, share_spool })
}

fn spool_exclude(operands: &mut Operands<'_>) -> Taken<Cse> {
    let userids = operands.list(&[], |operands| operands.pattern("a user ID"))?;
    Ok(Cse::SpoolExclude { userids })
}
