//! Device reserve and release: who may use the volume (GA32-0274, "Device Reserve").

use core::cell::Cell;

/// Who has reserved a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// Nobody.
    No,
    /// This virtual device.
    Here,
    /// Another system.
    Elsewhere,
}

/// What all that share a volume agree on.
#[expect(async_fn_in_trait, reason = "no caller needs the future to be Send: an executor per CPU")]
pub trait Reservation {
    /// Who has reserved the volume.
    fn reserved(&self) -> Reserved;
    /// Waits until no other system has: the device is busy until then.
    async fn free(&self);
    /// Reserves the volume, waiting until no other system has.
    async fn reserve(&self);
    /// Reserves the volume, taking it from another system.
    fn take(&self);
    /// Gives the volume free, if this virtual device has reserved it.
    fn release(&self);
    /// Whether another system took the reservation away; told once.
    fn lost(&self) -> bool;
}

/// A volume that nobody else uses.
#[derive(Clone, Debug, Default)]
pub struct Unshared(Cell<bool>);

impl Reservation for Unshared {
    fn reserved(&self) -> Reserved {
        if self.0.get() { Reserved::Here } else { Reserved::No }
    }

    async fn free(&self) {}

    async fn reserve(&self) {
        self.0.set(true);
    }

    fn take(&self) {
        self.0.set(true);
    }

    fn release(&self) {
        self.0.set(false);
    }

    fn lost(&self) -> bool {
        false
    }
}
