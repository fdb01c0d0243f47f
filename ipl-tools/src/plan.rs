//! The plan of an installation: what INSTPLAN asks for and INSTALL carries out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use formats::label::Volid;
use formats::pdr::Name;
use serde::{Deserialize, Serialize};

use crate::choices::{DasdModel, Language, Level, PRODUCTS, Products};
use crate::mistyped::mistyped;

/// Members that a cluster may be planned with.
pub const MAXIMUM_MEMBERS: usize = 8;
/// CTC devices of the links between two members.
pub const MAXIMUM_LINK_DEVICES: usize = 2;

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
    /// The system's language.
    #[serde(default)]
    pub language: Language,
    /// How large the volumes are.
    #[serde(default)]
    pub dasd: DasdModel,
    /// The common service filepool.
    #[serde(default = "default_filepool")]
    pub filepool: String,
    /// Whether INSTALL makes the volumes; else they are there, with their labels.
    #[serde(default = "default_format")]
    pub format: bool,
    /// What is loaded, and to where.
    #[serde(default)]
    pub products: Products,
    /// Volume of the PDR and of parm disk 1.
    pub common: VolumePlan,
    /// Volume of the product's code.
    pub release: VolumePlan,
    /// The members in the order of their slots.
    #[serde(rename = "member")]
    pub members: Vec<Member>,
}

fn default_filepool() -> String {
    "S1SVPOOL".into()
}

const fn default_format() -> bool {
    true
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
    /// The CTC devices from this member to others, by their names, where they are not those at
    /// which every other member reaches it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ctc: BTreeMap<String, Vec<String>>,
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

impl VolumePlan {
    fn new(label: String, address: u16) -> Self {
        Self { label, address: format!("{address:04X}") }
    }
}

impl Member {
    /// The member of a slot (from 1) before its names are known: volumes and links as the
    /// planning begins with.
    pub fn of_slot(slot: u16) -> Self {
        let address = 0x8292 + 3 * (slot - 1);
        Self {
            name: String::new(),
            userid: String::new(),
            islink: vec![format!("F{slot:X}40"), format!("F{slot:X}48")],
            res: VolumePlan::new(format!("M{slot:02}RES"), address),
            spool: VolumePlan::new(format!("M{slot:02}S01"), address + 1),
            page: VolumePlan::new(format!("M{slot:02}P01"), address + 2),
            ctc: BTreeMap::new(),
        }
    }

    /// The devices at which this member reaches `peer`.
    pub fn devices_to<'a>(&'a self, peer: &'a Self) -> &'a [String] {
        self.ctc.get(&peer.name).unwrap_or(&peer.islink)
    }
}

impl Plan {
    /// A plan of four members before anything was asked.
    pub fn blank() -> Self {
        Self {
            cluster: Some(String::new()),
            level: Level::Second,
            language: Language::default(),
            dasd: DasdModel::default(),
            filepool: default_filepool(),
            format: default_format(),
            products: Products::default(),
            common: VolumePlan::new("VMCOM1".into(), 0x8290),
            release: VolumePlan::new("620RL1".into(), 0x8291),
            members: (1..=4).map(Member::of_slot).collect(),
        }
    }

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

    /// Whether the plan can be installed; else the first thing that is wrong.
    pub fn check(&self) -> Result<()> {
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
        ensure!(
            is_upper(&self.filepool) && Name::new(&self.filepool).is_some(),
            "filepool {:?}: expected 1 to 8 capital letters and digits",
            self.filepool
        );
        let links =
            self.members.iter().flat_map(|m| m.islink.iter().chain(m.ctc.values().flatten()));
        for address in volumes.iter().map(|v| v.address).chain(links.map(String::as_str)) {
            ensure!(is_address(address), "address {address:?}: expected four hexadecimal digits");
        }
        self.check_links()?;
        self.check_products()?;
        unique("member", self.members.iter().map(|m| m.name.as_str()))?;
        unique("userid", self.members.iter().map(|m| m.userid.as_str()))?;
        unique("label", volumes.iter().map(|v| v.label))?;
        unique("address", volumes.iter().map(|v| v.address))
    }

    fn check_links(&self) -> Result<()> {
        for member in &self.members {
            for peer in member.ctc.keys() {
                let known = self.member(peer).is_some_and(|(_, other)| other.name != member.name);
                ensure!(known, "ctc of {}: {peer} is no other member", member.name);
            }
        }
        Ok(())
    }

    fn check_products(&self) -> Result<()> {
        let Products { minidisk, filepool } = &self.products;
        for product in minidisk.iter().chain(filepool) {
            let known = PRODUCTS.contains(&product.as_str());
            ensure!(known, "product {product:?}: expected one of {}", PRODUCTS.join(" "));
        }
        unique("product", minidisk.iter().chain(filepool).map(String::as_str))
    }

    /// User ids that differ in one letter from what all others agree on, each with the question
    /// to ask: what the paper's authors typed as 2LVMVM9.
    pub fn doubts(&self) -> Vec<String> {
        let ids: Vec<&str> = self.members.iter().map(|member| member.userid.as_str()).collect();
        let doubt = |(at, meant): (usize, String)| {
            let Member { name, userid, .. } = &self.members[at];
            format!("MEMBER {name}: IS {userid} MEANT, AND NOT {meant}?")
        };
        mistyped(&ids).into_iter().map(doubt).collect()
    }
}

/// Whether a text is a device number as plans have it.
pub fn is_address(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
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
