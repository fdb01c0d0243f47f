//! The subchannel that a program runs on.

use crate::GuestStorage;

/// Where a program that goes on is: fields of an SCSW with intermediate status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intermediate {
    /// Address of the CCW after the one reached.
    pub ccw_address: u32,
    /// Count of the CCW reached.
    pub count: u16,
}

/// What a running program tells its subchannel and wants from it.
#[expect(async_fn_in_trait, reason = "no caller needs the future to be Send: an executor per CPU")]
pub trait Subchannel {
    /// The guest's storage.
    type Storage: GuestStorage;

    /// The guest's storage.
    fn storage(&self) -> &Self::Storage;
    /// A CCW with the PCI flag was reached.
    fn program_controlled_interruption(&self, at: Intermediate);
    /// A CCW with the S flag was reached: the program is suspended until RESUME SUBCHANNEL, which
    /// may have come before. The CCW is then fetched again.
    async fn suspended(&self, at: Intermediate);
    /// Lets others run: the program may be one that never ends.
    async fn pause(&self);
}
