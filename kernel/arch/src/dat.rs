//! Dynamic address translation (Principles of Operation, "Dynamic Address Translation"): the
//! entries that CP's own space needs.

use bitfield_struct::bitfield;

/// Address-space-control element.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Asce {
    /// Table origin, bits 0-51.
    #[bits(52)]
    pub origin: u64,
    #[bits(8)]
    __: u8,
    /// DT: 1 = the origin is a region-third table.
    #[bits(2)]
    pub designation_type: u8,
    /// TL: table length in units of 4 KiB, less one.
    #[bits(2)]
    pub table_length: u8,
}

/// Region-third-table entry.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct Region3Entry {
    /// Segment-table origin.
    #[bits(52)]
    pub origin: u64,
    #[bits(4)]
    __: u8,
    /// TF: table offset.
    #[bits(2)]
    pub table_offset: u8,
    /// I: invalid.
    pub invalid: bool,
    __: bool,
    /// TT: 1 = region third.
    #[bits(2)]
    pub table_type: u8,
    /// TL: table length in units of 4 KiB, less one.
    #[bits(2)]
    pub table_length: u8,
}

/// Segment-table entry that names a page table.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct SegmentEntry {
    /// Page-table origin, bits 0-52.
    #[bits(53)]
    pub origin: u64,
    /// FC: 1 = a 1 MiB frame instead of a page table.
    pub format_control: bool,
    /// P: DAT protection.
    pub protection: bool,
    #[bits(3)]
    __: u8,
    /// I: invalid.
    pub invalid: bool,
    /// CS: common segment.
    pub common: bool,
    /// TT: 0 = segment.
    #[bits(2)]
    pub table_type: u8,
    #[bits(2)]
    __: u8,
}

/// Page-table entry.
#[bitfield(u64, order = Msb)]
#[derive(PartialEq, Eq)]
pub struct PageEntry {
    /// Page-frame real address, bits 0-51.
    #[bits(52)]
    pub frame: u64,
    __: bool,
    /// I: invalid.
    pub invalid: bool,
    /// P: DAT protection.
    pub protection: bool,
    /// IEP: instruction-execution protection.
    pub no_execute: bool,
    #[bits(8)]
    __: u8,
}

impl Asce {
    /// An address space of 4 TiB under the region-third table at `origin`, which has 2,048 entries.
    pub fn region_third(origin: u64) -> Self {
        Self::new().with_origin(origin >> 12).with_designation_type(1).with_table_length(3)
    }
}

impl Region3Entry {
    /// 2 GiB under the segment table at `origin`, which has 2,048 entries.
    pub fn of_table(origin: u64) -> Self {
        Self::new().with_origin(origin >> 12).with_table_type(1).with_table_length(3)
    }
}

impl SegmentEntry {
    /// A megabyte under the page table at `origin`.
    pub fn of_table(origin: u64) -> Self {
        Self::new().with_origin(origin >> 11)
    }
}

impl PageEntry {
    /// The page of the frame at `address`.
    pub fn of_frame(address: u64) -> Self {
        Self::new().with_frame(address >> 12)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_the_manual_s_bits() {
        assert_eq!(u64::from(Asce::region_third(0x12_3000)), 0x12_3007);
        assert_eq!(u64::from(Region3Entry::of_table(0x12_3000)), 0x12_3007);
        assert_eq!(u64::from(Region3Entry::new().with_invalid(true)), 0x20);
        assert_eq!(u64::from(SegmentEntry::of_table(0x12_3800)), 0x12_3800);
        assert_eq!(u64::from(SegmentEntry::new().with_invalid(true)), 0x20);
        let page = PageEntry::of_frame(0x12_3000);
        assert_eq!(u64::from(page.with_invalid(true)), 0x12_3400);
        assert_eq!(u64::from(page.with_protection(true)), 0x12_3200);
        assert_eq!(u64::from(page.with_no_execute(true)), 0x12_3100);
    }
}
