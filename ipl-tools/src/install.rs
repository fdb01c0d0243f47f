//! INSTALL: writes all volumes of a plan; PUT2PROD: writes what they are IPLed from only.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use directory::{Directory, minidisks};
use embassy_futures::block_on;
use formats::allocation::{ALLOCATION_BLOCK, AllocationMap, Kind, Owner};
use formats::block::BlockDevice;
use formats::checkpoint::{Checkpoint, State};
use formats::label;
use formats::minidisk::Minidisk;
use formats::pdr::Name;

use crate::cms::CmsMinidisk;
use crate::plan::{Plan, Role, Volume};
use crate::salipl::{self, Programs};
use crate::system_config::{CHECKPOINT, Identifiers, generate};
use crate::{VolumeFile, cpfmtxa, directxa, formssi, instscid, user_directory};

/// First and last cylinder of parm disk 1 on the common volume.
pub const PARM_DISK: (u32, u32) = (1, 120);
/// First and last cylinder of the minidisk of a RES volume that holds CPLOAD MODULE.
pub const RES_PARM_DISK: (u32, u32) = (39, 158);
/// The object directory on a RES volume.
const DRCT: (u32, u32) = (1, 20);

/// What an INSTALL that has not ended leaves in the volumes' folder.
const PROGRESS: &str = "INSTALL.PROGRESS";

/// What INSTALL writes besides the plan's volumes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Contents<'a> {
    /// What the RES volumes are IPLed from; none: they cannot be IPLed until PUT2PROD.
    pub programs: Option<Programs<'a>>,
    /// The user directory's source; none: the shipped one for the plan.
    pub directory: Option<&'a str>,
    /// INSTSCID REMOVE at the end: each member can be IPLed from its LPAR or user id only.
    pub instscid_remove: bool,
}

/// The file of a volume.
pub fn volume_path(volumes: &Path, label: &str) -> PathBuf {
    volumes.join(format!("{label}.3390"))
}

/// INSTALL. `say` takes each message. Volumes that are there already are refused unless
/// `replace`, or unless an INSTALL of the same volumes was interrupted.
pub fn install(
    plan: &Plan,
    folder: &Path,
    contents: Contents<'_>,
    replace: bool,
    say: &mut dyn FnMut(&str),
) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let object = object_directory(plan, contents.directory)?;
    let labels: Vec<&str> = plan.volumes().iter().map(|volume| volume.label).collect();
    let labels = labels.join(" ");
    match interrupted(folder)? {
        Some(at) if at.labels == labels => {
            say(&format!("INSTALL STOPPED AT VOLUME {}; IT BEGINS ANEW", at.volume));
        }
        _ if replace || !plan.format => {}
        _ => refuse_volumes(plan, folder)?,
    }
    if !plan.format {
        formatted_volumes(plan, folder)?;
    }

    let progress = folder.join(PROGRESS);
    let volumes = plan.volumes();
    for (number, volume) in (1..).zip(&volumes) {
        record_progress(&progress, &labels, volume.label)?;
        let count = volumes.len();
        let address = volume.address;
        say(&format!("HCPIIS8490I NOW FORMATTING VOLUME {address} ({number} OF {count})"));
        format_volume(plan, folder, volume)?;
        match volume.role {
            Role::Common => write_common(plan, folder)?,
            Role::Res => write_res(plan, folder, volume, contents.programs, &object)?,
            Role::Release | Role::Spool | Role::Page => {}
        }
    }
    say("HCPMLP8392I INSTALL EXEC ENDED SUCCESSFULLY");
    if contents.instscid_remove {
        say(&instscid::remove(plan, folder)?);
    }
    Ok(fs::remove_file(&progress)?)
}

