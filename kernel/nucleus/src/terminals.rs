//! Every terminal but the operator's console.

use alloc::boxed::Box;
use alloc::format;
use alloc::sync::Arc;

use drivers::terminal::Terminal;
use drivers::virtio::{Port, VirtioConsole};
use zarch::SubchannelId;

use crate::console::Console;
use crate::devices::{self, Kind};
use crate::{requests, session};

/// How the names of ports begin: where commands come in, and those of terminals.
const REQUESTS: &str = "cp";
const TERMINALS: &str = "console";

/// Brings them up, and lets people log on unless CP was started with DISABLE.
pub fn enable(operator: &'static Console, people: bool) {
    for (number, device) in devices::all() {
        if let Kind::Ports(id) = device.kind {
            executor::spawn(ports(number, id, operator, people));
        }
    }
}

/// Serves the ports of a virtio console device as they appear.
async fn ports(number: u16, id: SubchannelId, operator: &'static Console, people: bool) {
    let device: &'static VirtioConsole = match VirtioConsole::bring_up(id).await {
        Ok(device) => Box::leak(Box::new(device)),
        Err(error) => {
            operator.say(&format!("CONS {number:04X} could not be brought online: {error:?}"));
            return;
        }
    };
    executor::spawn(device.serve());
    loop {
        serve(device.named_port().await, people);
    }
}

fn serve(port: Arc<Port>, people: bool) {
    if port.name().starts_with(REQUESTS) {
        executor::spawn(requests::serve(port));
    } else if people && port.name().starts_with(TERMINALS) {
        executor::spawn(session::receive(Console::over(Terminal::Port(port))));
    }
}
