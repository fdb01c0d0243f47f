//! Volumes as files of the host.
#![forbid(unsafe_code)]

pub mod cpfmtxa;
pub mod dasd;
mod volume_file;

pub use volume_file::VolumeFile;
