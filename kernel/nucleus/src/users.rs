//! Who is logged on to this member, and how they come and go.

mod logged_on;

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use config::Limit;
use directory::{Name, Password, Statement, User};
use machine::clock;
use messages::{Message, message};
use spin::Mutex;
use ssi::Authority;
use vm::users::{Event as LogonEvent, Logon, Notice, Refusal, Terminal};

use crate::console::Console;
use crate::{cluster, command, directory as online, links, spooling, system, time};
pub use logged_on::LoggedOn;

static USERS: Mutex<Option<vm::Users>> = Mutex::new(None);
static MACHINES: Mutex<BTreeMap<Name, Arc<LoggedOn>>> = Mutex::new(BTreeMap::new());

/// The user id of the system operator where SYSTEM_USERIDS names no other.
const OPERATOR: &str = "OPERATOR";

/// The user id that SYSTEM_USERIDS gives to a role: OPERATOR, STARTUP, ACCOUNT, EREP, SYMPTOM.
pub fn system_userid(role: &str) -> Option<Name> {
    Name::new(system::config().system_userids.get(role)?)
}

/// The user id of the system operator.
pub fn operator_name() -> Name {
    let default = || Name::new(OPERATOR).expect("a user id");
    system_userid(OPERATOR).unwrap_or_else(default)
}

/// Looks at who is logged on, or changes it.
pub fn table<T>(look: impl FnOnce(&mut vm::Users) -> T) -> T {
    let maximum = || match system::config().features.maximum_users {
        Some(Limit::At(users)) => Some(users as usize),
        Some(Limit::None) | None => None,
    };
    look(USERS.lock().get_or_insert_with(|| vm::Users::new(maximum())))
}

/// The user of that name, if logged on here.
pub fn find(name: Name) -> Option<Arc<LoggedOn>> {
    MACHINES.lock().get(&name).cloned()
}

/// Everybody who is logged on.
pub fn all() -> Vec<Arc<LoggedOn>> {
    MACHINES.lock().values().cloned().collect()
}

/// Tells the system operator, with the time before it.
pub fn tell_operator(line: &str) {
    if let Some(operator) = find(operator_name()) {
        operator.tell(line);
    }
}

/// A user with what the directory says, unless no new user may come now.
///
/// While the cluster is in flux this waits; where it is in doubt, the answer says why.
pub async fn admit(module: &'static str, name: &str) -> Result<User, Message> {
    if let Some(cluster) = cluster::this()
        && let Authority::Refused(doubt) = cluster.authority().await
    {
        return Err(message(module, 7028, &[name, &doubt.to_string()]));
    }
    online::find(name).await.map_err(|error| error.message(module, name))
}

/// The system operator's virtual machine at the console, before anybody may log on.
pub fn prepare(user: &User, console: &'static Console) -> Arc<LoggedOn> {
    let machine = add(user);
    machine.connect(Some(console));
    machine
}

/// The system operator is logged on, whatever may keep others from it.
pub fn admit_operator(operator: &LoggedOn, terminal: Terminal) -> Notice {
    let logon = Logon {
        user: operator.name,
        terminal,
        tod: clock::tod(),
        multiconfiguration: true,
        ignores_maximum: true,
    };
    let notice = table(|users| users.logon(logon, true));
    notice.expect("nobody else has the operator's user id before this")
}

/// Logs a user on at a console, or connects it again there; the notice is for the operator.
pub fn logon(user: &User, console: &'static Console, here: bool) -> Result<Notice, Refusal> {
    let logon = logon_of(user, console.terminal());
    let notice = table(|users| users.logon(logon, here))?;
    let machine = find(user.name).unwrap_or_else(|| add(user));
    machine.connect(Some(console));
    if notice.event == LogonEvent::Logon {
        executor::spawn(run_commands(user.clone(), machine));
    }
    Ok(notice)
}

/// COMMAND statements: what CP executes for a user that was just logged on.
async fn run_commands(user: User, machine: Arc<LoggedOn>) {
    let devices = links::define_devices(&user, &machine).await;
    machine.put_all(&command::shown(&devices, &machine));
    for (_, statement) in &user.statements {
        let Statement::Command(command) = statement else { continue };
        let answer = command::execute(&command.0, &machine).await;
        machine.put_all(&command::shown(&answer, &machine));
    }
}

/// AUTOLOG and XAUTOLOG; `by` is who asked for it.
pub fn autolog(user: &User, by: Name) -> Result<(), Message> {
    if user.password == Password::Nolog {
        return Err(message("AUT", 53, &[user.name.as_str()]));
    }
    let logon = logon_of(user, Terminal::Disconnected);
    let notice = table(|users| users.autolog(logon, Some(by)));
    let notice = notice.map_err(|refusal| refusal.message("AUT"))?;
    let machine = add(user);
    tell_operator(&notice.to_string());
    executor::spawn(run_commands(user.clone(), machine));
    Ok(())
}

fn logon_of(user: &User, terminal: Terminal) -> Logon {
    Logon {
        user: user.name,
        terminal,
        tod: clock::tod(),
        multiconfiguration: user.multiconfiguration,
        ignores_maximum: user.has_option("IGNMAXU"),
    }
}

fn add(user: &User) -> Arc<LoggedOn> {
    let machine = Arc::new(LoggedOn::new(user));
    MACHINES.lock().insert(user.name, machine.clone());
    machine
}

/// DISCONNECT, or a terminal that is gone.
pub fn disconnect(machine: &LoggedOn) {
    if let Some(notice) = table(|users| users.disconnect(machine.name)) {
        machine.put(&notice.told(&time::full(&time::now())));
        machine.connect(None);
        tell_operator(&notice.to_string());
    }
}

/// LOGOFF, and FORCE by `forced_by`.
pub fn logoff(machine: &LoggedOn, forced_by: Option<Name>) {
    table(|users| users.begin_logoff(machine.name));
    let usage = machine.usage();
    let Some(notice) = table(|users| users.logoff(machine.name, forced_by)) else { return };
    machine.put(&usage.to_string());
    machine.put(&notice.told(&time::full(&time::now())));
    machine.connect(None);
    links::user_gone(machine.name);
    MACHINES.lock().remove(&machine.name);
    tell_operator(&notice.to_string());
}

/// `FILES: ...` of a user, or of all; none where there is no spooling.
pub async fn files(owner: Option<Name>) -> Option<alloc::string::String> {
    let owner = owner.as_ref().map(Name::as_str);
    Some(spooling::this()?.files(owner).await)
}

/// Where a user is seen and heard.
pub fn terminal_of(machine: &LoggedOn) -> Terminal {
    let session = table(|users| users.get(machine.name).copied());
    session.map_or(Terminal::Disconnected, |session| session.terminal)
}
