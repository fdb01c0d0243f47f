//! DASD EDIT and DASD PUT change text files, or say why not and change nothing.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use formats::geometry::BLOCKS_PER_CYLINDER;
use ipl_tools::cms::CmsMinidisk;
use ipl_tools::edit::edit;
use ipl_tools::{VolumeFile, cpfmtxa};

/// A minidisk on cylinders 1 and 2 with `SYSTEM CONFIG` and a binary `CPLOAD MODULE`.
fn minidisk(volume: &Path) -> Result<CmsMinidisk> {
    cpfmtxa::format(volume, "S1COM1", 3)?;
    let mut disk = CmsMinidisk::format(volume, 1, 2, "PARM")?;
    disk.write_text("SYSTEM", "CONFIG", "one\n\ntwo\n")?;
    disk.write_binary("CPLOAD", "MODULE", &[0; 4000])?;
    Ok(disk)
}

#[test]
fn what_the_editor_changed_is_put_back() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let volume = folder.path().join("volume");
    let mut disk = minidisk(&volume)?;
    let add = |file: &Path| {
        let text = fs::read_to_string(file)?;
        assert_eq!(text, "one\n\ntwo\n");
        Ok(fs::write(file, text + "three\n")?)
    };
    assert!(edit(&mut disk, "system", "config", &add)?);
    let disk = CmsMinidisk::open(&volume, 1, 2)?;
    assert_eq!(disk.read_text("SYSTEM", "CONFIG")?, "one\n\ntwo\nthree\n");
    Ok(())
}

#[test]
fn nothing_changes_without_a_new_text() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut disk = minidisk(&folder.path().join("volume"))?;
    let written = disk.list();
    assert!(!edit(&mut disk, "SYSTEM", "CONFIG", &|_| Ok(()))?);
    let error = edit(&mut disk, "SYSTEM", "CONFIG", &|_| bail!("killed")).unwrap_err();
    assert!(format!("{error:#}").contains("was not changed: killed"), "{error:#}");
    let error = edit(&mut disk, "CPLOAD", "MODULE", &|_| Ok(())).unwrap_err().to_string();
    assert_eq!(error, "CPLOAD MODULE is no text: record 1 is binary");
    let error = edit(&mut disk, "NO", "FILE", &|_| Ok(())).unwrap_err().to_string();
    assert_eq!(error, "NO FILE not found");
    assert_eq!(disk.list(), written);
    Ok(())
}

#[test]
fn a_text_that_does_not_fit_is_kept_and_told() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut disk = minidisk(&folder.path().join("volume"))?;
    let euro = |file: &Path| Ok(fs::write(file, "one\ntwo \u{20AC}\n")?);
    let error = edit(&mut disk, "SYSTEM", "CONFIG", &euro).unwrap_err().to_string();
    assert!(error.starts_with("line 2: '\u{20AC}' is not in code page 1047\n"), "{error}");
    let kept = error.rsplit(' ').next().unwrap_or_default();
    assert_eq!(fs::read_to_string(kept)?, "one\ntwo \u{20AC}\n");
    fs::remove_file(kept)?;
    assert_eq!(disk.read_text("SYSTEM", "CONFIG")?, "one\n\ntwo\n");
    Ok(())
}

#[test]
fn a_damaged_file_system_is_not_changed() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let volume = folder.path().join("volume");
    minidisk(&volume)?;
    // CMS block 4 or 5 has the directory: the second file's origin becomes the first one's.
    let file = VolumeFile::open(&volume)?;
    for number in BLOCKS_PER_CYLINDER + 3..BLOCKS_PER_CYLINDER + 5 {
        let mut block = file.read_track(number / 12)?[number as usize % 12];
        let (first, second) = (128 + 40..128 + 44, 192 + 40);
        block.copy_within(first, second);
        file.write_block(number / 12, number % 12, &block)?;
    }
    let before = fs::read(&volume)?;
    let mut disk = CmsMinidisk::open(&volume, 1, 2)?;
    let edited = edit(&mut disk, "SYSTEM", "CONFIG", &|_| Ok(()));
    for error in [edited.unwrap_err(), disk.write_text("NEW", "FILE", "text").unwrap_err()] {
        let error = error.to_string();
        assert!(error.contains("the file system is damaged; nothing was changed"), "{error}");
    }
    assert!(fs::read(&volume)? == before);
    Ok(())
}
