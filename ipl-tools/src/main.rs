//! The host tools as one program.
#![forbid(unsafe_code)]

mod command;
mod cpsyntax_tool;
mod cse2ssi_tool;
mod plan_tool;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use command::{Cpfmtxa, Dasd, Formssi, Instscid, ProgramFiles, Tool};
use ipl_tools::cms::CmsMinidisk;
use ipl_tools::install::{Contents, install, put2prod};
use ipl_tools::plan::Plan;
use ipl_tools::salipl::Programs;
use ipl_tools::{Ended, ckd, cpfmtxa, dasd, directxa, diskmap, edit, formssi, instscid, salipl};

/// DIRECTXA's first line.
const TITLE: &str =
    concat!("Atoll USER DIRECTORY CREATION PROGRAM - VERSION ", env!("CARGO_PKG_VERSION"));

fn main() -> ExitCode {
    let Err(error) = run(Tool::parse()) else { return ExitCode::SUCCESS };
    match error.downcast_ref::<Ended>() {
        Some(ended) => {
            println!("{ended}");
            ExitCode::from(ended.code)
        }
        None => {
            eprintln!("Error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn run(tool: Tool) -> Result<()> {
    match tool {
        Tool::Instplan { plan, sample, output, accept } => {
            plan_tool::run(plan.as_deref(), sample.as_deref(), &output, accept)
        }
        Tool::Install { place, programs, directory, instscid_remove, replace, accept } => {
            let plan = place.plan()?;
            refuse_doubts(&plan, accept)?;
            let files = programs.map(|files| files.read()).transpose()?;
            let programs = files.as_ref().map(Files::programs);
            let directory = directory.map(|file| text(&file)).transpose()?;
            let directory = directory.as_deref();
            let contents = Contents { programs, directory, instscid_remove };
            install(&plan, &place.volumes, contents, replace, &mut say)
        }
        Tool::Put2prod { place, programs } => {
            put2prod(&place.plan()?, &place.volumes, programs.read()?.programs(), &mut say)
        }
        Tool::Salipl { volume, iplparms } => {
            if let Some(parameters) = iplparms {
                salipl::set_parameters(&volume, &parameters)?;
            }
            println!("IPL PARAMETERS: {}", salipl::parameters(&volume)?);
            Ok(())
        }
        Tool::Instscid(Instscid::Remove { place }) => {
            println!("{}", instscid::remove(&place.plan()?, &place.volumes)?);
            Ok(())
        }
        Tool::Instscid(Instscid::Add { member, place }) => {
            let plan = place.plan()?;
            let (_, member) =
                plan.member(&member).with_context(|| format!("no member {member}"))?;
            println!("{}", instscid::add(&plan, &place.volumes, member)?);
            Ok(())
        }
        Tool::Cpfmtxa(Cpfmtxa::Format { file, volid, cylinders }) => {
            cpfmtxa::format(&file, &volid, cylinders)
        }
        Tool::Cpfmtxa(Cpfmtxa::Label { file, volid, replace }) => {
            cpfmtxa::relabel(&file, &volid, replace)
        }
        Tool::Formssi(action) => format_ssi(action),
        Tool::Cpsyntax { words, volume, first, last } => match volume {
            Some(volume) => cpsyntax_tool::on_volume(&words, &volume, first, last),
            None => cpsyntax_tool::of_file(&words),
        },
        Tool::Directxa { source, members, cluster, volumes, edit } => {
            println!("{TITLE}");
            let source_text = text(&source)?;
            let members: Vec<&str> = members.iter().map(String::as_str).collect();
            let directory = directxa::read_source("USER DIRECT", &source_text, &members)?;
            let object = directxa::object(&directory, &cluster)?;
            if edit {
                println!("EOJ DIRECTORY NOT UPDATED");
                return Ok(());
            }
            for volume in &volumes {
                let pages = directxa::write(volume, &object, "USER DIRECT")?;
                println!("HCPDIR494I User directory occupies {pages} disk pages");
            }
            println!("EOJ DIRECTORY UPDATED");
            Ok(())
        }
        Tool::Cse2ssi(arguments) => cse2ssi_tool::run(&arguments),
        Tool::DirectxaList { volume } => {
            print!("{}", directxa::list(&volume)?);
            Ok(())
        }
        Tool::Diskmap { source } => {
            let directory = directxa::read_source("USER DIRECT", &text(&source)?, &[])?;
            for line in diskmap::lines(&directory) {
                println!("{line}");
            }
            Ok(())
        }
        Tool::Dasd(action) => volumes(action),
    }
}

/// Tells a line.
fn say(line: &str) {
    println!("{line}");
}

/// What RES volumes are IPLed from, read.
struct Files {
    cpload: Vec<u8>,
    loader: Vec<u8>,
}

impl Files {
    fn programs(&self) -> Programs<'_> {
        Programs { cpload: &self.cpload, loader: &self.loader }
    }
}

impl ProgramFiles {
    fn read(&self) -> Result<Files> {
        Ok(Files { cpload: read(&self.cpload)?, loader: read(&self.loader)? })
    }
}

/// INSTALL asks nothing: names that look mistyped must have been accepted.
fn refuse_doubts(plan: &Plan, accept: bool) -> Result<()> {
    match plan.doubts().first() {
        Some(doubt) if !accept => bail!("{doubt} Nothing was changed; --accept takes it as it is"),
        _ => Ok(()),
    }
}

fn format_ssi(action: Formssi) -> Result<()> {
    match action {
        Formssi::Create { volume, cluster, members } => {
            let members: Vec<&str> = members.iter().map(String::as_str).collect();
            formssi::create(&volume, &cluster, &members)
        }
        Formssi::Display { volume, address } => {
            for line in formssi::display(&volume, &address)? {
                println!("{line}");
            }
            Ok(())
        }
        Formssi::Unlock { volume } => formssi::unlock(&volume),
    }
}

fn volumes(action: Dasd) -> Result<()> {
    match action {
        Dasd::List { files } => {
            for file in files {
                println!("{}", dasd::line(&file)?);
            }
        }
        Dasd::Files { minidisk } => {
            for line in minidisk.open()?.list() {
                println!("{line}");
            }
        }
        Dasd::Get { minidisk, name, kind, output, binary } => {
            let disk = minidisk.open()?;
            let bytes = get(&disk, &name, &kind, binary)?;
            match output {
                Some(file) => fs::write(&file, bytes)
                    .with_context(|| format!("{} cannot be written", file.display()))?,
                None => io::stdout().write_all(&bytes)?,
            }
        }
        Dasd::Put { minidisk, name, kind, input, binary } => {
            let mut disk = minidisk.open()?;
            if binary {
                disk.write_binary(&name, &kind, &read(&input)?)?;
            } else {
                disk.write_text(&name, &kind, &text(&input)?)?;
            }
        }
        Dasd::Edit { minidisk, name, kind } => {
            let mut disk = minidisk.open()?;
            let changed = edit::edit(&mut disk, &name, &kind, &edit::run_editor)?;
            println!("{name} {kind} {}", if changed { "was changed" } else { "is as it was" });
        }
        Dasd::Convert { from, to, format, replace } => ckd::convert(&from, &to, format, replace)?,
    }
    Ok(())
}

fn get(disk: &CmsMinidisk, name: &str, kind: &str, binary: bool) -> Result<Vec<u8>> {
    if binary { disk.read(name, kind) } else { disk.read_text(name, kind).map(String::into_bytes) }
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}
