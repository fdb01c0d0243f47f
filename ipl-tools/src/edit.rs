//! DASD EDIT: a text file of a CMS minidisk in an editor.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use tempfile::Builder;

use crate::cms::CmsMinidisk;

/// The editor where neither VISUAL nor EDITOR names one.
const DEFAULT_EDITOR: &str = "vi";

/// Lets `editor` change a text file, and puts it back if it did; answers whether. A text that
/// cannot be put back is kept, and the error says where.
pub fn edit(
    disk: &mut CmsMinidisk,
    name: &str,
    kind: &str,
    editor: &dyn Fn(&Path) -> Result<()>,
) -> Result<bool> {
    disk.check()?;
    let before = disk.read_only_text(name, kind)?;
    let copy = Builder::new().prefix(&format!("{name}.")).suffix(&format!(".{kind}")).tempfile()?;
    fs::write(copy.path(), &before)?;
    editor(copy.path()).with_context(|| format!("{name} {kind} was not changed"))?;
    let after = fs::read_to_string(copy.path());
    let after = after.with_context(|| format!("{name} {kind} was not changed: no text"))?;
    if after == before {
        return Ok(false);
    }
    if let Err(error) = disk.rewrite_text(name, kind, &after) {
        let (_, kept) = copy.keep()?;
        bail!("{error:#}\n{name} {kind} was not changed; the new text is in {}", kept.display());
    }
    Ok(true)
}

/// Runs the user's editor on a file.
pub fn run_editor(file: &Path) -> Result<()> {
    let editor = env::var("VISUAL").or_else(|_| env::var("EDITOR"));
    let editor = editor.unwrap_or_else(|_| DEFAULT_EDITOR.into());
    // The variables may hold a command with arguments.
    let command = format!("{editor} \"$1\"");
    let status = Command::new("sh").args(["-c", &command, "sh"]).arg(file).status();
    let status = status.context("sh does not start")?;
    ensure!(status.success(), "the editor {editor:?} ended with {status}");
    Ok(())
}
