//! The message catalogue: a number has one text over all of CP.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
