//! From volume to CKD file and back.

use std::fs::{File, Permissions};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use tempfile::{Builder, NamedTempFile};

use super::compressed_header::MAXIMUM_CYLINDERS;
use super::device_header::DeviceHeader;
use super::file::CkdFile;
use super::home_address::compression;
use super::track::EMPTY;
use super::{compressed, plain};
use crate::VolumeFile;

/// What kind of CKD file to make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Compressed CKD, tracks by zlib
    #[default]
    Zlib,
    /// Compressed CKD, tracks as they are
    Stored,
    /// Plain CKD, as large as the whole volume
    Plain,
}

/// Converts either way, as the front of `from` says. A file that is there already is refused
/// unless `replace`; one that cannot be finished is not there at all.
pub fn convert(from: &Path, to: &Path, format: Format, replace: bool) -> Result<()> {
    ensure!(replace || !to.exists(), "{} is there already; nothing was changed", to.display());
    if is_ckd(from)? { from_ckd(from, to) } else { to_ckd(from, to, format) }
}

/// Whether a file is a CKD file.
pub fn is_ckd(path: &Path) -> Result<bool> {
    let mut front = Vec::new();
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    file.take(8).read_to_end(&mut front)?;
    Ok(DeviceHeader::begins(&front))
}

/// Makes, or replaces, a CKD file of a volume.
pub fn to_ckd(volume: &Path, ckd: &Path, format: Format) -> Result<()> {
    let name = volume.display();
    let volume = VolumeFile::open(volume)?;
    let cylinders = volume.cylinders();
    ensure!(
        cylinders <= MAXIMUM_CYLINDERS,
        "{name}: {cylinders} cylinders; expected {MAXIMUM_CYLINDERS} at most"
    );
    let new = new_file(ckd)?;
    let written = match format {
        Format::Zlib => compressed::write(&volume, new.as_file(), compression::ZLIB),
        Format::Stored => compressed::write(&volume, new.as_file(), compression::NONE),
        Format::Plain => plain::write(&volume, new.as_file()),
    };
    written.with_context(|| format!("{name} cannot be converted"))?;
    put(new, ckd)
}

/// Makes, or replaces, the volume of a CKD file.
pub fn from_ckd(ckd: &Path, volume: &Path) -> Result<()> {
    let file = CkdFile::open(ckd)?;
    let new = new_file(volume)?;
    let made = VolumeFile::from_file(new.as_file().try_clone()?, file.cylinders())?;
    update(&file, &made).with_context(|| format!("{} cannot be converted", ckd.display()))?;
    put(new, volume)
}

/// Writes those blocks of a CKD file that a volume has otherwise; answers how many.
pub fn update(ckd: &CkdFile, volume: &VolumeFile) -> Result<u32> {
    ensure!(
        ckd.cylinders() == volume.cylinders(),
        "{} cylinders; expected the volume's {}",
        ckd.cylinders(),
        volume.cylinders()
    );
    let (mut changed, mut written) = (0, volume.next_written(0)?);
    for number in 0..ckd.tracks() {
        let old = if written == Some(number) {
            written = volume.next_written(number + 1)?;
            Some(volume.read_track(number)?)
        } else {
            None
        };
        let new = ckd.track(number)?;
        if old.is_none() && new.is_none() {
            continue;
        }
        let (old, new) = (old.as_deref().unwrap_or(&EMPTY), new.as_deref().unwrap_or(&EMPTY));
        for (index, (old, new)) in (0..).zip(old.iter().zip(new)) {
            if old != new {
                volume.write_block(number, index, new)?;
                changed += 1;
            }
        }
    }
    Ok(changed)
}

/// A file beside `path` that vanishes unless it is put there.
fn new_file(path: &Path) -> Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let permissions = Permissions::from_mode(0o666);
    let made = Builder::new().permissions(permissions).tempfile_in(folder.unwrap_or(".".as_ref()));
    made.with_context(|| format!("{} cannot be made", path.display()))
}

fn put(new: NamedTempFile, path: &Path) -> Result<()> {
    new.persist(path).with_context(|| format!("{} cannot be made", path.display())).map(drop)
}
