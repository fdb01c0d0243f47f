//! What a channel program works on.

use zarch::DeviceStatus;

use crate::{Channel, Subchannel};

/// A device with its control unit.
#[expect(async_fn_in_trait, reason = "no caller needs the future to be Send: an executor per CPU")]
pub trait Device {
    /// A channel program begins.
    fn begin(&mut self);
    /// Carries out a command, its data by way of `channel`, and tells how it ended. A command that
    /// asks for no data is an immediate one.
    async fn command<S: Subchannel>(
        &mut self,
        code: u8,
        channel: &mut Channel<'_, S>,
    ) -> DeviceStatus;
}
