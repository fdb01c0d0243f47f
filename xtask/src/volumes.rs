//! The volumes of a plan: installed where they are not, and IPLed from with what was just built.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use ipl_tools::install::{Contents, install, interrupted, parameters, volume_path};
use ipl_tools::plan::{Member, Plan};
use ipl_tools::salipl::{self, Programs};

use crate::ipl::Dasd;

/// Where plan and volumes are.
#[derive(Args)]
pub struct Place {
    /// The plan; none: the shipped LTICS1
    #[arg(long)]
    plan: Option<PathBuf>,
    /// The folder of the volumes; none: `volumes` of this checkout
    #[arg(long, env = "ATOLL_VOLUMES")]
    volumes: Option<PathBuf>,
}

impl Place {
    /// The plan.
    pub fn plan(&self) -> Result<Plan> {
        self.plan.as_ref().map_or_else(|| Plan::sample("ltics1"), |file| Plan::load(file))
    }

    /// The folder of the volumes: not one that `cargo clean` removes.
    fn folder(&self) -> Result<PathBuf> {
        let root = crate::root();
        let folder = self.volumes.clone().unwrap_or_else(|| root.join("volumes"));
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        let folder = folder.canonicalize()?;
        let target = root.join("target");
        ensure!(
            !target.canonicalize().is_ok_and(|target| folder.starts_with(target)),
            "{}: `cargo clean` would remove the volumes; expected a folder outside of target",
            folder.display()
        );
        Ok(folder)
    }

    /// Sees to it that the plan's volumes are there and that `member` is IPLed from `programs`;
    /// answers every volume at its address.
    pub fn prepare(
        &self,
        plan: &Plan,
        member: &Member,
        programs: Programs<'_>,
    ) -> Result<Vec<Dasd>> {
        let folder = self.folder()?;
        // Members that are IPLed at the same moment install once.
        let lock = File::create(folder.join("INSTALL.LOCK"))?;
        lock.lock()?;
        if !are_there(plan, &folder)? {
            install_all(plan, &folder, programs)?;
        }
        let res = volume_path(&folder, &member.res.label);
        if salipl::replace(&res, programs, &parameters(plan))? {
            eprintln!("PUT2PROD: volume {} has the nucleus just built.", member.res.label);
        }
        let volumes = plan.volumes().into_iter();
        volumes.map(|v| Dasd::new(v.address, volume_path(&folder, v.label))).collect()
    }
}

/// Whether all volumes are there. Some alone are nobody's to overwrite, unless an INSTALL was
/// interrupted, which goes on.
fn are_there(plan: &Plan, folder: &Path) -> Result<bool> {
    if interrupted(folder)?.is_some() {
        return Ok(false);
    }
    let volumes = plan.volumes();
    let missing: Vec<&str> = volumes
        .iter()
        .map(|volume| volume.label)
        .filter(|label| !volume_path(folder, label).exists())
        .collect();
    if missing.is_empty() || missing.len() == volumes.len() {
        return Ok(missing.is_empty());
    }
    bail!(
        "{}: volumes {} are missing, the others are there; INSTALL --replace writes all anew",
        folder.display(),
        missing.join(" ")
    )
}

/// INSTALL and INSTSCID REMOVE, as the paper's authors did it.
fn install_all(plan: &Plan, folder: &Path, programs: Programs<'_>) -> Result<()> {
    println!("INSTALL: {} volumes in {}", plan.volumes().len(), folder.display());
    let contents = Contents { programs: Some(programs), directory: None, instscid_remove: true };
    install(plan, folder, contents, false, &mut |line| println!("{line}"))
}
