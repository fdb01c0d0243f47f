//! The PDR's header: which cluster it is of, and who has which slot.

use alloc::vec::Vec;
use core::mem::offset_of;

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::block::{Prefix, open, seal};
use super::name::NO_NAME;
use super::{Fault, HEADER_BLOCK, Name, SLOTS};
use crate::block::Block;

const WHAT: &str = "PDR";
/// X'80': cross-system timeouts are disabled (PDRBK).
const NO_TIMEOUTS: u8 = 0x80;

/// Block [`HEADER_BLOCK`].
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct HeaderBlock {
    prefix: Prefix,
    ssi_name: [u8; 8],
    /// `UNLOCKED` or `FORMSSI`, as in the key of z/VM's PDR.
    state: [u8; 8],
    flags: u8,
    reserved: [u8; 23],
    /// Blanks where a slot is AVAILABLE.
    slots: [[u8; 8]; SLOTS],
}

const _: () = assert!(size_of::<HeaderBlock>() == 320);
const _: () = assert!(offset_of!(HeaderBlock, ssi_name) == 24);
const _: () = assert!(offset_of!(HeaderBlock, state) == 32);
const _: () = assert!(offset_of!(HeaderBlock, flags) == 40);
const _: () = assert!(offset_of!(HeaderBlock, slots) == 64);

/// Whether a utility has the PDR in work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Members may use it.
    Unlocked,
    /// FORMSSI is at it, or was interrupted.
    Formssi,
}

impl Lock {
    const fn word(self) -> &'static str {
        match self {
            Self::Unlocked => "UNLOCKED",
            Self::Formssi => "FORMSSI",
        }
    }
}

/// What the header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The cluster's name.
    pub ssi_name: Name,
    /// TOD of the FORMSSI CREATE that made this PDR; all its blocks carry it.
    pub generation: u64,
    /// Whether a utility has it in work.
    pub lock: Lock,
    /// Whether a member whose heartbeat stops is treated as gone, and stops itself.
    pub timeouts: bool,
    /// Who has slot 1 and so on; none where a slot is AVAILABLE. A block has room for [`SLOTS`].
    pub slots: Vec<Option<Name>>,
}

impl Header {
    /// The header as block [`HEADER_BLOCK`].
    pub fn to_block(&self) -> Block {
        let ebcdic = |name: Option<Name>| name.map_or(NO_NAME, Name::to_ebcdic);
        let mut slots = [NO_NAME; SLOTS];
        for (to, &from) in slots.iter_mut().zip(&self.slots) {
            *to = ebcdic(from);
        }
        seal(&HeaderBlock {
            prefix: Prefix::new(WHAT, self.generation, 0),
            ssi_name: self.ssi_name.to_ebcdic(),
            state: ebcdic(Name::new(self.lock.word())),
            flags: if self.timeouts { 0 } else { NO_TIMEOUTS },
            reserved: [0; 23],
            slots,
        })
    }

    /// The header in block [`HEADER_BLOCK`].
    pub fn from_block(block: &Block) -> Result<Self, Fault> {
        let body: HeaderBlock = open(block, HEADER_BLOCK, WHAT, 0)?;
        let fault = |field| Fault::Value { block: HEADER_BLOCK, field };
        let name = |bytes| match bytes {
            NO_NAME => Ok(None),
            bytes => Name::from_ebcdic(bytes).map(Some).ok_or(fault("system name")),
        };
        let state = Name::from_ebcdic(body.state);
        let lock = [Lock::Unlocked, Lock::Formssi]
            .into_iter()
            .find(|lock| state == Name::new(lock.word()))
            .ok_or(fault("PDR state"))?;
        Ok(Self {
            ssi_name: Name::from_ebcdic(body.ssi_name).ok_or(fault("SSI name"))?,
            generation: body.prefix.generation.get(),
            lock,
            timeouts: body.flags & NO_TIMEOUTS == 0,
            slots: body.slots.map(name).into_iter().collect::<Result<_, _>>()?,
        })
    }
}
