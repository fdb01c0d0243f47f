//! A virtual 3390: what guests' count-key-data channel programs mean on volumes of 4 KiB blocks.
//!
//! [`Eckd`] is a [`channel::Device`] over a [`BlockDevice`](formats::block::BlockDevice). A guest
//! finds a 3390 on a 3990-6 without parallel access volumes, prefix command and transport mode:
//! Linux then has DEFINE EXTENT, LOCATE RECORD and a command for each record in its chains.
//!
//! # Records
//!
//! Block `(cylinder x 15 + head) x 12 + record - 1` is the record, as Linux's dasd driver numbers
//! them, so that a volume is the same bytes for a guest here and for one that KVM gives the blocks
//! as a disk. Tracks have twelve records of 4096 bytes without keys; see [`layout`] for the two
//! that may be otherwise. This has its price:
//!
//! * Other record lengths (`dasdfmt -b 2048`) end with unit check, invalid track format, when they
//!   are to be written. Nothing has to be looked up to know where a record is.
//! * Every track always has its records: a new minidisk is one that is formatted and has zeros, and
//!   a track that a chain stops formatting half-way keeps its other records. R0 is 8 zeros.
//! * ERASE, WRITE HOME ADDRESS, the Write Track operation and the extended operations of LOCATE
//!   RECORD EXTENDED are refused: there is no place for what they leave behind.
//! * A label that says `VOL1` in block 2 makes tracks 0 and 1 be seen with short records. One who
//!   copies an image of such a volume on blocks of another layout changes the layout with it.
//!
//! The layout is no state of the device: it is read from the volume when a chain comes to tracks 0
//! or 1. All that share a minidisk, and the member that a guest moves to, see the same.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

mod chain;
mod characteristics;
mod command;
mod configuration;
mod device;
mod direct;
mod extent;
mod geometry;
pub mod layout;
mod locate_record_extended;
mod located;
mod model;
mod path_group;
mod position;
mod read;
mod reservation;
mod search;
mod sense;
mod sense_id;
mod share;
mod subsystem;
mod tell;
mod write;

#[cfg(test)]
mod tests;

pub use configuration::Identity;
pub use device::Eckd;
pub use path_group::PathGroup;
pub use reservation::{Reservation, Reserved, Unshared};
pub use sense::Sense;
