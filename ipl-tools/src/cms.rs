//! Files of the CMS minidisks on volumes.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use embassy_futures::block_on;
use formats::ebcdic::{BLANK, Field, to_ebcdic, to_text};
use formats::edf::{FileId, FileSystem, NewFile, RecordFormat, Timestamp};
use formats::minidisk::Minidisk;
use time::OffsetDateTime;

use crate::VolumeFile;

/// Bytes of a record of a binary file.
const BINARY_RECORD: usize = 4096;

/// A CMS minidisk of a volume's file: cylinders `first` to `last`.
pub struct CmsMinidisk(FileSystem<Minidisk<VolumeFile>>);

impl CmsMinidisk {
    /// Opens the file system that is there.
    pub fn open(volume: &Path, first: u32, last: u32) -> Result<Self> {
        let minidisk = cylinders(volume, first, last)?;
        let file_system = block_on(FileSystem::open(minidisk))
            .map_err(|fault| anyhow!("{}, cylinders {first}-{last}: {fault}", volume.display()))?;
        Ok(Self(file_system))
    }

    /// Makes an empty file system.
    pub fn format(volume: &Path, first: u32, last: u32, label: &str) -> Result<Self> {
        let minidisk = cylinders(volume, first, last)?;
        let label = Field::new(label).context("a minidisk's label has at most 6 characters")?;
        let made = block_on(FileSystem::format(minidisk, label, now()));
        Ok(Self(made.map_err(|fault| anyhow!("{}: {fault}", volume.display()))?))
    }

    /// `FILENAME FILETYPE`, records and blocks of each file.
    pub fn list(&self) -> Vec<String> {
        let files = self.0.list().iter();
        files.map(|f| format!("{} {} records {} blocks", f.id, f.records, f.blocks)).collect()
    }

    /// A file's bytes as they are.
    pub fn read(&self, name: &str, kind: &str) -> Result<Vec<u8>> {
        let entry = self.0.find(name, kind).with_context(|| format!("{name} {kind} not found"))?;
        let records = block_on(self.0.records(entry)).map_err(|fault| anyhow!("{fault}"))?;
        Ok(records.concat())
    }

    /// A file of EBCDIC records as text.
    pub fn read_text(&self, name: &str, kind: &str) -> Result<String> {
        let entry = self.0.find(name, kind).with_context(|| format!("{name} {kind} not found"))?;
        let records = block_on(self.0.records(entry)).map_err(|fault| anyhow!("{fault}"))?;
        Ok(records.iter().map(|record| to_text(record).trim_end().to_owned() + "\n").collect())
    }

    /// The same, but only of a file that is text: no control characters but tabs.
    pub fn read_only_text(&self, name: &str, kind: &str) -> Result<String> {
        let text = self.read_text(name, kind)?;
        let control = |c: char| c.is_control() && c != '\t';
        match text.lines().position(|line| line.contains(control)) {
            Some(record) => bail!("{name} {kind} is no text: record {} is binary", record + 1),
            None => Ok(text),
        }
    }

    /// Writes a text as EBCDIC records of their own lengths; an empty line is one blank.
    pub fn write_text(&mut self, name: &str, kind: &str, text: &str) -> Result<()> {
        let line = |line| if str::is_empty(line) { " " } else { line };
        let records = encoded(text.lines().map(line))?;
        self.write(name, kind, RecordFormat::Variable, &records)
    }

    /// Writes a text in place of a file, in its record format: the lines of an F file are filled
    /// up with blanks.
    pub fn rewrite_text(&mut self, name: &str, kind: &str, text: &str) -> Result<()> {
        let old = self.0.find(name, kind).with_context(|| format!("{name} {kind} not found"))?;
        if old.format == RecordFormat::Variable {
            return self.write_text(name, kind, text);
        }
        let length = old.lrecl as usize;
        let mut records = encoded(text.lines())?;
        if let Some(record) = records.iter().position(|record| record.len() > length) {
            let (line, found) = (record + 1, records[record].len());
            bail!("line {line} has {found} characters; {name} {kind} has records of {length}");
        }
        records.iter_mut().for_each(|record| record.resize(length, BLANK));
        self.write(name, kind, RecordFormat::Fixed, &records)
    }

    /// Follows every file to its last block, as a change does before it begins.
    pub fn check(&self) -> Result<()> {
        let expected = "the file system is damaged; nothing was changed";
        block_on(self.0.check()).map_err(|fault| anyhow!("{expected}: {fault}"))
    }

    /// Writes bytes as records of 4096, the last filled up with zeros.
    pub fn write_binary(&mut self, name: &str, kind: &str, bytes: &[u8]) -> Result<()> {
        let mut records: Vec<Vec<u8>> = bytes.chunks(BINARY_RECORD).map(Vec::from).collect();
        if let Some(last) = records.last_mut() {
            last.resize(BINARY_RECORD, 0);
        }
        self.write(name, kind, RecordFormat::Fixed, &records)
    }

    fn write(
        &mut self,
        name: &str,
        kind: &str,
        format: RecordFormat,
        records: &[Vec<u8>],
    ) -> Result<()> {
        let id = FileId::new(name, kind).with_context(|| {
            format!("{name} {kind}: expected a file name and a file type of 1 to 8 characters")
        })?;
        let mode = Field::new("A1").unwrap_or(Field::BLANK);
        let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
        let file = NewFile { id, mode, format, written: now() };
        self.check()?;
        block_on(self.0.write_file(file, &records)).map_err(|fault| anyhow!("{id}: {fault}"))
    }
}

/// Lines in EBCDIC; an error if a character is not in the code page.
fn encoded<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<Vec<u8>>> {
    let line = |(number, line): (usize, &str)| match line.chars().find(|&c| c > '\u{FF}') {
        Some(c) => bail!("line {number}: {c:?} is not in code page 1047"),
        None => Ok(to_ebcdic(line)),
    };
    (1..).zip(lines).map(line).collect()
}

fn cylinders(volume: &Path, first: u32, last: u32) -> Result<Minidisk<VolumeFile>> {
    let minidisk = Minidisk::new(VolumeFile::open(volume)?, first..=last);
    minidisk.with_context(|| format!("{} has no cylinders {first}-{last}", volume.display()))
}

/// This moment, UTC.
fn now() -> Timestamp {
    let now = OffsetDateTime::now_utc();
    Timestamp {
        year: now.year() as u16,
        month: now.month().into(),
        day: now.day(),
        hour: now.hour(),
        minute: now.minute(),
        second: now.second(),
    }
}
