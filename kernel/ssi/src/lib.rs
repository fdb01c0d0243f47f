//! The Single System Image as a pure state machine: what happens goes into [`Member::step`], what
//! is to be done comes out. No clock, no disk, no console: the nucleus and the simulator have them.
//!
//! # One member, one life
//! A member may be IPLed while it is up: by mistake, or because it only seemed dead. Which of two
//! lives has the slot is settled over the PDR (`formats::pdr`), without a lock that a dead machine
//! could keep:
//!
//! * An IPL writes its number into the slot's *claim*, and looks. If the last life ended in order,
//!   the slot's *door* is open: it shuts the door and looks again, and if the claim is still its
//!   own the slot is its (Lamport's splitter: at most one gets through, whatever the delays).
//! * Otherwise it watches for [`Timing::claim_wait`]. A life that is up reads the claim every
//!   second; it *refuses* a foreign one in its own block and stays. If nobody answers, and the
//!   slot's block stood still, the earlier life has crashed, and the slot is the newcomer's.
//! * A life that is up may use its slot for [`Timing::lease`] after it began the last read that
//!   showed no other claim. A newcomer waits for longer than that, so a life that was stopped,
//!   cannot reach the volume or is slow has lost its right before anyone takes its slot.
//!   If it cannot tell whether its refusal came in time, it claims anew, as a newcomer does.
//!
//! # One member at a time
//! To join alone, a member writes JOINING, reads the others, and goes on if all of them are down;
//! of two that are JOINING the one with the lower slot does. A member that died is JOINED in the
//! PDR until it is IPLed again or an operator says that it is down.
//!
//! # What is assumed
//! A read shows every write that ended before it began (one volume, no cache between); clocks of
//! members differ in rate by less than a tenth, go on while a machine is stopped and never back;
//! two IPLs of one member do not begin in the same unit of the TOD clock. Nothing is assumed of
//! delays: late or lost I/O costs time, never safety.
#![cfg_attr(not(any(test, feature = "sim")), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod authority;
mod config;
mod event;
mod member;
mod message;
mod peers;
mod query;
#[cfg(feature = "sim")]
pub mod sim;
mod tenancy;

pub use authority::{Authority, Doubt};
pub use config::{Config, NotAMember, SECOND, Timing, Tod};
pub use event::{Action, Command, Event, Milestone};
pub use member::Member;
pub use message::{Message, Severity};
pub use query::{QuerySsi, SlotLine};
