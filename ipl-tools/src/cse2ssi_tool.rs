//! CSE2SSI on the command line: reads the old files, writes the new ones and the report.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Args;
use ipl_tools::cse2ssi::{Converted, DirectoryInput, convert_config, convert_directory, report};
use ipl_tools::plan::Plan;
use ipl_tools::user_directory;

/// Old files, cluster, and where the new files go.
#[derive(Args)]
pub struct Arguments {
    /// SYSTEM CONFIG of the CSE systems
    #[arg(long)]
    config: Option<PathBuf>,
    /// USER DIRECT of the CSE systems
    #[arg(long)]
    directory: Option<PathBuf>,
    /// The plan of the cluster; none: the shipped LTICS1
    #[arg(long)]
    plan: Option<PathBuf>,
    /// SYSTEM CONFIG of the cluster with the EQIDs of its devices; none: the new one
    #[arg(long)]
    eqids: Option<PathBuf>,
    /// USER DIRECT that was installed for the cluster; none: the one that INSTALL writes
    #[arg(long)]
    installed: Option<PathBuf>,
    /// The folder that gets SYSTEM.CONFIG, USER.DIRECT and CSE2SSI.REPORT
    #[arg(long, default_value = "cse2ssi")]
    output: PathBuf,
    /// Even if they are there already
    #[arg(long)]
    replace: bool,
}

/// Converts what is given.
pub fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { config, directory, output, replace, .. } = arguments;
    ensure!(config.is_some() || directory.is_some(), "give --config, --directory or both");
    let plan = match &arguments.plan {
        Some(file) => Plan::load(file)?,
        None => Plan::sample("ltics1")?,
    };
    let config = config.as_deref().map(read).transpose()?.map(|text| convert_config(&text, &plan));
    let mut files = Vec::new();
    let mut told = String::new();
    if let Some(Converted { text, decisions, .. }) = &config {
        files.push(("SYSTEM.CONFIG", text.clone()));
        told += &report("SYSTEM CONFIG", decisions);
    }
    if let Some(file) = directory {
        let converted = users(&read(file)?, &plan, config.as_ref(), arguments)?;
        files.push(("USER.DIRECT", converted.text));
        told += &(String::from(if told.is_empty() { "" } else { "\n" })
            + &report("USER DIRECT", &converted.decisions));
    }
    files.push(("CSE2SSI.REPORT", told));
    write(output, &files, *replace)
}

/// The users, with what the configuration says of them and of their devices.
fn users(
    text: &str,
    plan: &Plan,
    config: Option<&Converted>,
    arguments: &Arguments,
) -> Result<Converted> {
    let installed = match &arguments.installed {
        Some(file) => read(file)?,
        None => user_directory::generate(plan),
    };
    let eqids = match &arguments.eqids {
        Some(file) => read(file)?,
        None => config.map_or_else(String::new, |config| config.text.clone()),
    };
    let everywhere = config.map_or(&[][..], |config| &config.everywhere);
    Ok(convert_directory(&DirectoryInput {
        text,
        plan,
        installed: &installed,
        config: &eqids,
        everywhere,
    }))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

/// Writes all files, or none if one is there already.
fn write(folder: &Path, files: &[(&str, String)], replace: bool) -> Result<()> {
    for (name, _) in files {
        let path = folder.join(name);
        ensure!(
            replace || !path.exists(),
            "{} is there already; nothing was written. --replace writes it",
            path.display()
        );
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for (name, text) in files {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}
