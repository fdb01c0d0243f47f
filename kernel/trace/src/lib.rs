//! CP's trace table: what its entries say, in storage and in a dump.
//!
//! Each CPU writes a ring of its own, so that it takes no lock; the TOD clock puts the entries of
//! all of them in one order.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

mod entry;
mod kind;
mod ring;

pub use entry::{ENTRY_BYTES, Entry, text};
pub use kind::Kind;
pub use ring::{ANCHOR, Anchor, ENTRIES, RING_BYTES, written};
