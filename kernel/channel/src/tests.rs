//! Tables of cases from the Principles of Operation, and hostile programs.

mod chaining;
mod guest;
mod hostile;
mod invalid;
mod length;
mod storage;
