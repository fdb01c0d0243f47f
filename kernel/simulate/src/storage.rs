//! A guest's absolute storage, as CP uses it.

/// The address is not in the guest's storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotThere;

/// A storage key (PoP, "Storage Key"): access control, fetch protection, reference, change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key(pub u8);

impl Key {
    /// Bit 4: fetch protection.
    pub const FETCH_PROTECTION: u8 = 0x08;
    /// Bit 5: the block was referred to.
    pub const REFERENCE: u8 = 0x04;
    /// Bit 6: the block was changed.
    pub const CHANGE: u8 = 0x02;
    /// All seven bits.
    pub const ALL: u8 = 0xFE;

    /// Bits 0-3, access control.
    pub const fn access_control(self) -> u8 {
        self.0 >> 4
    }
}

/// A guest's absolute storage. Other CPUs and devices use it at the same time.
pub trait Storage {
    /// Bytes of it.
    fn size(&self) -> u64;

    /// Copies `to.len()` bytes from `absolute` on.
    fn read(&self, absolute: u64, to: &mut [u8]) -> Result<(), NotThere>;

    /// Copies `from` to `absolute` and on.
    fn write(&self, absolute: u64, from: &[u8]) -> Result<(), NotThere>;

    /// Replaces the word at `absolute`, a multiple of 4, where it is `old`; answers what it was.
    fn swap_word(&self, absolute: u64, old: u32, new: u32) -> Result<u32, NotThere>;

    /// Replaces the doubleword at `absolute`, a multiple of 8, where it is `old`; answers what it
    /// was.
    fn swap_doubleword(&self, absolute: u64, old: u64, new: u64) -> Result<u64, NotThere>;

    /// The storage key of the block with `absolute`.
    fn key(&self, absolute: u64) -> Result<Key, NotThere>;

    /// Sets the storage key of the block with `absolute`.
    fn set_key(&self, absolute: u64, key: Key) -> Result<(), NotThere>;

    /// Makes the reference bit zero; answers the key as it was.
    fn reset_reference(&self, absolute: u64) -> Result<Key, NotThere>;
}

impl dyn Storage + '_ {
    /// The doubleword at `absolute`.
    pub fn doubleword(&self, absolute: u64) -> Result<u64, NotThere> {
        let mut bytes = [0; 8];
        self.read(absolute, &mut bytes).map(|()| u64::from_be_bytes(bytes))
    }
}
