//! CSE2SSI: makes of a Cross System Extensions configuration and directory those of an SSI
//! cluster, and tells for each statement and each user what was decided and why.
//!
//! Everything here works on texts; nothing is read or written.

mod config;
mod decide;
mod directory;
mod entry;
mod links;
mod output;
mod report;

pub use config::convert_config;
pub use directory::{DirectoryInput, convert_directory};
pub use report::{Decision, report};

/// What a conversion makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The new file.
    pub text: String,
    /// What was decided, in the order of the old file.
    pub decisions: Vec<Decision>,
    /// Users that log on to every member: those of XSPOOL_XLIST statements.
    pub everywhere: Vec<String>,
}
