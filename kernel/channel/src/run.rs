//! A channel program from its first CCW to its end.

use zarch::{CcwFlags, DeviceStatus, SubchannelStatus};

use crate::area::Area;
use crate::ccw::Ccw;
use crate::{Channel, Device, Ending, Program, Subchannel};

/// Runs a channel program.
pub async fn run<S: Subchannel, D: Device>(
    subchannel: &S,
    device: &mut D,
    program: &Program,
) -> Ending {
    let mut channel = Channel::new(subchannel, program);
    device.begin();
    loop {
        if let Err(check) = channel.chain_command().await {
            channel.terminate(check);
            return channel.ending(DeviceStatus::empty());
        }
        let status = device.command(channel.ccw.command, &mut channel).await;
        if !channel.chains(status) {
            return channel.ending(status);
        }
    }
}

impl<'a, S: Subchannel> Channel<'a, S> {
    fn new(subchannel: &'a S, program: &'a Program) -> Self {
        let ccw = Ccw { command: 0, flags: CcwFlags::empty(), count: 0, address: 0 };
        Self {
            subchannel,
            program,
            next: program.address,
            fetched: 0,
            ccw,
            area: Area::new(&ccw, program),
            left: 0,
            check: SubchannelStatus::empty(),
            asked: false,
            excess: false,
        }
    }
}
