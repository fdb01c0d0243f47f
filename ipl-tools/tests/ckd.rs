//! Volumes to CKD files and back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use formats::block::{BLOCK_BYTES, Block};
use formats::geometry::BLOCKS_PER_TRACK;
use ipl_tools::ckd::{self, CkdFile, Format};
use ipl_tools::{VolumeFile, cpfmtxa};
use proptest::prelude::*;

const FORMATS: [Format; 3] = [Format::Zlib, Format::Stored, Format::Plain];

/// A volume of `cylinders`, labelled, with some blocks.
fn volume(folder: &Path, cylinders: u32, blocks: &BTreeMap<u32, Block>) -> Result<PathBuf> {
    let path = folder.join("volume");
    cpfmtxa::format(&path, "VM2RES", cylinders)?;
    let file = VolumeFile::open(&path)?;
    for (&number, block) in blocks {
        file.write_block(number / BLOCKS_PER_TRACK, number % BLOCKS_PER_TRACK, block)?;
    }
    Ok(path)
}

fn block() -> impl Strategy<Value = Block> {
    let start = proptest::collection::vec(any::<u8>(), 0..300);
    (start, any::<bool>()).prop_map(|(start, whole)| {
        let mut block = [if whole { 0x40 } else { 0 }; BLOCK_BYTES];
        block[..start.len()].copy_from_slice(&start);
        block
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_way_back_is_exact(
        blocks in proptest::collection::btree_map(0u32..20 * 180, block(), 0..12)
    ) {
        let folder = tempfile::tempdir()?;
        let path = volume(folder.path(), 20, &blocks).expect("room for a volume");
        let (file, back) = (folder.path().join("ckd"), folder.path().join("back"));
        for format in FORMATS {
            ckd::convert(&path, &file, format, true).expect("a volume is converted");
            ckd::convert(&file, &back, format, true).expect("and back");
            prop_assert!(fs::read(&path)? == fs::read(&back)?, "{format:?}");
            let volume = VolumeFile::open(&path).expect("the volume is there");
            let opened = CkdFile::open(&file).expect("the file is one");
            prop_assert_eq!(ckd::update(&opened, &volume).expect("it fits"), 0);
        }
    }

    #[test]
    fn a_damaged_file_is_no_panic(
        format in prop_oneof![Just(Format::Zlib), Just(Format::Stored), Just(Format::Plain)],
        place in 0u32..300_000,
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        let folder = tempfile::tempdir()?;
        let blocks = BTreeMap::from([(0, [1; BLOCK_BYTES]), (200, [2; BLOCK_BYTES])]);
        let path = volume(folder.path(), 3, &blocks).expect("room for a volume");
        let (file, back) = (folder.path().join("ckd"), folder.path().join("back"));
        ckd::to_ckd(&path, &file, format).expect("a volume is converted");
        let mut bytes = fs::read(&file)?;
        let place = place as usize % bytes.len();
        if cut {
            bytes.truncate(place);
        } else {
            bytes[place] = byte;
        }
        fs::write(&file, bytes)?;
        if ckd::from_ckd(&file, &back).is_err() {
            prop_assert!(!back.exists(), "nothing half done is left");
        }
    }
}

#[test]
fn a_full_size_volume_is_quick_and_small() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = volume(folder.path(), 10_017, &BTreeMap::from([(1_803_059, [7; BLOCK_BYTES])]))?;
    let (file, back) = (folder.path().join("ckd"), folder.path().join("back"));
    let begin = std::time::Instant::now();
    ckd::convert(&path, &file, Format::Zlib, false)?;
    ckd::convert(&file, &back, Format::Zlib, false)?;
    assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
    assert!(fs::metadata(&file)?.len() < 16_384);
    let mut changed = CkdFile::open(&file)?.track(150_254)?.expect("the last track");
    assert_eq!(changed[11], [7; BLOCK_BYTES]);
    changed[11] = [0; BLOCK_BYTES];
    VolumeFile::open(&back)?.write_block(150_254, 11, &changed[11])?;
    assert_eq!(ckd::update(&CkdFile::open(&file)?, &VolumeFile::open(&back)?)?, 1);
    Ok(())
}

#[test]
fn what_is_there_is_kept_and_what_is_wrong_is_told() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = volume(folder.path(), 3, &BTreeMap::new())?;
    let file = folder.path().join("ckd");
    fs::write(&file, "kept")?;
    let refusal = ckd::convert(&path, &file, Format::Zlib, false).unwrap_err().to_string();
    assert!(refusal.contains("there already; nothing was changed"), "{refusal}");
    assert_eq!(fs::read(&file)?, b"kept");

    ckd::convert(&path, &file, Format::Plain, true)?;
    let mut bytes = fs::read(&file)?;
    // The data length of the first record, IPL text or not: 4096.
    let data_length = 512 + 5 + 16 + 6;
    assert_eq!(bytes[data_length..data_length + 2], [0x10, 0]);
    bytes[data_length] = 0x08;
    fs::write(&file, &bytes)?;
    let error = ckd::from_ckd(&file, &path).unwrap_err();
    let error = format!("{error:#}");
    assert!(error.contains("cylinder 0 head 0"), "{error}");
    Ok(())
}
