//! A member's own block: its state and its heartbeat.

use alloc::vec::Vec;
use core::mem::offset_of;

use zerocopy::big_endian::U64;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::block::{Prefix, open, seal};
use super::{Fault, Name, SLOT_BLOCK, SLOTS, block_of};
use crate::block::Block;

const WHAT: &str = "PDRSLOT";

/// Blocks 25 to 56.
#[derive(FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct SlotBlock {
    prefix: Prefix,
    name: [u8; 8],
    state: u8,
    down_reason: u8,
    mode: u8,
    reserved: [u8; 5],
    incarnation: U64,
    heartbeat: U64,
    sequence: U64,
    last_change: U64,
    refused_claim: U64,
    reserved_2: [u8; 48],
    declared_down: [U64; SLOTS],
}

const _: () = assert!(size_of::<SlotBlock>() == 384);
const _: () = assert!(offset_of!(SlotBlock, name) == 24);
const _: () = assert!(offset_of!(SlotBlock, state) == 32);
const _: () = assert!(offset_of!(SlotBlock, incarnation) == 40);
const _: () = assert!(offset_of!(SlotBlock, refused_claim) == 72);
const _: () = assert!(offset_of!(SlotBlock, declared_down) == 128);

/// State of a member, with the codes of z/VM's PMSBK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// Not IPLed, left in order, or known to be gone.
    Down = 0,
    /// Asks to be let in.
    Joining = 1,
    /// A full member.
    Joined = 2,
    /// In SHUTDOWN, from step PLMLV to step PLMDN.
    Leaving = 3,
    /// Up, but not in the cluster: shares nothing.
    Isolated = 4,
    /// Was joined and lost its peers.
    Suspended = 5,
    /// What others call a member that neither beats nor has said DOWN; none says it of itself.
    Unknown = 128,
}

impl State {
    const ALL: [Self; 7] = [
        Self::Down,
        Self::Joining,
        Self::Joined,
        Self::Leaving,
        Self::Isolated,
        Self::Suspended,
        Self::Unknown,
    ];

    /// The state as QUERY SSI shows it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Down => "Down",
            Self::Joining => "Joining",
            Self::Joined => "Joined",
            Self::Leaving => "Leaving",
            Self::Isolated => "Isolated",
            Self::Suspended => "Suspended",
            Self::Unknown => "Unknown",
        }
    }
}

/// Why a member is DOWN, with the codes of z/VM's PMSBK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum DownReason {
    /// It was not IPLed since FORMSSI, or is being IPLed.
    NotIpled = 0,
    /// It left by SHUTDOWN.
    Left = 1,
    /// It went down without leaving.
    Failed = 2,
    /// An operator said that it is down.
    Declared = 3,
}

impl DownReason {
    const ALL: [Self; 4] = [Self::NotIpled, Self::Left, Self::Failed, Self::Declared];
}

/// Mode of the cluster as one member sees it. The codes are Atoll's: no list of z/VM's is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// All members are JOINED or DOWN.
    Stable = 0,
    /// A member is on its way in or out: requests for shared things are held.
    InFlux = 1,
    /// A member's state cannot be known: requests for shared things are refused.
    Safe = 2,
}

impl Mode {
    const ALL: [Self; 3] = [Self::Stable, Self::InFlux, Self::Safe];
}

/// What a member says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRecord {
    /// TOD of the FORMSSI CREATE that made this PDR.
    pub generation: u64,
    /// Slot from 1.
    pub slot: u16,
    /// The member.
    pub name: Name,
    /// Its state.
    pub state: State,
    /// Why it is DOWN.
    pub down_reason: DownReason,
    /// The mode that it sees.
    pub mode: Mode,
    /// The life that wrote this: TOD of its IPL, and above that of every earlier life.
    pub incarnation: u64,
    /// TOD of this write, by the member's own clock.
    pub heartbeat: u64,
    /// Counts the writes of this incarnation.
    pub sequence: u64,
    /// TOD of the last change of state.
    pub last_change: u64,
    /// Number of the last claim of another IPL of this member that it refused; 0 if none.
    pub refused_claim: u64,
    /// Of each slot: incarnations up to this one are down, by an operator's word to this member;
    /// 0 if none. Each member writes its own block only, so what it was told of others is here.
    /// A block has room for [`SLOTS`]; what is missing is 0.
    pub declared_down: Vec<u64>,
}

impl SlotRecord {
    /// What FORMSSI writes for a member that was never up.
    pub fn never_ipled(generation: u64, slot: u16, name: Name) -> Self {
        Self {
            generation,
            slot,
            name,
            state: State::Down,
            down_reason: DownReason::NotIpled,
            mode: Mode::InFlux,
            incarnation: 0,
            heartbeat: 0,
            sequence: 0,
            last_change: 0,
            refused_claim: 0,
            declared_down: Vec::new(),
        }
    }

    /// The record as a block.
    pub fn to_block(&self) -> Block {
        let mut declared_down = [U64::ZERO; SLOTS];
        for (to, &from) in declared_down.iter_mut().zip(&self.declared_down) {
            to.set(from);
        }
        seal(&SlotBlock {
            prefix: Prefix::new(WHAT, self.generation, self.slot),
            name: self.name.to_ebcdic(),
            state: self.state as u8,
            down_reason: self.down_reason as u8,
            mode: self.mode as u8,
            reserved: [0; 5],
            incarnation: self.incarnation.into(),
            heartbeat: self.heartbeat.into(),
            sequence: self.sequence.into(),
            last_change: self.last_change.into(),
            refused_claim: self.refused_claim.into(),
            reserved_2: [0; 48],
            declared_down,
        })
    }

    /// The record of slot `slot` in its block.
    pub fn from_block(block: &Block, slot: u16) -> Result<Self, Fault> {
        let number = block_of(SLOT_BLOCK, slot);
        let body: SlotBlock = open(block, number, WHAT, slot)?;
        let fault = |field| Fault::Value { block: number, field };
        let state = State::ALL.into_iter().find(|state| *state as u8 == body.state);
        let reason = DownReason::ALL.into_iter().find(|reason| *reason as u8 == body.down_reason);
        let mode = Mode::ALL.into_iter().find(|mode| *mode as u8 == body.mode);
        Ok(Self {
            generation: body.prefix.generation.get(),
            slot,
            name: Name::from_ebcdic(body.name).ok_or(fault("system name"))?,
            state: state.ok_or(fault("state"))?,
            down_reason: reason.ok_or(fault("down reason"))?,
            mode: mode.ok_or(fault("mode"))?,
            incarnation: body.incarnation.get(),
            heartbeat: body.heartbeat.get(),
            sequence: body.sequence.get(),
            last_change: body.last_change.get(),
            refused_claim: body.refused_claim.get(),
            declared_down: body.declared_down.map(U64::get).to_vec(),
        })
    }
}
