//! INSTPLAN, INSTALL, INSTSCID and PUT2PROD on volumes of a temporary folder.

use std::fs;

use anyhow::Result;
use formats::cpload::{Created, Module, Place};
use ipl_tools::choices::DasdModel;
use ipl_tools::cms::CmsMinidisk;
use ipl_tools::install::{Contents, PARM_DISK, RES_PARM_DISK, install, put2prod, volume_path};
use ipl_tools::plan::{Member, Plan, SAMPLES};
use ipl_tools::salipl::{self, Programs};
use ipl_tools::{VolumeFile, dasd, directxa, formssi, instscid, user_directory};

/// Without anything to IPL.
const DATA_ONLY: Contents<'_> =
    Contents { programs: None, directory: None, instscid_remove: false };
/// The parameters that INSTALL stores on the volumes of LTICS1.
const STORED: &str = "FN=SYSTEM FT=CONFIG PDNUM=1 PDVOL=S1COM1";

fn quiet(_: &str) {}

/// A CPLOAD MODULE whose image has these bytes.
fn nucleus(image: &[u8]) -> Result<Vec<u8>> {
    let place = Place { address: 0x10000, entry: 0, storage: 0x10000 };
    let module = Module { place, created: Created::BLANK, image };
    module.to_bytes().map_err(|fault| anyhow::anyhow!("{fault}"))
}

#[test]
fn ltics1_is_installed_and_read_back() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::sample("LTICS1")?;
    let mut said = Vec::new();
    let mut say = |line: &str| said.push(line.to_owned());
    install(&plan, folder.path(), DATA_ONLY, false, &mut say)?;
    assert_eq!(said[0], "HCPIIS8490I NOW FORMATTING VOLUME 8290 (1 OF 14)");
    assert_eq!(said[13], "HCPIIS8490I NOW FORMATTING VOLUME 838F (14 OF 14)");
    assert_eq!(said[14], "HCPMLP8392I INSTALL EXEC ENDED SUCCESSFULLY");
    for volume in plan.volumes() {
        let line = dasd::line(&volume_path(folder.path(), volume.label))?;
        assert!(line.starts_with(volume.label), "{line}");
    }
    let common = volume_path(folder.path(), "S1COM1");
    let pdr = formssi::display(&common, "8290")?;
    assert!(pdr[0].contains("device 8290 (label S1COM1) is for LTICS1"), "{pdr:?}");
    assert!(pdr.iter().any(|line| line.contains("slot 4 system: LTICVM4")), "{pdr:?}");
    let directory = directxa::list(&volume_path(folder.path(), "VM9RES"))?;
    assert!(directory.contains("IDENTITY OPERATOR"), "{directory}");
    Ok(())
}

#[test]
fn instscid_changes_only_its_own() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::sample("ltics1")?;
    install(&plan, folder.path(), DATA_ONLY, false, &mut quiet)?;
    let common = volume_path(folder.path(), "S1COM1");
    let config =
        || CmsMinidisk::open(&common, PARM_DISK.0, PARM_DISK.1)?.read_text("SYSTEM", "CONFIG");
    let installed = config()?;
    assert!(installed.contains("\nSystem_Identifier * * LTICVM4\n"), "{installed}");
    let message = instscid::remove(&plan, folder.path())?;
    assert!(message.contains("MSGPFX8404I SYSTEM CONFIG has been updated"), "{message}");
    let removed = config()?;
    assert!(removed.contains("\nSystem_Identifier LPAR 2LVLVM9 LTICVM9\n"), "{removed}");
    assert!(removed.contains("\n/* System_Identifier * * LTICVM4 */\n"), "{removed}");
    instscid::add(&plan, folder.path(), &plan.members[3])?;
    assert_eq!(config()?, installed);
    Ok(())
}

