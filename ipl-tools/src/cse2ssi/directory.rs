//! USER DIRECT: the installed directory with the users of the CSE directory in it.

use config::{Parsed, parse as parse_config};
use directory::{Directory, Name, minidisks, parse};

use super::decide::{Circumstances, Fate, affine, decide, unique};
use super::entry::{Entry, Kind, Source, Statement};
use super::links::Local;
use super::output::{
    filtered, identity, is_profile, is_virtual_disk, shared_minidisks, subconfig_names,
    with_virtual_chpid,
};
use super::{Converted, Decision};
use crate::plan::Plan;

/// What a directory is made of.
#[derive(Clone, Copy, Debug)]
pub struct DirectoryInput<'a> {
    /// The CSE directory.
    pub text: &'a str,
    /// The cluster.
    pub plan: &'a Plan,
    /// The directory that was installed for it.
    pub installed: &'a str,
    /// SYSTEM CONFIG of the cluster, for the EQIDs in it.
    pub config: &'a str,
    /// Users that XSPOOL_XLIST let log on to every system.
    pub everywhere: &'a [String],
}

/// Makes the cluster's directory.
pub fn convert_directory(input: &DirectoryInput<'_>) -> Converted {
    let (source, installed) = (Source::read(input.text), Source::read(input.installed));
    let config = parse_config("SYSTEM CONFIG", input.config.lines());
    let conversion = Conversion {
        members: input.plan.members.iter().map(|member| member.name.as_str()).collect(),
        local: Local(&installed),
        input,
        source: &source,
        installed: &installed,
        config,
    };
    let mut decisions = conversion.residence();
    let fates: Vec<(&Entry, Fate, Vec<String>)> = conversion.fates();
    let profiles = conversion.profiles(&fates, &mut decisions);
    let users: Vec<(&str, String)> =
        fates.iter().filter_map(|fate| conversion.user(fate, &mut decisions)).collect();
    let text = conversion.compose(&profiles, &users);
    decisions.extend(conversion.problems(&text));
    Converted { text, decisions, everywhere: input.everywhere.to_vec() }
}

struct Conversion<'a> {
    members: Vec<&'a str>,
    local: Local<'a>,
    input: &'a DirectoryInput<'a>,
    source: &'a Source,
    installed: &'a Source,
    config: Parsed,
}

impl<'a> Conversion<'a> {
    /// What becomes of each DIRECTORY statement.
    fn residence(&self) -> Vec<Decision> {
        let decided = self.source.directories.iter().map(|(words, record)| {
            let subject = format!("RECORD {record}, {}", words.join(" "));
            let system = words.last().map_or("", String::as_str);
            match self.input.plan.member(system) {
                Some((slot, member)) => {
                    let label = &member.res.label;
                    let why = format!("{label} is slot {slot} of the one DIRECTORY SSI statement");
                    Decision::new(subject, "replaced", why)
                }
                None => {
                    let why = format!("{system} is not to be a member");
                    Decision::new(subject, "left out", why)
                }
            }
        });
        decided.collect()
    }

