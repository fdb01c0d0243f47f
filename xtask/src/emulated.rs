//! Volumes as a Hercules machine has them: CKD files.
//!
//! The volume is the truth. Beside it, in the folder `hercules`, stands a CKD file of it, made when
//! a Hercules machine first wants it and again whenever the volume has changed; what the machine
//! wrote goes back to the volume when the machine has ended. A stamp has the time of modification
//! that both had when they were last the same: by it the next IPL on either kind of machine knows
//! which of them has changed, should this one die before it could put anything back.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use ipl_tools::VolumeFile;
use ipl_tools::ckd::{self, CkdFile, Format};

use crate::ipl::Dasd;

/// The folder of CKD files and stamps beside volumes.
const FOLDER: &str = "hercules";

/// A volume and its CKD file. As long as this value lives no other Hercules machine gets it.
pub struct Emulated {
    /// The device's number.
    pub address: String,
    volume: PathBuf,
    ckd: PathBuf,
    /// Locked; its time of modification is the stamp.
    stamp: File,
}

impl Emulated {
    /// Takes a volume, with its CKD file as the volume is.
    pub fn take(dasd: &Dasd) -> Result<Self> {
        let volume = dasd.file.canonicalize()?;
        let folder = folder(&volume)?;
        fs::create_dir_all(&folder)?;
        let name = volume.file_stem().context("a volume has a name")?;
        let path = |extension| folder.join(name).with_extension(extension);
        let stamp = OpenOptions::new().write(true).create(true).truncate(false).open(path("stamp"));
        let stamp = stamp.with_context(|| format!("{} cannot be made", path("stamp").display()))?;
        match stamp.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("{} is in use by another Hercules machine", volume.display())
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let (address, ckd) = (dasd.address.clone(), path("cckd"));
        let emulated = Self { address, volume, ckd, stamp };
        emulated.equalize()?;
        Ok(emulated)
    }

    /// The CKD file.
    pub fn file(&self) -> &Path {
        &self.ckd
    }

    /// Brings whichever of the two has not changed up to the other.
    pub fn equalize(&self) -> Result<()> {
        let (volume, ckd) = (&self.volume, &self.ckd);
        let stamp = self.stamp.metadata()?.modified()?;
        let volume_changed = modified(volume)? != stamp;
        if !ckd.exists() || (volume_changed && modified(ckd)? == stamp) {
            ckd::to_ckd(volume, ckd, Format::Zlib)?;
        } else if volume_changed {
            bail!(
                "{} was changed, and so was {} by a Hercules machine that did not end in order; \
                 expected one of them to be removed",
                volume.display(),
                ckd.display()
            );
        } else if modified(ckd)? != stamp {
            let updated = ckd::update(&CkdFile::open(ckd)?, &VolumeFile::open(volume)?);
            updated.with_context(|| format!("{} cannot be put back", ckd.display()))?;
        }
        let same = modified(volume)?;
        OpenOptions::new().write(true).open(ckd)?.set_modified(same)?;
        Ok(self.stamp.set_modified(same)?)
    }
}

/// Puts back what a Hercules machine wrote that did not end in order; for machines that take the
/// volume itself.
pub fn recover(dasd: &Dasd) -> Result<()> {
    let was_taken = folder(&dasd.file.canonicalize()?)?.exists();
    if was_taken { Emulated::take(dasd).map(drop) } else { Ok(()) }
}

fn folder(volume: &Path) -> Result<PathBuf> {
    Ok(volume.parent().context("a volume is in a folder")?.join(FOLDER))
}

fn modified(file: &Path) -> Result<SystemTime> {
    let metadata = fs::metadata(file);
    let metadata = metadata.with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(metadata.modified()?)
}

#[cfg(test)]
mod tests {
    use formats::block::BLOCK_BYTES;
    use ipl_tools::cpfmtxa;

    use super::*;

    const WRITTEN: [u8; BLOCK_BYTES] = [7; BLOCK_BYTES];

    /// A labelled volume that a Hercules machine had, and its CKD file.
    fn volume(folder: &Path) -> Result<(Dasd, PathBuf)> {
        let file = folder.join("VM2RES.3390");
        cpfmtxa::format(&file, "VM2RES", 3)?;
        // Long ago, as the clock of a file system goes: what changes it next changes its time too.
        OpenOptions::new().write(true).open(&file)?.set_modified(SystemTime::UNIX_EPOCH)?;
        let dasd = Dasd { address: "8292".into(), file };
        let ckd = Emulated::take(&dasd)?.file().to_path_buf();
        Ok((dasd, ckd))
    }

    fn write(volume: &Path) -> Result<()> {
        VolumeFile::open(volume)?.write_block(44, 11, &WRITTEN)
    }

    /// What a machine that dies leaves: the CKD file is newer than the volume.
    fn write_by_hercules(dasd: &Dasd, ckd: &Path) -> Result<()> {
        let copy = ckd.with_extension("copy");
        fs::copy(&dasd.file, &copy)?;
        write(&copy)?;
        ckd::to_ckd(&copy, ckd, Format::Zlib)
    }

    #[test]
    fn what_a_machine_wrote_before_it_died_is_put_back() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (dasd, ckd) = volume(folder.path())?;
        write_by_hercules(&dasd, &ckd)?;
        recover(&dasd)?;
        assert_eq!(VolumeFile::open(&dasd.file)?.read_track(44)?[11], WRITTEN);
        Ok(())
    }

    #[test]
    fn a_volume_that_changed_is_converted_anew() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (dasd, ckd) = volume(folder.path())?;
        write(&dasd.file)?;
        let taken = Emulated::take(&dasd)?;
        let blocks = CkdFile::open(taken.file())?.track(44)?.context("an image")?;
        assert_eq!(blocks[11], WRITTEN);
        assert_eq!(taken.file(), ckd);
        let refusal = Emulated::take(&dasd).err().context("it is in use")?.to_string();
        assert!(refusal.contains("in use by another Hercules machine"), "{refusal}");
        Ok(())
    }

    #[test]
    fn nothing_is_lost_if_both_changed() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (dasd, ckd) = volume(folder.path())?;
        write_by_hercules(&dasd, &ckd)?;
        write(&dasd.file)?;
        let refusal = recover(&dasd).unwrap_err().to_string();
        assert!(refusal.contains("expected one of them to be removed"), "{refusal}");
        fs::remove_file(&ckd)?;
        recover(&dasd)
    }
}
