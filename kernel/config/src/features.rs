//! FEATURES: what CP does and does not do, and its limits.

use alloc::collections::BTreeMap;
use alloc::string::String;

use crate::Statement;
use crate::operands::{Operands, Taken, unexpected};

/// Most command lines that a user may retrieve.
const MAXIMUM_RETRIEVE: u32 = 255;
/// Most minutes of DISCONNECT_TIMEOUT.
const MAXIMUM_MINUTES: u32 = 9_999;
/// Most users of MAXUSERS.
const MAXIMUM_USERS: u32 = 99_999;
/// What may follow FEATURES and the words that each takes.
const EXPECTED: &str = "ENABLE, DISABLE, RETRIEVE, MAXUSERS, PASSWORDS_ON_CMDS, VDISK or \
    DISCONNECT_TIMEOUT";
/// The groups of operands: each ends the one before.
const GROUPS: [&str; 7] = [
    "ENABLE",
    "DISABLE",
    "RETRIEVE",
    "MAXUSERS",
    "PASSWORDS_ON_CMDS",
    "VDISK",
    "DISCONNECT_TIMEOUT",
];

/// What FEATURES statements say; what none of them says is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Whether a feature such as `SET_PRIVCLASS` is enabled.
    pub enabled: BTreeMap<String, bool>,
    /// Command lines that a user may retrieve: where the user sets nothing, 0 to 255.
    pub retrieve_default: Option<u8>,
    /// The most that a user may set.
    pub retrieve_maximum: Option<u8>,
    /// Users that may be logged on.
    pub maximum_users: Option<Limit>,
    /// Whether a password may stand in a command: AUTOLOG, LINK, LOGON.
    pub passwords_on_commands: BTreeMap<String, bool>,
    /// Blocks of 512 bytes that all virtual disks may have.
    pub vdisk_system: Option<Limit>,
    /// Blocks of 512 bytes that the virtual disks of one user may have.
    pub vdisk_user: Option<Limit>,
    /// Minutes after which a forced disconnection logs the user off.
    pub disconnect_timeout: Option<Limit>,
}

/// A number, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    At(u32),
    None,
}

impl Features {
    /// Whether a feature is enabled; `default` where nothing is said.
    pub fn is_enabled(&self, feature: &str, default: bool) -> bool {
        self.enabled.get(feature).copied().unwrap_or(default)
    }

    /// Takes over what a later statement says.
    pub(crate) fn add(&mut self, later: Self) {
        self.enabled.extend(later.enabled);
        self.passwords_on_commands.extend(later.passwords_on_commands);
        self.retrieve_default = later.retrieve_default.or(self.retrieve_default);
        self.retrieve_maximum = later.retrieve_maximum.or(self.retrieve_maximum);
        self.maximum_users = later.maximum_users.or(self.maximum_users);
        self.vdisk_system = later.vdisk_system.or(self.vdisk_system);
        self.vdisk_user = later.vdisk_user.or(self.vdisk_user);
        self.disconnect_timeout = later.disconnect_timeout.or(self.disconnect_timeout);
    }

    fn group(&mut self, operands: &mut Operands<'_>) -> Taken<()> {
        let group = operands.next(EXPECTED)?;
        match group.text.as_str() {
            "ENABLE" => self.enable(operands, true),
            "DISABLE" => self.enable(operands, false),
            "RETRIEVE" => self.retrieve(operands),
            "MAXUSERS" => {
                self.maximum_users = Some(limit(operands, "NOLIMIT", MAXIMUM_USERS)?);
                Ok(())
            }
            "PASSWORDS_ON_CMDS" => self.passwords(operands),
            "VDISK" => self.vdisk(operands),
            "DISCONNECT_TIMEOUT" => {
                self.disconnect_timeout = Some(limit(operands, "OFF", MAXIMUM_MINUTES)?);
                Ok(())
            }
            _ => Err(unexpected(group, EXPECTED)),
        }
    }

    fn enable(&mut self, operands: &mut Operands<'_>, enabled: bool) -> Taken<()> {
        let features = operands.list(&GROUPS, |operands| operands.feature())?;
        self.enabled.extend(features.into_iter().map(|feature| (feature, enabled)));
        Ok(())
    }

    fn retrieve(&mut self, operands: &mut Operands<'_>) -> Taken<()> {
        operands.list(&GROUPS, |operands| {
            let words = [("DEFAULT", true), ("MAXIMUM", false)];
            let default = operands.one_of(&words, "DEFAULT or MAXIMUM")?;
            let lines = operands.number(0..=MAXIMUM_RETRIEVE, "a number of lines")? as u8;
            let which =
                if default { &mut self.retrieve_default } else { &mut self.retrieve_maximum };
            *which = Some(lines);
            Ok(())
        })?;
        Ok(())
    }

    fn passwords(&mut self, operands: &mut Operands<'_>) -> Taken<()> {
        operands.list(&GROUPS, |operands| {
            let words = [("AUTOLOG", "AUTOLOG"), ("LINK", "LINK"), ("LOGON", "LOGON")];
            let command = operands.one_of(&words, "AUTOLOG, LINK or LOGON")?;
            self.passwords_on_commands.insert(command.into(), operands.yes_or_no()?);
            Ok(())
        })?;
        Ok(())
    }

    fn vdisk(&mut self, operands: &mut Operands<'_>) -> Taken<()> {
        operands.list(&GROUPS, |operands| {
            let words = [("SYSLIM", true), ("USERLIM", false)];
            let system = operands.one_of(&words, "SYSLIM or USERLIM")?;
            let blocks = limit(operands, "INFINITE", u32::MAX)?;
            operands.skip_keyword("BLOCKS");
            let which = if system { &mut self.vdisk_system } else { &mut self.vdisk_user };
            *which = Some(blocks);
            Ok(())
        })?;
        Ok(())
    }
}

/// A number up to `most`, or the word that stands for none.
fn limit(operands: &mut Operands<'_>, none: &str, most: u32) -> Taken<Limit> {
    if operands.skip_keyword(none) {
        return Ok(Limit::None);
    }
    operands.number(0..=most, &alloc::format!("{none} or a number")).map(Limit::At)
}

/// `FEATURES group ...`
pub(crate) fn features(operands: &mut Operands<'_>) -> Taken<Statement> {
    let mut features = Features::default();
    operands.list(&[], |operands| features.group(operands))?;
    Ok(Statement::Features(features))
}
