//! CPSYNTAX on the command line: of a file of the host, or of one on a volume's parm disk.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ipl_tools::cms::CmsMinidisk;
use ipl_tools::cpsyntax::{Options, check};

/// `FILE [LPAR x] [SYSID y]`; what it imbeds is looked for beside it, as `filename.filetype`.
pub fn of_file(words: &[String]) -> Result<()> {
    let (path, options) = words.split_first().context("the file is missing")?;
    let path = Path::new(path);
    let text =
        fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let beside = |name: &str| {
        let wanted = name.replace(' ', ".");
        let files = fs::read_dir(folder).ok()?.flatten();
        let file = files
            .map(|entry| entry.path())
            .find(|path| path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(&wanted)));
        fs::read_to_string(file?).ok()
    };
    show(&check("SYSTEM CONFIG", &text, beside, &Options::read(options)?)?)
}

/// `[filename filetype] [LPAR x] [SYSID y]` on cylinders `first` to `last` of a volume.
pub fn on_volume(words: &[String], volume: &Path, first: u32, last: u32) -> Result<()> {
    let is_option = |word: &String| {
        let word = word.trim_start_matches('(');
        word.is_empty() || ["LPAR", "SYSID"].iter().any(|o| word.eq_ignore_ascii_case(o))
    };
    let names = words.iter().take_while(|word| !is_option(word)).count();
    let (names, options) = words.split_at(names);
    let (name, kind) = match names {
        [] => ("SYSTEM".to_owned(), "CONFIG".to_owned()),
        [name, kind] => (name.to_ascii_uppercase(), kind.to_ascii_uppercase()),
        _ => anyhow::bail!("expected a file name and a file type"),
    };
    let disk = CmsMinidisk::open(volume, first, last)?;
    let text = disk.read_text(&name, &kind)?;
    let imbedded = |file: &str| {
        let (name, kind) = file.split_once(' ')?;
        disk.read_text(name, kind).ok()
    };
    show(&check(&format!("{name} {kind}"), &text, imbedded, &Options::read(options)?)?)
}

fn show(told: &str) -> Result<()> {
    print!("{told}");
    Ok(())
}
