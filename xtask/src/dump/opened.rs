//! A dump on a volume, with the names of its nucleus.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use embassy_futures::block_on;
use formats::block::{BLOCK_BYTES, Block};
use formats::dump::{self, CpuRegisters, Dump, DumpHeader};
use formats::minidisk::Minidisk;
use ipl_tools::VolumeFile;
use object::{Object, ObjectSection};

use crate::symbols::Symbols;

/// The page whose text the loader changes: IPL parameters.
const PARAMETERS_PAGE: u64 = 0x1_0000;

/// A dump that is there.
pub struct Opened {
    dump: Dump<Minidisk<VolumeFile>>,
    /// Where it is.
    pub place: String,
    /// Registers of every CPU, that of the abend first.
    pub cpus: Vec<CpuRegisters>,
    /// The nucleus' functions, where the file at hand is the one that was dumped.
    pub symbols: Option<Symbols>,
}

impl Opened {
    /// The newest dump of a member, on the volumes of this checkout.
    pub fn of_member(member: &str) -> Result<Self> {
        let folder = crate::root().join("volumes");
        let files = fs::read_dir(&folder);
        let files = files.with_context(|| format!("{} cannot be read", folder.display()))?;
        let dumps = files.flatten().filter_map(|entry| Self::newest(&entry.path()).ok());
        let own = dumps.filter(|dump| dump.header().system.eq_ignore_ascii_case(member));
        let newest = own.max_by_key(|dump| dump.header().tod);
        newest.with_context(|| format!("no volume in {} has a dump of {member}", folder.display()))
    }

    /// The newest dump of a volume.
    pub fn newest(file: &Path) -> Result<Self> {
        let volume = || VolumeFile::open(file);
        let first = block_on(dump::find(&volume()?));
        let first = first.map_err(|error| anyhow!("{}: {error:?}", file.display()))?;
        let dumps = first.into_iter().filter_map(|cylinder| open(volume().ok()?, cylinder));
        let newest = dumps.max_by_key(|(_, dump)| dump.header.tod);
        let (cylinder, dump) = newest.with_context(|| format!("{} has no dump", file.display()))?;
        let cpu = |index| block_on(dump.cpu(index)).map_err(|error| anyhow!("{error:?}"));
        let cpus = (0..dump.cpus()).map(cpu).collect::<Result<_>>()?;
        let place = format!("{}, cylinder {cylinder}", file.display());
        Ok(Self { dump, place, cpus, symbols: None })
    }

    /// Names the functions of `nucleus`, unless it is another one than was dumped.
    pub fn with_symbols(mut self, nucleus: &PathBuf) -> Result<Self> {
        let bytes = fs::read(nucleus)?;
        match self.differs_from(&object::File::parse(&*bytes)?) {
            Some(address) => eprintln!(
                "No names are shown: {} is not what was dumped (they differ at {address:X})",
                nucleus.display()
            ),
            None => self.symbols = Some(Symbols::read(nucleus)?),
        }
        Ok(self)
    }

    /// The first page of text that is in the dump and not the same in the file.
    fn differs_from(&self, elf: &object::File<'_>) -> Option<u64> {
        let text = elf.section_by_name(".text")?;
        let pages = text.data().ok()?.chunks(BLOCK_BYTES);
        let addresses = (text.address()..).step_by(BLOCK_BYTES);
        let differs = |(address, bytes): &(u64, &[u8])| {
            let dumped = self.page(*address);
            dumped.is_some_and(|page| page[..bytes.len()] != **bytes)
        };
        let changed = addresses.zip(pages).filter(|(address, _)| *address != PARAMETERS_PAGE);
        changed.into_iter().find(differs).map(|(address, _)| address)
    }

    /// What the dump tells about itself.
    pub fn header(&self) -> &DumpHeader {
        &self.dump.header
    }

    /// The page at an absolute address, where it was dumped.
    pub fn page(&self, address: u64) -> Option<Block> {
        block_on(self.dump.page(address)).ok()
    }

    /// The bytes at an absolute address, where all of them were dumped.
    pub fn bytes(&self, address: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            let at = address.checked_add(bytes.len() as u64)?;
            let offset = (at % BLOCK_BYTES as u64) as usize;
            let end = (offset + length - bytes.len()).min(BLOCK_BYTES);
            bytes.extend_from_slice(&self.page(at)?[offset..end]);
        }
        Some(bytes)
    }

    /// The doubleword at an absolute address.
    pub fn doubleword(&self, address: u64) -> Option<u64> {
        let bytes = self.bytes(address, 8)?;
        Some(u64::from_be_bytes(bytes.try_into().ok()?))
    }
}

/// The dump that begins at a cylinder.
fn open(volume: VolumeFile, cylinder: u32) -> Option<(u32, Dump<Minidisk<VolumeFile>>)> {
    let last = volume.cylinders().checked_sub(1)?;
    let unit = Minidisk::new(volume, cylinder..=last)?;
    block_on(Dump::open(unit)).ok().map(|dump| (cylinder, dump))
}
