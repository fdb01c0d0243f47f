//! Channel programs as Linux's dasd driver, dasdfmt and an IPL have them, and hostile ones.

mod dasdfmt;
mod data;
mod hostile;
mod ipl;
mod linux;
mod nested;
mod online;
mod refused;
mod rig;
mod search;
mod shared;
mod tracks;