    /// What becomes of each user, in the source's order.
    fn fates(&self) -> Vec<(&'a Entry, Fate, Vec<String>)> {
        let users = self.source.entries.iter().filter(|entry| !is_profile(entry));
        let fate = |user: &'a Entry| {
            let installed = self.installed.find(&user.name, false);
            let (fate, why) = decide(
                user,
                &Circumstances {
                    members: &self.members,
                    installed: installed.is_some_and(|entry| entry.kind == Kind::Identity),
                    everywhere: self.input.everywhere.contains(&user.name),
                    local: &self.local,
                },
            );
            (user, fate, why)
        };
        users.map(fate).collect()
    }

    /// The profiles that are taken over, with what relocation needs in those of relocated users.
    fn profiles(
        &self,
        fates: &[(&Entry, Fate, Vec<String>)],
        decisions: &mut Vec<Decision>,
    ) -> Vec<(&'a str, String)> {
        let mut all = Vec::new();
        for profile in self.source.entries.iter().filter(is_profile) {
            let subject = format!("PROFILE {}", profile.name);
            if self.is_of_an_installed_identity(&profile.name) {
                let why = "users of the new release include the one that the directory has";
                decisions.push(Decision::new(subject, "installed one kept", why));
                continue;
            }
            let relocated: Vec<&str> = fates
                .iter()
                .filter(|(user, fate, _)| {
                    let included = user.profile() == Some(&profile.name);
                    included && matches!(fate, Fate::Relocated { .. })
                })
                .map(|(user, ..)| user.name.as_str())
                .collect();
            let changed = with_virtual_chpid(profile).filter(|_| !relocated.is_empty());
            let (outcome, why) = match &changed {
                Some(_) => {
                    let why = format!("CHPIDVIRTUALIZATION ONE is added: {}", relocated.join(" "));
                    ("changed", why + " could not be relocated without")
                }
                None => ("copied", "there is nothing of CSE in it".into()),
            };
            decisions.push(Decision::new(subject, outcome, why));
            let text = filtered(changed.as_ref().unwrap_or(profile), |_| true);
            all.push((profile.name.as_str(), text));
        }
        all
    }

    fn is_of_an_installed_identity(&self, profile: &str) -> bool {
        let includes =
            |entry: &Entry| entry.kind == Kind::Identity && entry.profile() == Some(profile);
        self.installed.entries.iter().any(includes)
    }

    /// A user's new entry; none if the installed one stays.
    fn user(
        &self,
        (user, fate, why): &(&'a Entry, Fate, Vec<String>),
        decisions: &mut Vec<Decision>,
    ) -> Option<(&'a str, String)> {
        let subject = format!("USER {}", user.name);
        let mut reasons = why.clone();
        let (outcome, text) = match fate {
            Fate::Installed => ("IDENTITY as installed", None),
            Fate::AsItIs => {
                ("USER", Some(filtered(user, |statement| statement.systems.is_empty())))
            }
            Fate::Pinned { to } => ("USER", Some(filtered(user, |s| s.holds_on(to)))),
            Fate::Relocated { from } => {
                reasons.extend(self.relocation(user));
                ("USER that is relocated", Some(self.relocated(user, from)))
            }
            Fate::Identity => {
                reasons.extend(shared_minidisks(user, &self.members));
                ("IDENTITY", Some(self.identity(user)))
            }
        };
        decisions.push(Decision { subject, outcome: outcome.into(), reasons });
        Some((user.name.as_str(), text?))
    }

    fn identity(&self, user: &Entry) -> String {
        let members = &self.input.plan.members;
        let taken = |name: &str| {
            [self.source, self.installed].iter().any(|source| source.find(name, false).is_some())
        };
        let names = subconfig_names(&user.name, members.len(), taken);
        identity(user, members, &names, &self.local)
    }

    /// The user with its devices on `from`, without virtual disks, and able to be relocated.
    fn relocated(&self, user: &Entry, from: &str) -> String {
        let by_profile = user.profile().is_some_and(|name| self.source.find(name, true).is_some());
        let changed = if by_profile { None } else { with_virtual_chpid(user) };
        let user = changed.as_ref().unwrap_or(user);
        filtered(user, |s| s.holds_on(from) && !is_virtual_disk(s))
    }

    /// What relocation asks of the rest of the configuration.
    fn relocation(&self, user: &Entry) -> Vec<String> {
        let mut reasons = self.equivalent_devices(user);
        for disk in user.statements.iter().filter(|statement| is_virtual_disk(statement)) {
            reasons.push(format!("{} is left out: a guest with it is not relocatable", disk.text));
        }
        let profile = user.profile().and_then(|name| self.source.find(name, true));
        let statements = profile.into_iter().chain([user]).flat_map(|entry| &entry.statements);
        let links = statements.filter(|statement| self.local.is_link_to_local(statement));
        let devices: Vec<&str> = links.map(device_of_link).collect();
        if !devices.is_empty() {
            let devices = devices.join(" ");
            reasons.push(format!("links to local minidisks, to be detached before: {devices}"));
        }
        reasons
    }

    /// The real devices that stand behind each dedicated one, and whether SYSTEM CONFIG says that
    /// they are equivalent.
    fn equivalent_devices(&self, user: &Entry) -> Vec<String> {
        let own = affine(user, &self.members);
        let devices = unique(own.iter().map(|dedicate| dedicate.word(1)));
        let told = devices.into_iter().map(|device| {
            let real: Vec<(&str, &str)> = self
                .members
                .iter()
                .flat_map(|member| {
                    let here = own.iter().filter(|s| s.word(1) == device && s.holds_on(member));
                    here.map(|dedicate| (*member, dedicate.word(2)))
                })
                .collect();
            let places: Vec<String> =
                real.iter().map(|(member, device)| format!("{device} of {member}")).collect();
            let eqids = unique_eqids(real.iter().map(|(member, real)| self.eqid(member, real)));
            match &eqids[..] {
                [Some(eqid)] => format!("{device} is EQID {eqid}: {}", places.join(", ")),
                _ => format!("{device} needs one EQID in SYSTEM CONFIG for {}", places.join(", ")),
            }
        });
        told.collect()
    }

    fn eqid(&self, member: &str, device: &str) -> Option<String> {
        let device = syntax::device_number(device)?;
        let config = self.config.of_system(member);
        let of_it = config
            .rdevices
            .iter()
            .filter(|rdevice| rdevice.devices.iter().any(|range| range.iter().contains(&device)));
        of_it.filter_map(|rdevice| rdevice.eqid.clone()).next()
    }

    /// The installed directory without what is replaced, and with what is new.
    fn compose(&self, profiles: &[(&str, String)], users: &[(&str, String)]) -> String {
        let lines: Vec<&str> = self.input.installed.lines().collect();
        let part =
            |first: u32, last: u32| lines[first as usize - 1..last as usize].join("\n") + "\n";
        let first = self.installed.entries.first().map_or(lines.len() as u32 + 1, |e| e.records.0);
        let mut text = if first > 1 { part(1, first - 1) } else { String::new() };
        for (profile, new) in [(true, profiles), (false, users)] {
            let kept = self.installed.entries.iter().filter(|entry| {
                is_profile(entry) == profile && !new.iter().any(|(name, _)| *name == entry.name)
            });
            let kept = kept.map(|entry| part(entry.records.0, entry.records.1));
            for entry in kept.chain(new.iter().map(|(_, text)| text.clone())) {
                text = format!("{}\n\n{entry}", text.trim_end());
            }
        }
        text
    }

    /// What DIRECTXA and DISKMAP would say of the result.
    fn problems(&self, text: &str) -> Vec<Decision> {
        let members: Vec<Name> = self.members.iter().filter_map(|name| Name::new(name)).collect();
        let correct = |why| Decision::new("TO BE CORRECTED BY HAND", "error", why);
        match parse("NEW USER DIRECT", text, &members) {
            Ok(directory) => self.overlaps(&directory).into_iter().map(correct).collect(),
            Err(problems) => problems.iter().map(|problem| correct(problem.to_string())).collect(),
        }
    }

    /// Minidisks on the cluster's volumes that have cylinders of another one.
    fn overlaps(&self, directory: &Directory) -> Vec<String> {
        let plan = self.input.plan;
        let mut told = Vec::new();
        for (volume, extents) in minidisks(directory, |_| plan.dasd.cylinders()) {
            let label = volume.to_string();
            if !plan.volumes().iter().any(|planned| planned.label == label) {
                continue;
            }
            for extent in extents.iter().filter(|extent| extent.overlap) {
                let Some((owner, device)) = extent.owner else { continue };
                let (start, end) = (extent.start, extent.end);
                told.push(format!(
                    "minidisk {device:04X} of {owner}, cylinders {start}-{end} of {label}: others \
                     are there already"
                ));
            }
        }
        told
    }
}

/// Where a LINK puts the minidisk.
fn device_of_link(link: &Statement) -> &str {
    if link.word(3).is_empty() { link.word(2) } else { link.word(3) }
}

fn unique_eqids(eqids: impl Iterator<Item = Option<String>>) -> Vec<Option<String>> {
    let mut all = Vec::new();
    for eqid in eqids {
        if !all.contains(&eqid) {
            all.push(eqid);
        }
    }
    all
}
