//! INSTSCID: from where the members may be IPLed.

use std::path::Path;

use anyhow::Result;

use crate::cms::CmsMinidisk;
use crate::install::{PARM_DISK, volume_path};
use crate::plan::{Member, Plan};
use crate::system_config::{Identifiers, replace_identifiers};

/// Message of REMOVE.
const REMOVED: &str = "MSGPFX8404I SYSTEM CONFIG has been updated to allow all members
           to be IPL'ed ONLY from the LPAR/USERid
           defined for each member at install time.";

/// INSTSCID REMOVE: each member only from the LPAR or user id of the plan.
pub fn remove(plan: &Plan, volumes: &Path) -> Result<String> {
    change(plan, volumes, Identifiers::Planned)?;
    Ok(format!("{}{REMOVED}\n{}", heading("REMOVE FOR ALL MEMBERS"), ended()))
}

/// INSTSCID ADD: `member` from anywhere.
pub fn add(plan: &Plan, volumes: &Path, member: &Member) -> Result<String> {
    change(plan, volumes, Identifiers::Any(member))?;
    Ok(format!("{}{}", heading(&format!("ADD FOR MEMBER {}", member.name)), ended()))
}

fn heading(what: &str) -> String {
    let stars = "*".repeat(53);
    format!("{stars}\n*      PROCESSING {what}\n{stars}\n")
}

fn ended() -> &'static str {
    "MSGPFX8392I INSTSCID EXEC ENDED SUCCESSFULLY"
}

fn change(plan: &Plan, volumes: &Path, identifiers: Identifiers<'_>) -> Result<()> {
    let common = volume_path(volumes, &plan.common.label);
    let mut parm_disk = CmsMinidisk::open(&common, PARM_DISK.0, PARM_DISK.1)?;
    let config = parm_disk.read_text("SYSTEM", "CONFIG")?;
    let config = replace_identifiers(&config, plan, identifiers);
    parm_disk.write_text("SYSTEM", "CONFIG", &config)
}
