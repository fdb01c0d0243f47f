//! A virtual machine's storage.

use alloc::format;
use alloc::string::{String, ToString};

use directory::statement::size::StorageSize;

const MEGABYTE: u64 = 1 << 20;
/// Increments that standby and reserved storage come in, at most.
const INCREMENTS: u64 = 1020;

/// Sizes of a virtual machine's storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Storage {
    /// What the guest has.
    pub configured: StorageSize,
    /// What it can take by itself, in bytes.
    pub standby: u64,
    /// What it can have attached later, in bytes.
    pub reserved: u64,
    /// The most that DEFINE STORAGE gives it.
    pub maximum: StorageSize,
}

impl Storage {
    /// What the directory gives.
    pub const fn new(configured: StorageSize, maximum: StorageSize) -> Self {
        Self { configured, standby: 0, reserved: 0, maximum }
    }

    /// Bytes of one increment of standby storage: 1M, or more where there would be too many.
    pub fn increment(&self) -> u64 {
        let all = self.configured.0.saturating_add(self.standby).saturating_add(self.reserved);
        all.div_ceil(INCREMENTS).next_power_of_two().max(MEGABYTE)
    }

    /// QUERY VIRTUAL STORAGE: `STORAGE = 512M`, with the rest where there is any.
    pub fn brief(&self) -> String {
        if self.standby == 0 && self.reserved == 0 {
            return format!("STORAGE = {}", self.configured);
        }
        self.full()
    }

    /// QUERY STORAGE of a user of class G: with maximum, increment, standby and reserved.
    pub fn full(&self) -> String {
        format!(
            "STORAGE = {} MAX = {} INC = {} STANDBY = {:<2} RESERVED = {}",
            self.configured,
            self.maximum,
            StorageSize(self.increment()),
            size(self.standby),
            size(self.reserved)
        )
    }
}

/// A size that may be nothing.
fn size(bytes: u64) -> String {
    if bytes == 0 { "0".into() } else { StorageSize(bytes).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_captured() {
        let size = |text| StorageSize::new(text).unwrap();
        let mut storage = Storage::new(size("512M"), size("1G"));
        assert_eq!(storage.brief(), "STORAGE = 512M");
        assert_eq!(storage.full(), "STORAGE = 512M MAX = 1G INC = 1M STANDBY = 0  RESERVED = 0");
        storage = Storage::new(size("40G"), size("100G"));
        storage.reserved = size("60G").0;
        assert_eq!(
            storage.brief(),
            "STORAGE = 40G MAX = 100G INC = 128M STANDBY = 0  RESERVED = 60G"
        );
    }
}
