//! What the configuration says to one system.

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::scope::matches;
use crate::{
    Console, DateFormat, DeviceSetting, Features, Identity, IsLink, Parsed, Problem, RDevice,
    RelocationDomain, Scope, Ssi, Statement, SystemIdentifier, SystemResidence, TimeZone,
    TimezoneBoundary, Unidentified, VolumeList,
};

/// The configuration of one system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemConfig {
    pub system_name: String,
    pub ssi: Option<Ssi>,
    pub residence: Option<SystemResidence>,
    /// Volume identifier by slot, 1 to 255.
    pub cp_owned: BTreeMap<u8, String>,
    pub user_volume_include: Vec<String>,
    pub user_volume_exclude: Vec<String>,
    pub user_volume_list: Vec<String>,
    /// The one device at which a volume is to be, by its identifier.
    pub volume_devices: BTreeMap<String, u16>,
    pub enforce_by_volid: bool,
    pub islinks: Vec<IsLink>,
    pub relocation_domains: Vec<RelocationDomain>,
    pub rdevices: Vec<RDevice>,
    /// Of two settings of a device the later one holds.
    pub devices: Vec<DeviceSetting>,
    pub features: Features,
    /// User ID by role: OPERATOR, STARTUP, ...
    pub system_userids: BTreeMap<String, String>,
    pub alternate_operators: Vec<String>,
    pub operator_consoles: Vec<Console>,
    pub emergency_consoles: Vec<Console>,
    pub date_format: DateFormat,
    pub timezones: Vec<TimeZone>,
    pub timezone_boundaries: Vec<TimezoneBoundary>,
    /// Operands of every other statement, by its name.
    pub others: BTreeMap<&'static str, Vec<Vec<String>>>,
}

impl SystemConfig {
    /// The slot of this system in the cluster; none where it is not a member.
    pub fn ssi_slot(&self) -> Option<u8> {
        let slots = &self.ssi.as_ref()?.slots;
        slots.iter().find(|(_, member)| *member == self.system_name).map(|(slot, _)| *slot)
    }

    /// Whether FEATURES enables this; what is said last holds.
    pub fn enables(&self, feature: &str) -> bool {
        self.features.is_enabled(feature, false)
    }

    /// Whether a volume that CP does not own is for users: USER_VOLUME_LIST and _INCLUDE name it
    /// and _EXCLUDE does not.
    pub fn is_user_volume(&self, volid: &str) -> bool {
        let among = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, volid));
        let named = among(&self.user_volume_list) || among(&self.user_volume_include);
        named && !among(&self.user_volume_exclude)
    }

    fn add(&mut self, statement: &Statement) {
        match statement.clone() {
            Statement::ActivateIsLink(link) => self.islinks.push(link),
            Statement::AlternateOperators(userids) => self.alternate_operators = userids,
            Statement::CpOwned { slot, volid, device } => self.own(slot, volid, device),
            Statement::Devices(mut settings) => self.devices.append(&mut settings),
            Statement::EmergencyConsoles(consoles) => self.emergency_consoles = consoles,
            Statement::EnforceByVolid(enforce) => self.enforce_by_volid = enforce,
            Statement::Features(features) => self.features.add(features),
            Statement::OperatorConsoles(consoles) => self.operator_consoles = consoles,
            Statement::RDevice(device) => self.rdevices.push(device),
            Statement::RelocationDomain(domain) => self.relocation_domains.push(domain),
            Statement::Ssi(ssi) => self.ssi = Some(ssi),
            Statement::SystemDateformat(format) => self.date_format = format,
            Statement::SystemResidence(residence) => self.residence = Some(residence),
            Statement::SystemUserids(userids) => self.system_userids.extend(userids),
            Statement::TimezoneBoundary(boundary) => self.timezone_boundaries.push(boundary),
            Statement::TimezoneDefinition(zone) => self.timezones.push(zone),
            Statement::UserVolume { list, mut volids } => match list {
                VolumeList::Exclude => self.user_volume_exclude.append(&mut volids),
                VolumeList::Include => self.user_volume_include.append(&mut volids),
                VolumeList::List => self.user_volume_list.append(&mut volids),
            },
            Statement::UserVolumeRdev { volid, device } => {
                self.volume_devices.insert(volid, device);
            }
            Statement::Other { name, operands } => {
                self.others.entry(name).or_default().push(operands);
            }
            Statement::Equate { .. }
            | Statement::SystemIdentifier(_)
            | Statement::SystemIdentifierDefault(_) => {}
        }
    }

    /// Only qualifiers that meet through an EQUATE name a slot twice: the first one holds.
    fn own(&mut self, slot: u8, volid: Option<String>, device: Option<u16>) {
        let Some(volid) = volid else { return };
        if let Some(device) = device {
            self.volume_devices.insert(volid.clone(), device);
        }
        self.cp_owned.entry(slot).or_insert(volid);
    }
}

impl Parsed {
    /// What holds for the system that `identity` is. The first SYSTEM_IDENTIFIER about it names
    /// it, or else SYSTEM_IDENTIFIER_DEFAULT.
    pub fn resolve(&self, identity: &Identity<'_>) -> Result<SystemConfig, Unidentified> {
        Ok(self.of_system(self.system_name(identity)?))
    }

    /// What holds for the system of that name, whatever the machine is.
    pub fn of_system(&self, system: &str) -> SystemConfig {
        let mut config = SystemConfig { system_name: system.to_owned(), ..Default::default() };
        let names = self.names_of(system);
        for scoped in &self.statements {
            if scoped.scope.holds_for(names.iter().copied()) {
                config.add(&scoped.statement);
            }
        }
        config
    }

    /// Whether a statement of this scope holds for a system, by its name and EQUATE names.
    pub fn holds_for(&self, scope: &Scope, system: &str) -> bool {
        scope.holds_for(self.names_of(system).iter().copied())
    }

    /// The errors that are about statements of a system, by its name.
    pub fn problems_of<'a>(&'a self, system: &'a str) -> impl Iterator<Item = &'a Problem> {
        self.problems.iter().filter(|problem| self.holds_for(&problem.scope, system))
    }

    fn system_name(&self, identity: &Identity<'_>) -> Result<&str, Unidentified> {
        let named = self.identifiers().find_map(|identifier| identifier.system_of(identity));
        let default = || {
            self.statements.iter().find_map(|scoped| match &scoped.statement {
                Statement::SystemIdentifierDefault(system) => Some(system.as_str()),
                _ => None,
            })
        };
        named.or_else(default).ok_or_else(|| Unidentified {
            lpar_name: identity.lpar_name.map(str::to_string),
            machine_type: identity.machine_type.to_string(),
            cpu_id: identity.cpu_id.to_string(),
            statements: self.identifiers().cloned().collect(),
        })
    }

    fn identifiers(&self) -> impl Iterator<Item = &SystemIdentifier> {
        self.statements.iter().filter_map(|scoped| match &scoped.statement {
            Statement::SystemIdentifier(identifier) => Some(identifier),
            _ => None,
        })
    }

    /// The system's name and the EQUATE names it goes by.
    pub(crate) fn names_of<'a>(&'a self, system: &'a str) -> BTreeSet<&'a str> {
        let equated = self.statements.iter().filter_map(|scoped| match &scoped.statement {
            Statement::Equate { name, systems } => {
                systems.iter().any(|pattern| matches(pattern, system)).then_some(name.as_str())
            }
            _ => None,
        });
        equated.chain([system]).collect()
    }
}
