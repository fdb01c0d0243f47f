//! Device numbers: one to four hexadecimal digits, and ranges of them (`190-19F`).

/// First and last device number of a range, both in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeviceRange {
    /// First device number.
    pub first: u16,
    /// Last device number, not below `first`.
    pub last: u16,
}

impl DeviceRange {
    /// Every device number of the range in order.
    pub fn iter(&self) -> core::ops::RangeInclusive<u16> {
        self.first..=self.last
    }
}

/// Reads one device number: 1 to 4 hexadecimal digits.
pub fn device_number(word: &str) -> Option<u16> {
    let hex = !word.is_empty() && word.len() <= 4 && word.bytes().all(|b| b.is_ascii_hexdigit());
    if hex { u16::from_str_radix(word, 16).ok() } else { None }
}

/// Reads `dev` or `dev-dev`; a range that runs backwards is none.
pub fn device_range(word: &str) -> Option<DeviceRange> {
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    let (first, last) = (device_number(first)?, device_number(last)?);
    (first <= last).then_some(DeviceRange { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ranges() {
        assert_eq!(device_number("9"), Some(9));
        assert_eq!(device_number("FA40"), Some(0xFA40));
        assert_eq!(device_number("1FA40"), None);
        assert_eq!(device_number("+9"), None);
        assert_eq!(device_range("190-19f"), Some(DeviceRange { first: 0x190, last: 0x19F }));
        assert_eq!(device_range("0009"), Some(DeviceRange { first: 9, last: 9 }));
        assert_eq!(device_range("19f-190"), None);
        assert_eq!(device_range("190-"), None);
    }
}
