//! SYSTEM CONFIG, read whole: every error is told with file, record, column and
//! what was expected, and drops only the statement it is in. One file serves all
//! members of a cluster; [`Parsed::resolve`] picks what holds for one of them.
//!
//! The IPL parameters, which say where that file is, are read here too.
//!
//! Source: z/VM CP Planning and Administration, "The System Configuration File".
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod clash;
mod cse;
mod features;
mod identity;
mod imbed;
mod ipl_parameters;
mod operands;
mod parser;
mod reader;
mod scope;
mod statement;
mod statements;
mod system;

pub use cse::{Cse, ScopedCse};
pub use features::{Features, Limit};
pub use identity::{Identity, SystemIdentifier, Unidentified};
pub use ipl_parameters::{BadWord, IplParameters, ParmVolume, merged};
pub use parser::{Imbeds, MAX_RECORDS, Parsed, Problem, parse, parse_with};
pub use reader::MAX_STATEMENT;
pub use scope::Scope;
pub use statement::{
    Console, DateFormat, DeviceSetting, IsLink, MAX_ISLINK_DEVICES, MAX_SSI_SLOT, RDevice,
    RelocationDomain, ScopedStatement, Setting, Ssi, Statement, SystemArea, SystemResidence,
    TimeZone, TimezoneBoundary, VolumeList,
};
pub use system::SystemConfig;
