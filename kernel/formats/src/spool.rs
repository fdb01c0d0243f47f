//! Spool files: their descriptors, the pages that they occupy, and the records in them.
//!
//! A descriptor (z/VM's spool file block, SPFBK) is part of the system's [`crate::checkpoint`];
//! the records are in pages on SPOL extents that this member owns. Which pages are free follows
//! from the descriptors ([`allocation::Allocation`]): there is no map on the volume that could
//! disagree with them.

pub mod allocation;
pub mod data;
mod file;

pub use file::{Device, Extent, FileId, Hold, Numbering, Queue, SpoolFile};
