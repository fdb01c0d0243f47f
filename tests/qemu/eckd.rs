//! A member on 3390s in Hercules: what it reads and writes is what virtio volumes have.

use std::fs::{self, OpenOptions};
use std::path::Path;

use anyhow::Result;
use ipl_tools::ckd::{self, Format};
use ipl_tools::install::{Contents, install, volume_path};
use ipl_tools::plan::Plan;
use members::Session;

const MEMBER: &str = "LTICVM4";

/// Installs LTICS1.
fn installed(folder: &Path) -> Result<()> {
    let plan = Plan::sample("ltics1")?;
    install(&plan, folder, Contents::default(), false, &mut |_| ())
}

fn ipl(machine: &str, folder: &Path, input: &str) -> Result<Session> {
    let folder = folder.to_string_lossy();
    let options = ["--machine", machine, "--volumes", &folder].map(String::from);
    let session = Session::run_with(MEMBER, &options, input.as_bytes())?;
    session.expect(&[
        "LOADED FROM VM4RES",
        "Spooling initialization is complete",
        "The mode of the SSI cluster is STABLE",
    ])?;
    assert!(session.orderly);
    assert!(!session.console.contains("HCPERP"), "{}", session.console);
    Ok(session)
}

/// Makes the CKD file of a volume whose tracks were not formatted, but for those that hold
/// something: Hercules' null track format 0, with an end of file in record 1, in place of 2.
fn unformatted(folder: &Path, label: &str) -> Result<()> {
    const NULL_FORMAT: usize = 512 + 44;
    const LEVEL_1: usize = 1024;
    let volume = volume_path(folder, label);
    fs::create_dir_all(folder.join("hercules"))?;
    let path = |extension| folder.join("hercules").join(label).with_extension(extension);
    ckd::to_ckd(&volume, &path("cckd"), Format::Zlib)?;
    let mut file = fs::read(path("cckd"))?;
    assert_eq!(file[NULL_FORMAT], 2);
    file[NULL_FORMAT] = 0;
    let entries = file[516..520].try_into().map(u32::from_le_bytes)? as usize;
    for entry in (LEVEL_1..).step_by(4).take(entries) {
        let table = file[entry..entry + 4].try_into().map(u32::from_le_bytes)? as usize;
        for track in (table..).step_by(8).take(256).filter(|_| table > 0) {
            if file[track..track + 4] == [0; 4] {
                file[track..track + 8].fill(0);
            }
        }
    }
    fs::write(path("cckd"), file)?;
    let same = fs::metadata(&volume)?.modified()?;
    for extension in ["cckd", "stamp"] {
        let file = OpenOptions::new().append(true).create(true).open(path(extension))?;
        file.set_modified(same)?;
    }
    Ok(())
}

#[test]
fn what_is_written_on_3390s_is_read_in_qemu_and_back() -> Result<()> {
    let folder = tempfile::tempdir()?;
    installed(folder.path())?;
    ipl("hercules", folder.path(), "cold\nno\ngo\n")?;
    ipl("qemu", folder.path(), "warm\nno\n")?;
    ipl("hercules", folder.path(), "warm\nno\n")?;
    Ok(())
}

#[test]
fn tracks_that_were_never_formatted_are_formatted_when_they_are_written() -> Result<()> {
    let folder = tempfile::tempdir()?;
    installed(folder.path())?;
    unformatted(folder.path(), "VM4RES")?;
    unformatted(folder.path(), "VM4S01")?;
    ipl("hercules", folder.path(), "cold\nno\ngo\n")?;
    ipl("qemu", folder.path(), "warm\nno\n")?;
    Ok(())
}
