//! Commands that come in by a port of their own, and are OPERATOR's: `cargo xtask cp`.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::time::Duration;

use drivers::terminal::Input;
use drivers::virtio::Port;
use executor::with_timeout;
use messages::message;
use spin::Mutex;
use terminal::line_editor::LINE_CHARACTERS;
use terminal::request::{Frames, Outcome, REQUEST_BYTES, Reply, Request, encode};

use crate::{command, users};

/// Commands that may be under way at once; there are more only where clients die while CP waits.
const AT_ONCE: usize = 64;
/// How long the end of CP may wait for a client.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(2);

/// Requests whose command is under way.
static UNDER_WAY: Mutex<Vec<(Arc<Port>, u64)>> = Mutex::new(Vec::new());

/// Takes a port's requests, for as long as CP runs.
pub async fn serve(port: Arc<Port>) {
    let mut frames = Frames::new(REQUEST_BYTES);
    loop {
        match port.read().await {
            Input::Typed(bytes) => {
                for request in frames.take(&bytes) {
                    begin(&port, request);
                }
            }
            Input::Opened => {
                frames = Frames::new(REQUEST_BYTES);
                write(&port, &Reply::Ready);
            }
            Input::Closed | Input::Quiesce => {}
        }
    }
}

/// Carries a request out beside others: one that takes long holds nobody up, and is completed also
/// when its client has gone.
fn begin(port: &Arc<Port>, request: Request) {
    let Request { number, command } = request;
    let refusal = if command.chars().count() > LINE_CHARACTERS {
        Some(message("CMD", 7012, &[&LINE_CHARACTERS.to_string()]))
    } else if UNDER_WAY.lock().len() >= AT_ONCE {
        Some(message("CMD", 7013, &["another command"]))
    } else {
        None
    };
    if let Some(refusal) = refusal {
        let (text, return_code) = (refusal.to_string(), refusal.return_code());
        return reply(port, number, Outcome::Done { text, return_code });
    }
    UNDER_WAY.lock().push((port.clone(), number));
    executor::spawn(carry_out(port.clone(), number, command));
}

async fn carry_out(port: Arc<Port>, number: u64, command: String) {
    let outcome = outcome(&command).await;
    UNDER_WAY.lock().retain(|(other, n)| !(Arc::ptr_eq(other, &port) && *n == number));
    reply(&port, number, outcome);
}

/// Carries a command out as the operator, who must be logged on.
async fn outcome(command: &str) -> Outcome {
    let name = users::operator_name();
    let Some(operator) = users::find(name) else {
        let message = message("CMD", 45, &[name.as_str()]);
        return Outcome::Done { text: message.to_string(), return_code: message.return_code() };
    };
    let answer = command::execute(command, &operator).await;
    let text = command::shown(&answer, &operator).join("\n");
    Outcome::Done { text, return_code: answer.return_code() }
}

fn reply(port: &Port, number: u64, outcome: Outcome) {
    write(port, &Reply::Outcome { number, outcome });
}

/// A client that takes nothing is hung up on.
fn write(port: &Port, reply: &Reply) {
    if !port.write(&encode(reply)) {
        port.hang_up(&[0], false);
    }
}

/// CP ends: the commands that are under way will not be completed.
pub async fn shut_down() {
    let under_way = core::mem::take(&mut *UNDER_WAY.lock());
    for (port, number) in &under_way {
        reply(port, *number, Outcome::ShutDown);
    }
    let all = async {
        for (port, _) in &under_way {
            port.flush().await;
        }
    };
    let _ = with_timeout(FLUSH_TIMEOUT, all).await;
}
