//! Which pages of the SPOL extents are free.

use alloc::vec::Vec;

use super::Extent;
use crate::geometry::BLOCKS_PER_CYLINDER;

/// A SPOL extent and a bit for each of its pages: 1 where a file has it.
#[derive(Debug)]
struct Area {
    extent: Extent,
    taken: Vec<u64>,
    /// Pages before it are all taken.
    search_from: u32,
}

/// Why a file's extent cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocationError {
    /// It is on no SPOL extent.
    Outside(Extent),
    /// Another file has a page of it.
    Overlap(Extent),
}

/// The pages that this member may allocate.
#[derive(Debug, Default)]
pub struct Allocation {
    areas: Vec<Area>,
}

impl Allocation {
    /// Adds a SPOL extent that this member owns, all of it free.
    pub fn add(&mut self, extent: Extent) {
        let words = extent.blocks.div_ceil(u64::BITS) as usize;
        self.areas.push(Area { extent, taken: alloc::vec![0; words], search_from: 0 });
    }

    /// Takes the pages of a file that is there already; none is taken where one cannot be.
    pub fn take(&mut self, file: Extent) -> Result<(), AllocationError> {
        let (area, first) = self.find(file).ok_or(AllocationError::Outside(file))?;
        let pages = first..first + file.blocks;
        if pages.clone().any(|page| area.is_taken(page)) {
            return Err(AllocationError::Overlap(file));
        }
        pages.for_each(|page| area.set(page, true));
        Ok(())
    }

    /// Takes one free page, which follows the one taken last where it can.
    pub fn allocate(&mut self) -> Option<Extent> {
        self.areas.iter_mut().find_map(|area| {
            let page = (area.search_from..area.extent.blocks).find(|&page| !area.is_taken(page))?;
            area.set(page, true);
            area.search_from = page + 1;
            Some(Extent { first: area.extent.first + page, blocks: 1, ..area.extent })
        })
    }

    /// Takes at least `pages` free pages side by side, in whole cylinders at the end of an extent,
    /// far from the files: for a dump.
    pub fn reserve(&mut self, pages: u32) -> Option<Extent> {
        let blocks = pages.checked_next_multiple_of(BLOCKS_PER_CYLINDER)?;
        self.areas.iter_mut().find_map(|area| {
            let last = area.extent.blocks.checked_sub(blocks)?;
            let is_free = |first: &u32| (*first..*first + blocks).all(|page| !area.is_taken(page));
            let mut starts = (0..=last)
                .rev()
                .filter(|page| (area.extent.first + page).is_multiple_of(BLOCKS_PER_CYLINDER));
            let first = starts.find(is_free)?;
            (first..first + blocks).for_each(|page| area.set(page, true));
            Some(Extent { first: area.extent.first + first, blocks, ..area.extent })
        })
    }

    /// Gives the pages of a purged file back.
    pub fn release(&mut self, file: Extent) {
        if let Some((area, first)) = self.find(file) {
            (first..first + file.blocks).for_each(|page| area.set(page, false));
            area.search_from = area.search_from.min(first);
        }
    }

    /// Pages in all and pages in use.
    pub fn pages(&self) -> (u64, u64) {
        let total = self.areas.iter().map(|area| u64::from(area.extent.blocks)).sum();
        let taken = self.areas.iter().flat_map(|area| &area.taken);
        (total, taken.map(|word| u64::from(word.count_ones())).sum())
    }

    /// The area that holds the whole of `file`, and the file's first page in it.
    fn find(&mut self, file: Extent) -> Option<(&mut Area, u32)> {
        self.areas.iter_mut().find_map(|area| {
            let first = file.first.checked_sub(area.extent.first)?;
            let end = first.checked_add(file.blocks)?;
            let inside = file.slot == area.extent.slot && end <= area.extent.blocks;
            inside.then_some((area, first))
        })
    }
}

impl Area {
    fn is_taken(&self, page: u32) -> bool {
        self.taken[(page / u64::BITS) as usize] >> (page % u64::BITS) & 1 != 0
    }

    fn set(&mut self, page: u32, taken: bool) {
        let (word, bit) = ((page / u64::BITS) as usize, 1 << (page % u64::BITS));
        if taken {
            self.taken[word] |= bit;
        } else {
            self.taken[word] &= !bit;
        }
    }
}

/// Adds a page to a file's extents, lengthening the last one where it follows it.
pub fn push_page(extents: &mut Vec<Extent>, page: Extent) {
    match extents.last_mut() {
        Some(last) if last.slot == page.slot && last.first + last.blocks == page.first => {
            last.blocks += page.blocks;
        }
        _ => extents.push(page),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPOL: Extent = Extent { slot: 10, first: 180, blocks: 100 };

    #[test]
    fn every_page_is_given_once() {
        let mut allocation = Allocation::default();
        allocation.add(SPOL);
        let held = Extent { first: 200, blocks: 3, ..SPOL };
        allocation.take(held).unwrap();
        assert_eq!(allocation.take(held), Err(AllocationError::Overlap(held)));
        let mut extents = Vec::new();
        while let Some(page) = allocation.allocate() {
            push_page(&mut extents, page);
        }
        let around =
            [Extent { first: 180, blocks: 20, ..SPOL }, Extent { first: 203, blocks: 77, ..SPOL }];
        assert_eq!(extents, around);
        assert_eq!(allocation.pages(), (100, 100));
        allocation.release(held);
        assert_eq!(allocation.allocate(), Some(Extent { blocks: 1, ..held }));
    }

    #[test]
    fn a_dump_s_space_is_at_the_end() {
        let mut allocation = Allocation::default();
        let spol = Extent { slot: 10, first: 360, blocks: 1800 };
        allocation.add(spol);
        let reserved = allocation.reserve(181);
        assert_eq!(reserved, Some(Extent { slot: 10, first: 1800, blocks: 360 }));
        assert_eq!(allocation.reserve(1), Some(Extent { slot: 10, first: 1620, blocks: 180 }));
        assert_eq!(allocation.allocate(), Some(Extent { slot: 10, first: 360, blocks: 1 }));
        assert_eq!(allocation.reserve(1260), None);
        assert_eq!(allocation.pages(), (1800, 541));
    }

    #[test]
    fn extents_from_outside_are_refused() {
        let mut allocation = Allocation::default();
        allocation.add(SPOL);
        for wrong in [
            Extent { first: 179, ..SPOL },
            Extent { first: 279, blocks: 2, ..SPOL },
            Extent { first: 181, blocks: u32::MAX, ..SPOL },
            Extent { slot: 11, ..SPOL },
        ] {
            assert_eq!(allocation.take(wrong), Err(AllocationError::Outside(wrong)));
        }
    }
}
