//! Shadow tables: what a guest's address spaces are to the real CPU that runs it in the problem
//! state with DAT on.
//!
//! For the guest they are a translation-lookaside buffer of great size: entries come when they are
//! used, and go when the guest does what the architecture asks for before it may count on a change
//! of its own tables. For each of the guest's tables there is one of ours; pages of the guest are
//! frames of its storage, and nothing else is in any of these spaces.
//!
//! [`Code`] keeps the pages that the guest's supervisor executes: a few instructions in them tell
//! the problem state a different truth and are replaced.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod code;
mod fault;
mod livelock;
mod spaces;

pub use code::{Code, Rights};
pub use fault::{Machine, RealFault, resolve};
pub use livelock::Livelock;
pub use spaces::{Frames, Mapping, Spaces, Tables};
