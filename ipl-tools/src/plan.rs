//! The plan of an installation: what INSTPLAN asks for and INSTALL carries out.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use formats::label::Volid;
use formats::pdr::Name;
use serde::{Deserialize, Serialize};

/// Members that a cluster may be planned with.
const MAXIMUM_MEMBERS: usize = 8;

/// The shipped plans, by name.
pub const SAMPLES: [(&str, &str); 2] = [
    ("ltics1", include_str!("../plans/ltics1.toml")),
    ("nonssi", include_str!("../plans/nonssi.toml")),
];

/// A whole plan; its file is TOML of the same names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The cluster's name; none for a Non-SSI installation.
    pub cluster: Option<String>,
    /// Where the members will be IPLed.
    pub level: Level,
    /// Volume of the PDR and of parm disk 1.
    pub common: VolumePlan,
    /// Volume of the product's code.
    pub release: VolumePlan,
    /// The members in the order of their slots.
    #[serde(rename = "member")]
    pub members: Vec<Member>,
}

/// Where members run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// In logical partitions.
    First,
    /// As guests of another hypervisor.
    Second,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First => "First-Level",
            Self::Second => "Second-Level",
        })
    }
}

/// A volume by label and device number (four hexadecimal digits).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumePlan {
    /// Its label.
    pub label: String,
    /// Its device number.
    pub address: String,
}

/// One member and its own volumes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// System name.
    pub name: String,
    /// LPAR or user id from which it is IPLed.
    pub userid: String,
    /// The devices at which each other member reaches this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub islink: Vec<String>,
    /// System residence.
    pub res: VolumePlan,
    /// Spool volume.
    pub spool: VolumePlan,
    /// Paging volume.
    pub page: VolumePlan,
}

/// What a volume is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// PDR and parm disk 1.
    Common,
    /// Product code.
    Release,
    /// System residence.
    Res,
    /// Spool files.
    Spool,
    /// Paging.
    Page,
}

/// A volume of the plan.
#[derive(Clone, Copy, Debug)]
pub struct Volume<'a> {
    /// What it is for.
    pub role: Role,
    /// The member that owns it; none for the cluster's.
    pub member: Option<&'a Member>,
    /// Label.
    pub label: &'a str,
    /// Device number.
    pub address: &'a str,
}

impl Plan {
    /// Reads a plan and checks it.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("plan {} cannot be read", path.display()))?;
        Self::parse(&text).with_context(|| format!("plan {}", path.display()))
    }

    /// A shipped plan.
    pub fn sample(name: &str) -> Result<Self> {
        let found = SAMPLES.iter().find(|(sample, _)| sample.eq_ignore_ascii_case(name));
        let Some((_, text)) = found else { bail!("no sample {name}; expected ltics1 or nonssi") };
        Self::parse(text)
    }

    /// The plan in a text, checked.
    pub fn parse(text: &str) -> Result<Self> {
        let plan: Self = toml::from_str(text)?;
        plan.check()?;
        Ok(plan)
    }

    /// All volumes: the common and release volume, then each member's RES, SPOOL and PAGE.
    pub fn volumes(&self) -> Vec<Volume<'_>> {
        let cluster = [(Role::Common, None, &self.common), (Role::Release, None, &self.release)];
        let own =
            self.members.iter().flat_map(|m| {
                [(Role::Res, Some(m), &m.res), (Role::Spool, Some(m), &m.spool)]
                    .into_iter()
                    .chain([(Role::Page, Some(m), &m.page)])
            });
        let all = cluster.into_iter().chain(own);
        all.map(|(role, member, VolumePlan { label, address })| Volume {
            role,
            member,
            label,
            address,
        })
        .collect()
    }

    /// The member of that name, in any case, with its slot (from 1).
    pub fn member(&self, name: &str) -> Option<(usize, &Member)> {
        (1..).zip(&self.members).find(|(_, member)| member.name.eq_ignore_ascii_case(name))
    }

    fn check(&self) -> Result<()> {
        let most = if self.cluster.is_some() { MAXIMUM_MEMBERS } else { 1 };
        let count = self.members.len();
        ensure!((1..=most).contains(&count), "{count} members; expected 1 to {most}");
        let names = self.members.iter().flat_map(|m| [("member", &m.name), ("userid", &m.userid)]);
        for (what, name) in names.chain(self.cluster.iter().map(|name| ("cluster", name))) {
            ensure!(
                is_upper(name) && Name::new(name).is_some(),
                "{what} {name:?}: expected 1 to 8 capital letters and digits"
            );
        }
        let volumes = self.volumes();
        for volume in &volumes {
            let label = volume.label;
            ensure!(
                is_upper(label) && Volid::new(label).is_some(),
                "label {label:?}: expected 1 to 6 capital letters and digits"
            );
        }
        let links = self.members.iter().flat_map(|member| &member.islink);
        for address in volumes.iter().map(|v| v.address).chain(links.map(String::as_str)) {
            let good = address.len() == 4 && address.bytes().all(|b| b.is_ascii_hexdigit());
            ensure!(good, "address {address:?}: expected four hexadecimal digits");
        }
        unique("member", self.members.iter().map(|m| m.name.as_str()))?;
        unique("userid", self.members.iter().map(|m| m.userid.as_str()))?;
        unique("label", volumes.iter().map(|v| v.label))?;
        unique("address", volumes.iter().map(|v| v.address))
    }

    /// User ids that differ in one letter from what all others agree on, each with the question
    /// to ask: what the paper's authors typed as 2LVMVM9.
    pub fn doubts(&self) -> Vec<String> {
        let ids: Vec<&str> = self.members.iter().map(|member| member.userid.as_str()).collect();
        let same_length = ids.windows(2).all(|pair| pair[0].len() == pair[1].len());
        if ids.len() < 3 || !same_length {
            return Vec::new();
        }
        let mut doubts = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            let others: Vec<&str> =
                ids.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, other)| *other).collect();
            for place in 0..id.len() {
                let letter = others[0].as_bytes()[place];
                let agree = others.iter().all(|other| other.as_bytes()[place] == letter);
                if agree && letter != id.as_bytes()[place] {
                    let mut meant = String::from(*id);
                    meant.replace_range(place..=place, &char::from(letter).to_string());
                    let name = &self.members[at].name;
                    doubts.push(format!("MEMBER {name}: IS {id} MEANT, AND NOT {meant}?"));
                }
            }
        }
        doubts
    }
}

fn is_upper(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn unique<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for name in names {
        ensure!(seen.insert(name.to_ascii_uppercase()), "{what} {name} is named twice");
    }
    Ok(())
}
