//! The system operator, logged on by the IPL, and whom the operator's IPL logs on.

use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;

use machine::storage;
use messages::message;

use crate::command::{self, shown};
use crate::console::Console;
use crate::users::{self, LoggedOn};
use crate::{directory, links, session, system, time};

/// Frames of a megabyte.
const FRAMES_PER_MEGABYTE: usize = 256;
/// Roles of SYSTEM_USERIDS whose users the IPL logs on, in this order.
const AUTOLOGGED: [&str; 4] = ["EREP", "ACCOUNT", "STARTUP", "SYMPTOM"];

/// The operator's virtual machine at the console, before anybody may log on.
pub async fn prepare(console: &'static Console) -> Arc<LoggedOn> {
    let user = directory::operator(users::operator_name()).await;
    users::prepare(&user, console)
}

/// LOGON of the operator as the IPL has it: the greeting, the line of the logon, what there is.
pub async fn begin(operator: &Arc<LoggedOn>, console: &'static Console) {
    let user = directory::operator(operator.name).await;
    let devices = links::define_devices(&user, operator).await;
    session::greet(operator).await;
    for line in shown(&devices, operator) {
        operator.tell(&line);
    }
    let notice = users::admit_operator(operator, console.terminal());
    operator.tell(&notice.told(&time::full(&time::now())));
    operator.tell(&notice.to_string());
    let megabytes = storage::usage().configured / FRAMES_PER_MEGABYTE;
    console.tell(&message("IOP", 952, &[&format!("{megabytes:04}M")]));
    if let Some(files) = users::files(None).await {
        console.say(&files);
    }
}

/// XAUTOLOG of the users that SYSTEM_USERIDS names, as if the operator entered it.
pub async fn autolog(operator: &Arc<LoggedOn>) {
    for role in AUTOLOGGED {
        let Some(user) = system::config().system_userids.get(role) else { continue };
        let line = format!("XAUTOLOG {user}");
        operator.tell(&line);
        let answer = command::execute(&line, operator).await;
        for line in shown(&answer, operator) {
            operator.tell(&line);
        }
    }
}
