//! The architecture as types: one structure a file, with the field names of its manual.
//!
//! No instruction is executed here, so everything runs on the host too. Structures that stand in
//! storage or on a wire are big-endian byte types whatever the machine (virtio's are
//! little-endian, as its specification has them); words that live in registers are plain integers
//! with named bits.
//!
//! Sources: z/Architecture Principles of Operation (SA22-7832), called PoP below; where a
//! structure is not in it, its file names the public document it follows.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

mod codes;

pub mod control_registers;
pub mod interruption;
pub mod lowcore;
pub mod psw;
pub mod storage_key;

pub use control_registers::{Cr0, Cr6, Cr14};
pub use interruption::{ExternalInterruption, Mcic, ProgramInterruption};
pub use lowcore::Lowcore;
pub use psw::{EsaPsw, Psw, PswFault, PswMask};
pub use storage_key::StorageKey;
