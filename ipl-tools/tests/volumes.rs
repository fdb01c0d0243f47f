//! Volumes are made, labelled and listed; what holds something is not overwritten.

use std::fs::OpenOptions;

use anyhow::Result;
use ipl_tools::{cpfmtxa, dasd};

#[test]
fn a_volume_is_made_once_and_listed() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("S1COM1.3390");
    cpfmtxa::format(&file, "s1com1", 10_017)?;
    assert!(dasd::line(&file)?.starts_with("S1COM1 3390      10017 CYL"));
    assert!(cpfmtxa::format(&file, "OTHER", 10_017).is_err(), "the file is there already");
    assert!(dasd::line(&file)?.starts_with("S1COM1"));
    Ok(())
}

#[test]
fn a_label_is_replaced_only_when_told() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("volume");
    cpfmtxa::format(&file, "VM2RES", 3)?;
    let refusal = cpfmtxa::relabel(&file, "VM9RES", false).unwrap_err().to_string();
    assert!(refusal.contains("is volume VM2RES; nothing was changed"), "{refusal}");
    assert!(dasd::line(&file)?.starts_with("VM2RES"));
    cpfmtxa::relabel(&file, "VM9RES", true)?;
    assert!(dasd::line(&file)?.starts_with("VM9RES"));
    Ok(())
}

#[test]
fn wrong_operands_and_truncated_volumes_are_told() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("volume");
    assert!(cpfmtxa::format(&file, "TOOLONG", 3).is_err());
    assert!(cpfmtxa::format(&file, "GOOD", 0).is_err());
    assert!(cpfmtxa::format(&file, "GOOD", 10_018).is_err());
    assert!(!file.exists(), "nothing is made of wrong operands");
    cpfmtxa::format(&file, "GOOD", 3)?;
    OpenOptions::new().write(true).open(&file)?.set_len(1_000_000)?;
    let error = dasd::line(&file).unwrap_err().to_string();
    assert!(error.contains("expected whole cylinders"), "{error}");
    Ok(())
}
