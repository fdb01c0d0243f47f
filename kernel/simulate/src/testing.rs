//! Storage for the tests.

use std::cell::RefCell;

use crate::{Key, NotThere, Storage};

/// Some storage.
pub struct Memory {
    bytes: RefCell<Vec<u8>>,
    keys: RefCell<Vec<u8>>,
}

impl Memory {
    pub fn new(size: usize) -> Self {
        Self { bytes: RefCell::new(vec![0; size]), keys: RefCell::new(vec![0; size / 4096 + 1]) }
    }

    /// Stores a doubleword.
    pub fn put(&self, address: u64, value: u64) {
        self.write(address, &value.to_be_bytes()).unwrap();
    }

    /// Fetches a doubleword.
    pub fn get(&self, address: u64) -> u64 {
        (self as &dyn Storage).doubleword(address).unwrap()
    }

    fn range(&self, address: u64, length: usize) -> Result<std::ops::Range<usize>, NotThere> {
        let start = usize::try_from(address).map_err(|_| NotThere)?;
        let end = start.checked_add(length).ok_or(NotThere)?;
        if end <= self.bytes.borrow().len() { Ok(start..end) } else { Err(NotThere) }
    }
}

impl Storage for Memory {
    fn size(&self) -> u64 {
        self.bytes.borrow().len() as u64
    }

    fn read(&self, absolute: u64, to: &mut [u8]) -> Result<(), NotThere> {
        to.copy_from_slice(&self.bytes.borrow()[self.range(absolute, to.len())?]);
        Ok(())
    }

    fn write(&self, absolute: u64, from: &[u8]) -> Result<(), NotThere> {
        let range = self.range(absolute, from.len())?;
        self.bytes.borrow_mut()[range].copy_from_slice(from);
        Ok(())
    }

    fn swap_word(&self, absolute: u64, old: u32, new: u32) -> Result<u32, NotThere> {
        let mut bytes = [0; 4];
        self.read(absolute, &mut bytes)?;
        let was = u32::from_be_bytes(bytes);
        if was == old {
            self.write(absolute, &new.to_be_bytes())?;
        }
        Ok(was)
    }

    fn swap_doubleword(&self, absolute: u64, old: u64, new: u64) -> Result<u64, NotThere> {
        let was = (self as &dyn Storage).doubleword(absolute)?;
        if was == old {
            self.write(absolute, &new.to_be_bytes())?;
        }
        Ok(was)
    }

    fn key(&self, absolute: u64) -> Result<Key, NotThere> {
        self.range(absolute, 1)?;
        Ok(Key(self.keys.borrow()[absolute as usize / 4096]))
    }

    fn set_key(&self, absolute: u64, key: Key) -> Result<(), NotThere> {
        self.range(absolute, 1)?;
        self.keys.borrow_mut()[absolute as usize / 4096] = key.0;
        Ok(())
    }

    fn reset_reference(&self, absolute: u64) -> Result<Key, NotThere> {
        let key = self.key(absolute)?;
        self.set_key(absolute, Key(key.0 & !Key::REFERENCE))?;
        Ok(key)
    }
}