#[test]
fn put2prod_replaces_nucleus_and_loader_and_keeps_the_parameters() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::sample("ltics1")?;
    let (old, new) = (nucleus(b"old")?, nucleus(b"new")?);
    let programs = Programs { cpload: &old, loader: &[7; 5_000] };
    let contents = Contents { programs: Some(programs), ..DATA_ONLY };
    install(&plan, folder.path(), contents, false, &mut quiet)?;
    let res = volume_path(folder.path(), "VM5RES");
    assert_eq!(salipl::parameters(&res)?, STORED);
    salipl::set_parameters(&res, "FN=TEST REPAIR")?;
    let written = || fs::metadata(&res)?.modified();
    let before = written()?;

    let mut said = Vec::new();
    let mut say = |line: &str| said.push(line.to_owned());
    put2prod(&plan, folder.path(), programs, &mut say)?;
    assert_eq!(said[2], "CPLOAD MODULE AND IPL TEXT OF VOLUME VM5RES ARE CURRENT");
    assert_eq!(written()?, before);

    let programs = Programs { cpload: &new, loader: &[8; 6_000] };
    let mut said = Vec::new();
    let mut say = |line: &str| said.push(line.to_owned());
    put2prod(&plan, folder.path(), programs, &mut say)?;
    assert_eq!(said[2], "CPLOAD MODULE AND IPL TEXT OF VOLUME VM5RES REPLACED");
    assert_eq!(said[4], "HCPMLP8392I PUT2PROD EXEC ENDED SUCCESSFULLY");
    assert_eq!(salipl::parameters(&res)?, "FN=TEST REPAIR");
    let minidisk = CmsMinidisk::open(&res, RES_PARM_DISK.0, RES_PARM_DISK.1)?;
    assert_eq!(minidisk.read("CPLOAD", "MODULE")?, new);
    directxa::list(&res)?;
    Ok(())
}

#[test]
fn a_volume_without_an_ipl_text_gets_one_by_put2prod_only() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::sample("ltics1")?;
    install(&plan, folder.path(), DATA_ONLY, false, &mut quiet)?;
    let res = volume_path(folder.path(), "VM2RES");
    let refused = salipl::set_parameters(&res, "REPAIR").unwrap_err().to_string();
    assert!(refused.contains("block 4: no IPL text"), "{refused}");
    let cpload = nucleus(b"new")?;
    let programs = Programs { cpload: &cpload, loader: &[7; 5_000] };
    put2prod(&plan, folder.path(), programs, &mut quiet)?;
    assert_eq!(salipl::parameters(&res)?, STORED);
    let refused = salipl::set_parameters(&res, "FN=SYSTEM PDNUM=0").unwrap_err().to_string();
    assert!(refused.starts_with("IPL parameter PDNUM=0: expected a number"), "{refused}");
    let programs = Programs { cpload: &cpload[1..], loader: &[7; 5_000] };
    let refused = put2prod(&plan, folder.path(), programs, &mut quiet).unwrap_err().to_string();
    assert!(refused.starts_with("CPLOAD MODULE: record 1: no module"), "{refused}");
    assert_eq!(salipl::parameters(&res)?, STORED);
    Ok(())
}

#[test]
fn volumes_are_replaced_only_when_told_or_after_an_interruption() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::sample("nonssi")?;
    let path = volume_path(folder.path(), "M01S01");
    fs::write(&path, "something else")?;
    let refused = install(&plan, folder.path(), DATA_ONLY, false, &mut quiet).unwrap_err();
    assert!(refused.to_string().contains("nothing was changed"), "{refused}");
    assert_eq!(fs::read_dir(folder.path())?.count(), 1);

    let labels: Vec<&str> = plan.volumes().iter().map(|volume| volume.label).collect();
    let progress = format!("{}\nM01S01\n", labels.join(" "));
    fs::write(folder.path().join("INSTALL.PROGRESS"), progress)?;
    let mut said = Vec::new();
    let mut say = |line: &str| said.push(line.to_owned());
    install(&plan, folder.path(), DATA_ONLY, false, &mut say)?;
    assert_eq!(said[0], "INSTALL STOPPED AT VOLUME M01S01; IT BEGINS ANEW");
    assert!(install(&plan, folder.path(), DATA_ONLY, false, &mut quiet).is_err());
    install(&plan, folder.path(), DATA_ONLY, true, &mut quiet)
}

