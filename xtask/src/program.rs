//! Programs for the machine: from the ELF that the linker makes to what stands in storage.

use std::path::Path;

use anyhow::{Context, Result, anyhow};
use formats::cpload::{Created, Module, Place};
use formats::ipl;
use object::{Object, ObjectSegment};

/// A program as it stands in storage.
pub struct Program {
    /// Its place.
    pub place: Place,
    /// What the ELF brings of it.
    pub bytes: Vec<u8>,
}

impl Program {
    /// Lays out the segments of an ELF.
    pub fn of_elf(path: &Path) -> Result<Self> {
        let elf_bytes = std::fs::read(path)?;
        let elf = object::File::parse(&*elf_bytes)?;
        let segments: Vec<_> = elf.segments().collect();
        let start = segments.iter().map(ObjectSegment::address).min().context("no segments")?;
        let mut bytes = Vec::new();
        let mut end = start;
        for segment in segments {
            let (data, offset) = (segment.data()?, (segment.address() - start) as usize);
            bytes.resize(bytes.len().max(offset + data.len()), 0);
            bytes[offset..offset + data.len()].copy_from_slice(data);
            end = end.max(segment.address() + segment.size());
        }
        let (address, entry) = (u32::try_from(start)?, u32::try_from(elf.entry() - start)?);
        Ok(Self { place: Place { address, entry, storage: u32::try_from(end - start)? }, bytes })
    }

    /// The program as a CPLOAD MODULE.
    pub fn to_cpload(&self, created: &str) -> Result<Vec<u8>> {
        let created = Created::new(created).context("a date and time of 24 characters at most")?;
        let module = Module { place: self.place, created, image: &self.bytes };
        module.to_bytes().map_err(|fault| anyhow!("the nucleus is no CPLOAD MODULE: {fault}"))
    }

    /// The program as an IPL text, which is loaded and entered at one address.
    pub fn into_ipl_text(self) -> Result<Vec<u8>> {
        let Place { address, entry, .. } = self.place;
        let expected = ipl::LOAD_ADDRESS;
        anyhow::ensure!(
            (address, entry) == (expected, 0),
            "the loader is linked at {address:X} and entered at {entry:X}, expected {expected:X} and 0"
        );
        Ok(self.bytes)
    }
}
