//! Hercules' own tools, and Hercules itself, take the CKD files for what they are.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, ensure};
use embassy_futures::block_on;
use formats::block::BLOCK_BYTES;
use formats::ipl::IplText;
use formats::label;
use ipl_tools::ckd::{self, Format};
use ipl_tools::{VolumeFile, cpfmtxa};

/// Whether Hercules is installed; says so loudly if not.
fn hercules() -> bool {
    let there = Path::new("/usr/bin/hercules").exists();
    if !there {
        println!("SKIPPED, NOT TESTED: Hercules is not installed (cargo xtask setup)");
    }
    there
}

/// Runs a tool and answers all that it said; an error if it fails or does not end in a minute.
fn tool(name: &str, arguments: &[&str], folder: &Path) -> Result<String> {
    let mut command = Command::new("timeout");
    let command = command.args(["60", name]).args(arguments).current_dir(folder);
    let output = command.env("HERCULES_RC", "ipl.rc").stdin(Stdio::null()).output()?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    ensure!(output.status.success(), "{name} {arguments:?}: {}\n{text}", output.status);
    Ok(text)
}

#[test]
fn its_tools_find_no_fault_and_convert_alike() -> Result<()> {
    if !hercules() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    cpfmtxa::format(&path("volume"), "VM2RES", 20)?;
    let volume = VolumeFile::open(&path("volume"))?;
    for track in [1, 77, 299] {
        volume.write_block(track, 5, &[track as u8; BLOCK_BYTES])?;
    }
    for (format, name) in
        [(Format::Zlib, "zlib"), (Format::Stored, "stored"), (Format::Plain, "plain")]
    {
        ckd::to_ckd(&path("volume"), &path(name), format)?;
        let listed = tool("dasdls", &[name], folder.path());
        let listed = listed.unwrap_or_else(|error| error.to_string());
        assert!(listed.contains("VOLSER=VM2RES"), "{listed}");
    }
    for name in ["zlib", "stored"] {
        assert_eq!(tool("cckdcdsk", &["-3", "-ro", name], folder.path())?, "");
        tool("cckd2ckd", &["-q", name, "converted"], folder.path())?;
        ckd::from_ckd(&path("converted"), &path("back"))?;
        assert!(fs::read(path("volume"))? == fs::read(path("back"))?, "{name}");
        fs::remove_file(path("converted"))?;
    }
    tool("ckd2cckd", &["-q", "plain", "converted"], folder.path())?;
    ckd::from_ckd(&path("converted"), &path("back"))?;
    assert!(fs::read(path("volume"))? == fs::read(path("back"))?);
    Ok(())
}

#[test]
fn a_volume_that_dasdinit_made_is_read() -> Result<()> {
    if !hercules() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    for (name, options) in [("compressed", &["-z"][..]), ("plain", &[])] {
        let arguments = [options, &["-a", name, "3390", "S1COM1", "20"][..]].concat();
        tool("dasdinit", &arguments, folder.path())?;
        ckd::from_ckd(&path(name), &path("volume"))?;
        let volid = block_on(label::read(&VolumeFile::open(&path("volume"))?));
        assert_eq!(volid.expect("a label").as_str(), "S1COM1");
    }
    Ok(())
}

#[test]
fn it_ipls_from_a_converted_volume() -> Result<()> {
    if !hercules() {
        return Ok(());
    }
    // BASR 1,0; LPSW 6(1); a disabled wait of ESA/390 with ABC.
    let wait = [0x0D, 0x10, 0x82, 0, 0x10, 6, 0, 0, 0, 0x0A, 0, 0, 0, 0, 0x0A, 0xBC];
    let mut loader = vec![0; 200_000];
    loader.extend(wait);
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    cpfmtxa::format(&path("volume"), "VM2RES", 3)?;
    let text = IplText { loader: &loader, entry: 200_000, parameters: "" };
    block_on(text.write(&VolumeFile::open(&path("volume"))?))
        .map_err(|e| anyhow::anyhow!("{e}"))?;
    ckd::to_ckd(&path("volume"), &path("8292.cckd"), Format::Zlib)?;
    fs::write(
        path("hercules.cnf"),
        "CPUSERIAL 000001\nCPUMODEL 2097\nMAINSIZE 64\nNUMCPU 1\nARCHMODE z/Arch\n\
         OSTAILOR QUIET\nCNSLPORT 0\n0009 3215-C / noprompt\n8292 3390 8292.cckd\n",
    )?;
    fs::write(path("ipl.rc"), "hao tgt HHCCP011I.*\nhao cmd quit\nipl 8292\n")?;
    let log = tool("hercules", &["-f", "hercules.cnf"], folder.path())?;
    assert!(log.contains("PSW=000A0000 00000ABC"), "{log}");
    Ok(())
}