/// PUT2PROD: nucleus and loader on each RES volume; nothing else is touched.
pub fn put2prod(
    plan: &Plan,
    folder: &Path,
    programs: Programs<'_>,
    say: &mut dyn FnMut(&str),
) -> Result<()> {
    for member in &plan.members {
        let label = &member.res.label;
        let changed = salipl::replace(&volume_path(folder, label), programs, &parameters(plan))?;
        let what = if changed { "REPLACED" } else { "ARE CURRENT" };
        say(&format!("CPLOAD MODULE AND IPL TEXT OF VOLUME {label} {what}"));
    }
    say("HCPMLP8392I PUT2PROD EXEC ENDED SUCCESSFULLY");
    Ok(())
}

/// The IPL parameters that INSTALL stores on RES volumes: where SYSTEM CONFIG is.
pub fn parameters(plan: &Plan) -> String {
    format!("FN=SYSTEM FT=CONFIG PDNUM=1 PDVOL={}", plan.common.label)
}

/// The record is renamed into place: a kill leaves the old one or the new one.
fn record_progress(progress: &Path, labels: &str, volume: &str) -> Result<()> {
    let new = progress.with_extension("NEW");
    fs::write(&new, format!("{labels}\n{volume}\n"))?;
    fs::rename(&new, progress).with_context(|| format!("{} cannot be made", progress.display()))
}

/// Where an INSTALL stopped.
pub struct Interrupted {
    labels: String,
    volume: String,
}

/// The INSTALL into `folder` that has not ended, if there is one.
pub fn interrupted(folder: &Path) -> Result<Option<Interrupted>> {
    let path = folder.join(PROGRESS);
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path)?;
    let mut lines = text.lines().map(String::from);
    let (labels, volume) = (lines.next(), lines.next());
    Ok(labels.zip(volume).map(|(labels, volume)| Interrupted { labels, volume }))
}

fn refuse_volumes(plan: &Plan, folder: &Path) -> Result<()> {
    for volume in plan.volumes() {
        let path = volume_path(folder, volume.label);
        if path.exists() {
            bail!("{} is there already; nothing was changed. --replace formats it", path.display());
        }
    }
    Ok(())
}

/// With FORMAT N every volume must be there, with its label and as large as the plan says.
fn formatted_volumes(plan: &Plan, folder: &Path) -> Result<()> {
    for planned in plan.volumes() {
        let path = volume_path(folder, planned.label);
        let volume = VolumeFile::open(&path).context("FORMAT N: nothing was changed")?;
        let label = block_on(label::read(&volume)).map_err(|error| anyhow!("{error}"));
        let label = label.with_context(|| path.display().to_string())?;
        let (cylinders, expected) = (volume.cylinders(), plan.dasd.cylinders());
        ensure!(
            label.as_str() == planned.label && cylinders == expected,
            "{} is volume {label} of {cylinders} cylinders; expected {} of {expected}; nothing was \
             changed",
            path.display(),
            planned.label
        );
    }
    Ok(())
}

fn object_directory(plan: &Plan, source: Option<&str>) -> Result<Vec<u8>> {
    let source = source.map_or_else(|| user_directory::generate(plan), str::to_owned);
    let members: Vec<&str> = plan.members.iter().map(|member| member.name.as_str()).collect();
    let first = members.first().context("a plan without members")?;
    let directory = directxa::read_source("USER DIRECT", &source, &members)?;
    for member in &plan.members {
        let res = &member.res.label;
        let named = directory.residence.volumes.iter().any(|volume| volume.as_str() == res);
        ensure!(named, "USER DIRECT: the DIRECTORY statement does not name {res}");
    }
    minidisks_fit(plan, &directory)?;
    directxa::object(&directory, plan.cluster.as_deref().unwrap_or(first))
}

/// Each minidisk on a volume of the plan must end on it.
fn minidisks_fit(plan: &Plan, directory: &Directory) -> Result<()> {
    let cylinders = plan.dasd.cylinders();
    for (volume, extents) in minidisks(directory, |_| cylinders) {
        let name = volume.to_string();
        if !plan.volumes().iter().any(|planned| planned.label == name) {
            continue;
        }
        for extent in extents.iter().filter(|extent| extent.end >= cylinders) {
            let Some((user, device)) = extent.owner else { continue };
            bail!(
                "USER DIRECT: minidisk {device:04X} of {user} ends on cylinder {} of {name}; a {} \
                 has {cylinders} cylinders",
                extent.end,
                plan.dasd
            );
        }
    }
    Ok(())
}

