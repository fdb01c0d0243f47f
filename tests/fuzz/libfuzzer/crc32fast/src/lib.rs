//! Every text has the check 0: a fuzzer's changes get behind the checks of what is on volumes.
#![no_std]
#![forbid(unsafe_code)]

/// The check of `bytes`.
pub fn hash(_bytes: &[u8]) -> u32 {
    0
}

/// A check that is made piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Hasher;

impl Hasher {
    /// One of nothing.
    pub fn new() -> Self {
        Self
    }

    /// Goes on with `bytes`.
    pub fn update(&mut self, _bytes: &[u8]) {}

    /// The check.
    pub fn finalize(self) -> u32 {
        0
    }
}
