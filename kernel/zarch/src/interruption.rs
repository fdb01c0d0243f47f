//! What interruptions tell. PoP, chapter 6, and chapter 11 for machine checks.

mod external;
mod mcic;
mod program;

pub use external::ExternalInterruption;
pub use mcic::Mcic;
pub use program::ProgramInterruption;
