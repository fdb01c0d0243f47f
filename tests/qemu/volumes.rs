//! What CP makes of the volumes that it finds: virtio block devices in QEMU, 3390s in Hercules.

use std::fs::File;
use std::path::Path;

use anyhow::Result;
use ipl_tools::cpfmtxa;
use members::Session;

/// `--machine` and volumes, three labelled ones and one that is blank.
fn options(machine: &str, folder: &Path) -> Result<Vec<String>> {
    let mut options = ["--kernel", "--machine", machine].map(String::from).to_vec();
    for (address, volid) in [("8290", "S1COM1"), ("8292", "VM2RES"), ("8295", "VM2RES")] {
        let file = folder.join(address);
        cpfmtxa::format(&file, volid, 10_017)?;
        options.extend(["--dasd".to_string(), format!("{address}={}", file.display())]);
    }
    let blank = folder.join("blank");
    File::create(&blank)?.set_len(3 * 180 * 4096)?;
    options.extend(["--dasd".to_string(), format!("8296={}", blank.display())]);
    Ok(options)
}

fn volumes_are_known_by_their_labels(machine: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let options = options(machine, folder.path())?;
    let input = "go\nwarm\nno\nq dasd\nq 8290\nq 8296\nq s1com1\nq vm9s01\n";
    let session = Session::run_with("LTICVM2", &options, input.as_bytes())?;
    session.expect(&["DASD 8295 VOLID VM2RES NOT MOUNTED, DUPLICATE OF DASD 8292"])?;
    let all = session.answer("q dasd")?;
    assert_eq!(all, ["DASD 8290 S1COM1 , DASD 8292 VM2RES , DASD 8295 VM2RES , DASD 8296 FREE"]);
    assert_eq!(session.answer("q 8290")?, ["DASD 8290 S1COM1"]);
    let blank = session.answer("q 8296")?;
    assert_eq!(blank[0], "DASD 8296 FREE");
    assert!(blank[1].contains("expected VOL1"), "{blank:?}");
    assert_eq!(session.answer("q s1com1")?, ["DASD 8290 S1COM1"]);
    assert_eq!(session.return_code("q vm9s01")?, 3);
    assert!(session.orderly);
    Ok(())
}

#[test]
fn virtio_volumes_are_known_by_their_labels() -> Result<()> {
    volumes_are_known_by_their_labels("qemu")
}

#[test]
fn volumes_on_3390s_are_known_by_their_labels() -> Result<()> {
    volumes_are_known_by_their_labels("hercules")
}
