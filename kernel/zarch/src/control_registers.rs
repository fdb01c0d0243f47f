//! The control registers that CP sets. PoP, chapter 4, "Control Registers".
//!
//! Control registers 1, 7 and 13 hold address-space-control elements: see [`crate::Asce`].

mod cr0;
mod cr14;
mod cr6;

pub use cr0::Cr0;
pub use cr6::Cr6;
pub use cr14::Cr14;
