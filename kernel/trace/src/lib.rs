//! What CP did before it ended: the trace table and the back chain, in storage and in a dump.
//!
//! Each CPU writes a ring of its own of the table, so that it takes no lock; the TOD clock puts the entries of
//! all of them in one order.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

mod back_chain;
mod entry;
mod kind;
mod ring;

pub use back_chain::Callers;
pub use entry::{ENTRY_BYTES, Entry, text};
pub use kind::Kind;
pub use ring::{ANCHOR, Anchor, ENTRIES, RING_BYTES, written};