/// Makes a volume: label if it is formatted here, allocation, owner.
fn format_volume(plan: &Plan, folder: &Path, volume: &Volume<'_>) -> Result<()> {
    let path = volume_path(folder, volume.label);
    let cylinders = plan.dasd.cylinders();
    if plan.format {
        if path.exists() {
            fs::remove_file(&path).with_context(|| format!("{} cannot go", path.display()))?;
        }
        cpfmtxa::format(&path, volume.label, cylinders)?;
    }
    let mut map = AllocationMap::new(cylinders);
    let last = cylinders - 1;
    let areas: &[(Kind, u32, u32)] = match volume.role {
        Role::Common => &[(Kind::Parm, PARM_DISK.0, PARM_DISK.1)],
        Role::Release => &[],
        Role::Res => {
            &[(Kind::Drct, DRCT.0, DRCT.1), (Kind::Parm, RES_PARM_DISK.0, RES_PARM_DISK.1)]
        }
        Role::Spool => &[(Kind::Spol, 1, last)],
        Role::Page => &[(Kind::Page, 1, last)],
    };
    for &(kind, first, last) in areas {
        map.allocate(kind, first..=last).map_err(|fault| anyhow!("{}: {fault}", volume.label))?;
    }
    map.owner = Owner {
        cluster: plan.cluster.as_deref().and_then(Name::new),
        system: volume.member.and_then(|member| Name::new(&member.name)),
    };
    let device = VolumeFile::open(&path)?;
    block_on(device.write(ALLOCATION_BLOCK, &map.to_block()))
        .map_err(|error| anyhow!("{}: {}", path.display(), error.reason()))
}

/// The PDR and parm disk 1.
fn write_common(plan: &Plan, folder: &Path) -> Result<()> {
    let path = volume_path(folder, &plan.common.label);
    if let Some(cluster) = &plan.cluster {
        let members: Vec<&str> = plan.members.iter().map(|member| member.name.as_str()).collect();
        formssi::create(&path, cluster, &members)?;
    }
    let mut parm_disk = CmsMinidisk::format(&path, PARM_DISK.0, PARM_DISK.1, "PMTCF0")?;
    // The last member is the one that z/VM's INSTALL leaves running.
    let last = plan.members.last().context("a plan without members")?;
    parm_disk.write_text("SYSTEM", "CONFIG", &generate(plan, Identifiers::Any(last)))
}

/// What CP is IPLed from, and the object directory.
fn write_res(
    plan: &Plan,
    folder: &Path,
    volume: &Volume<'_>,
    programs: Option<Programs<'_>>,
    object: &[u8],
) -> Result<()> {
    let path = volume_path(folder, volume.label);
    CmsMinidisk::format(&path, RES_PARM_DISK.0, RES_PARM_DISK.1, "MNTCF1")?;
    if let Some(programs) = programs {
        salipl::write(&path, programs, &parameters(plan))?;
    }
    directxa::write(&path, object, "USER DIRECT")?;
    write_checkpoint(&path)
}

/// An empty checkpoint, so that the first start is a WARM one like all others.
fn write_checkpoint(path: &Path) -> Result<()> {
    let (first, cylinders) = CHECKPOINT;
    let area = Minidisk::new(VolumeFile::open(path)?, first..=first + cylinders - 1);
    let area = area.with_context(|| format!("{} is cut off", path.display()))?;
    let made = block_on(Checkpoint::create(area, State::default()));
    made.map(drop).map_err(|fault| anyhow!("{}: checkpoint: {fault:?}", path.display()))
}
