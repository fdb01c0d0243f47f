//! Volumes as files of the host, and the tools that plan, install and change them.
#![forbid(unsafe_code)]

pub mod choices;
pub mod ckd;
pub mod cms;
pub mod cpfmtxa;
pub mod cpsyntax;
pub mod cse2ssi;
pub mod dasd;
pub mod directxa;
pub mod diskmap;
pub mod edit;
mod ended;
mod excerpt;
pub mod formssi;
pub mod install;
pub mod instplan;
pub mod instscid;
pub mod mistyped;
pub mod plan;
pub mod salipl;
pub mod system_config;
pub mod user_directory;
mod volume_file;

pub use ended::Ended;
pub use volume_file::VolumeFile;
