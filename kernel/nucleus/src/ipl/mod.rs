//! The steps of an IPL, in the order in which the operator sees them.

pub mod banner;
pub mod configuration;
pub mod cp_owned;
pub mod dump_unit;
pub mod join;
pub mod parameters;
pub mod parm_disk;
pub mod start;
