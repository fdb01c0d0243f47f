//! A virtual machine: what the directory made it at LOGON and commands have made it since.

mod define;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};

use directory::statement::Statement;
use directory::statement::ipl::Ipl;
use directory::statement::logon::Classes;
use directory::statement::option::Options;
use directory::statement::processor::{Mode, Share};
use directory::{Name, User};
use messages::Emsg;

use crate::cpus::Cpus;
use crate::device::{Devices, Nic, Seen};
use crate::load_device::LoadDevice;
use crate::settings::Settings;
use crate::storage::Storage;
use crate::terminal::TerminalSettings;
use crate::users::Terminal;

pub use define::{NotDefined, device_statements};

/// What the system gives every virtual machine.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    /// The identification of the real CPUs, as STORE CPU ID gives it.
    pub cpu_id: u64,
    /// How much of an error message is shown. z/VM's own is the text only, and the USER_DEFAULTS
    /// of its SYSTEM CONFIG make it all.
    pub emsg: Emsg,
    /// Editing characters (CHARACTER_DEFAULTS) and what else TERMINAL sets.
    pub terminal: TerminalSettings,
}

/// A virtual machine.
#[derive(Clone, Debug)]
pub struct VirtualMachine {
    /// Its user id.
    pub user: Name,
    /// Whether it is one of several of an IDENTITY.
    pub multiconfiguration: bool,
    /// Account number: the user id where the directory gives none.
    pub account: String,
    /// Distribution code: the user id where the directory gives none.
    pub distribution: String,
    /// Storage.
    pub storage: Storage,
    /// Architecture.
    pub mode: Mode,
    /// CPUs.
    pub cpus: Cpus,
    /// Privilege classes that the directory gives.
    pub directory_classes: Classes,
    /// Privilege classes in force: SET PRIVCLASS.
    pub classes: Classes,
    /// SHARE, where the directory says it.
    pub share: Option<Share>,
    /// IPL, where the directory says it.
    pub ipl: Option<Ipl>,
    /// All OPTION statements as one.
    pub options: Options,
    /// What SET sets.
    pub settings: Settings,
    /// What TERMINAL sets.
    pub terminal: TerminalSettings,
    /// Who sees and answers the console while the user is disconnected: SET SECUSER.
    pub secondary: Option<Name>,
    /// Who sees the console too: SET OBSERVER.
    pub observer: Option<Name>,
    /// SET LOADDEV.
    pub load_device: LoadDevice,
    /// Devices.
    pub devices: Devices,
    /// Virtual network cards by their first device.
    pub nics: BTreeMap<u16, Nic>,
}

impl VirtualMachine {
    /// The virtual machine of a user before its devices are defined ([`device_statements`]).
    pub fn new(user: &User, defaults: &Defaults) -> Self {
        let statements = || user.statements.iter().map(|(_, statement)| statement);
        let account = statements().rev().find_map(|statement| match statement {
            Statement::Account(account) => Some(account),
            _ => None,
        });
        let distribution = account.and_then(|account| account.distribution.clone());
        Self {
            user: user.name,
            multiconfiguration: user.multiconfiguration,
            account: account.map_or_else(|| user.name.to_string(), |own| own.number.clone()),
            distribution: distribution.unwrap_or_else(|| user.name.to_string()),
            storage: Storage::new(user.storage, user.maximum),
            mode: user.machine().map_or(Mode::Esa, |machine| machine.mode),
            cpus: Cpus::new(user, defaults.cpu_id),
            directory_classes: user.classes,
            classes: user.classes,
            share: statements().rev().find_map(|statement| match statement {
                Statement::Share(share) => Some(*share),
                _ => None,
            }),
            ipl: user.ipl().cloned(),
            options: statements().fold(Options::default(), with_options),
            settings: Settings::at_logon(defaults.emsg),
            terminal: defaults.terminal,
            secondary: None,
            observer: None,
            load_device: LoadDevice::default(),
            devices: Devices::default(),
            nics: BTreeMap::new(),
        }
    }

    /// The word for its architecture.
    pub(crate) const fn mode_word(&self) -> &'static str {
        match self.mode {
            Mode::Esa => "ESA",
            Mode::Xa => "XA",
            Mode::Xc => "XC",
            Mode::Z => "Z",
        }
    }

    /// What a console's lines tell of a user who is at `terminal`.
    pub(crate) const fn seen_at(&self, terminal: Terminal) -> Seen {
        Seen { terminal, mode: self.terminal.console_mode }
    }
}

fn with_options(mut all: Options, statement: &Statement) -> Options {
    if let Statement::Option(options) = statement {
        all.flags.extend(options.flags.iter().cloned());
        all.chpid_virtualization |= options.chpid_virtualization;
        all.cpuid = options.cpuid.or(all.cpuid);
        all.connections = options.connections.or(all.connections);
    }
    all
}
