//! Pages that the guest's supervisor executes, and the instructions replaced in them.
//!
//! EXTRACT PSW tells the real PSW, whose problem-state bit is one; SET ADDRESS SPACE CONTROL FAST
//! changes the real space behind CP's back. Neither is privileged. A page is looked through when
//! it is first executed in the guest's supervisor state; while it may be executed it cannot be
//! stored into, so that new instructions are seen as well.
//!
//! The search is a heuristic: bytes that look like such an instruction may be something else. All
//! bits that must be zero in the instructions are asked for.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use simulate::{NotThere, Storage};

const PAGE: usize = 4096;
/// An operation code that no machine has (RRE), which stands for what was replaced.
const REPLACEMENT: [u8; 4] = [0xB9, 0xFE, 0x00, 0x00];
/// After how many stores a page is taken to be both instructions and data, and left alone.
const MIXED_AFTER: u32 = 8;

/// How a page may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// It may be stored into.
    pub store: bool,
    /// The supervisor may execute it.
    pub execute: bool,
}

#[derive(Debug, Default)]
struct Examined {
    /// Offsets and what stood there.
    replaced: Vec<(u16, [u8; 4])>,
    executable: bool,
    stores: u32,
}

/// The pages of a guest, by their absolute addresses.
#[derive(Debug, Default)]
pub struct Code {
    pages: BTreeMap<u64, Examined>,
}

/// Whether four bytes are an instruction that must not run as it is.
fn is_sensitive(bytes: &[u8]) -> bool {
    match *bytes {
        // EPSW R1,R2
        [0xB9, 0x8D, 0x00, _] => true,
        // SACF 0, 256, 768 without a base register
        [0xB2, 0x79, space, 0x00] => matches!(space, 0..=3),
        _ => false,
    }
}

impl Code {
    /// How the page may be used.
    pub fn rights(&self, page: u64) -> Rights {
        match self.pages.get(&page) {
            Some(examined) if examined.stores >= MIXED_AFTER => {
                Rights { store: true, execute: true }
            }
            Some(Examined { executable: true, .. }) => Rights { store: false, execute: true },
            _ => Rights { store: true, execute: false },
        }
    }

    /// The supervisor is about to execute the page: looks through it and replaces what must not
    /// run. An instruction that crosses into the next page is not found.
    pub fn examine(&mut self, storage: &dyn Storage, page: u64) -> Result<(), NotThere> {
        let examined = self.pages.entry(page).or_default();
        if examined.executable || examined.stores >= MIXED_AFTER {
            return Ok(());
        }
        let mut bytes = [0; PAGE];
        storage.read(page, &mut bytes)?;
        for offset in (0..=PAGE - 4).step_by(2) {
            let found = &bytes[offset..offset + 4];
            if is_sensitive(found) {
                let original = [found[0], found[1], found[2], found[3]];
                examined.replaced.push((offset as u16, original));
                storage.write(page + offset as u64, &REPLACEMENT)?;
            }
        }
        examined.executable = true;
        Ok(())
    }

    /// Something is about to be stored into the page: it is as it was, and is not executed until
    /// it was looked through again.
    pub fn restore(&mut self, storage: &dyn Storage, page: u64) -> Result<(), NotThere> {
        let Some(examined) = self.pages.get_mut(&page) else { return Ok(()) };
        for (offset, original) in examined.replaced.drain(..) {
            storage.write(page + u64::from(offset), &original)?;
        }
        examined.executable = false;
        examined.stores += 1;
        Ok(())
    }

    /// What stood at an absolute address before it was replaced.
    pub fn original(&self, absolute: u64) -> Option<[u8; 4]> {
        let (page, offset) = (absolute & !(PAGE as u64 - 1), absolute as u16 & (PAGE as u16 - 1));
        let replaced = &self.pages.get(&page)?.replaced;
        replaced.iter().find(|(at, _)| *at == offset).map(|(_, original)| *original)
    }

    /// How many instructions are replaced at this moment.
    pub fn replaced(&self) -> usize {
        self.pages.values().map(|page| page.replaced.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spaces::tests::Arena;

    #[test]
    fn what_must_not_run_is_replaced_until_the_page_is_stored_into() {
        let storage = Arena::new(0x3000);
        let epsw = [0xB9, 0x8D, 0x00, 0x12];
        storage.write(0x1100, &epsw).unwrap();
        // Not an EPSW: a byte that must be zero is not.
        storage.write(0x1200, &[0xB9, 0x8D, 0x01, 0x12]).unwrap();
        let mut code = Code::default();
        assert_eq!(code.rights(0x1000), Rights { store: true, execute: false });
        code.examine(&storage, 0x1000).unwrap();
        assert_eq!(code.rights(0x1000), Rights { store: false, execute: true });
        assert_eq!((code.replaced(), code.original(0x1100)), (1, Some(epsw)));
        assert_eq!(code.original(0x1200), None);
        let mut bytes = [0; 4];
        storage.read(0x1100, &mut bytes).unwrap();
        assert_eq!(bytes, REPLACEMENT);
        code.restore(&storage, 0x1000).unwrap();
        storage.read(0x1100, &mut bytes).unwrap();
        assert_eq!((bytes, code.original(0x1100)), (epsw, None));
    }

    #[test]
    fn a_page_that_is_stored_into_often_is_left_alone() {
        let storage = Arena::new(0x3000);
        let mut code = Code::default();
        for _ in 0..MIXED_AFTER {
            code.examine(&storage, 0).unwrap();
            code.restore(&storage, 0).unwrap();
        }
        assert_eq!(code.rights(0), Rights { store: true, execute: true });
    }
}