#[test]
fn the_authors_typing_error_gets_a_question() -> Result<()> {
    let (_, text) = SAMPLES[0];
    assert!(Plan::parse(text)?.doubts().is_empty());
    let doubts = Plan::parse(&text.replace("2LVLVM9", "2LVMVM9"))?.doubts();
    assert_eq!(doubts, ["MEMBER LTICVM9: IS 2LVMVM9 MEANT, AND NOT 2LVLVM9?"]);
    Ok(())
}

#[test]
fn wrong_plans_are_refused() {
    let (_, text) = SAMPLES[0];
    for (from, to, expected) in [
        ("VM9RES", "VM2RES", "label VM2RES is named twice"),
        ("8295", "8292", "address 8292 is named twice"),
        ("\"LTICVM9\"", "\"LTICVM2\"", "member LTICVM2 is named twice"),
        ("\"LTICVM9\"", "\"LTICVMNINE\"", "1 to 8"),
        ("8295", "82951", "four hexadecimal digits"),
        ("cluster = \"LTICS1\"", "", "expected 1 to 1"),
    ] {
        let error = Plan::parse(&text.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_plan_of_other_names_and_sizes_is_installed() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut plan = Plan::blank();
    plan.cluster = Some("ATOLL".into());
    plan.dasd = DasdModel::Mod3;
    plan.members = (1..=5).map(Member::of_slot).collect();
    for (slot, member) in (1..).zip(&mut plan.members) {
        (member.name, member.userid) = (format!("MEMBER{slot}"), format!("GUEST{slot}"));
    }
    install(&plan, folder.path(), DATA_ONLY, false, &mut quiet)?;
    for volume in plan.volumes() {
        let path = volume_path(folder.path(), volume.label);
        assert_eq!(VolumeFile::open(&path)?.cylinders(), 3339);
    }
    let directory = directxa::list(&volume_path(folder.path(), "M05RES"))?;
    assert!(directory.contains("BUILD ON MEMBER5 USING SUBCONFIG EREP-5"), "{directory}");
    assert!(directory.contains("MDISK 0CF0 3390 1 120 VMCOM1"), "{directory}");
    assert!(!directory.contains("LTICVM") && !directory.contains("S1COM1"), "{directory}");

    // The same volumes without formatting; then one that is missing.
    plan.format = false;
    install(&plan, folder.path(), DATA_ONLY, false, &mut quiet)?;
    fs::remove_file(volume_path(folder.path(), "M05P01"))?;
    let refused = install(&plan, folder.path(), DATA_ONLY, false, &mut quiet).unwrap_err();
    assert!(format!("{refused:#}").contains("FORMAT N: nothing was changed: "), "{refused:#}");
    Ok(())
}

#[test]
fn the_shipped_directory_is_that_of_the_shipped_plan() -> Result<()> {
    let shipped = include_str!("../../kernel/directory/samples/USER.DIRECT");
    assert_eq!(user_directory::generate(&Plan::sample("ltics1")?), shipped);
    let shipped = include_str!("../plans/nonssi.direct");
    assert_eq!(user_directory::generate(&Plan::sample("nonssi")?), shipped);
    Ok(())
}

#[test]
fn a_minidisk_beyond_its_volume_is_refused() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::sample("nonssi")?;
    let source = user_directory::generate(&plan).replace("1 120 VMCOM1", "1 10017 VMCOM1");
    let contents = Contents { directory: Some(&source), ..DATA_ONLY };
    let refused = install(&plan, folder.path(), contents, false, &mut quiet).unwrap_err();
    let told = "minidisk 0CF0 of MAINT ends on cylinder 10017 of VMCOM1; a 3390 Mod 9 has 10017";
    assert!(refused.to_string().contains(told), "{refused}");
    assert_eq!(fs::read_dir(folder.path())?.count(), 0);
    Ok(())
}
