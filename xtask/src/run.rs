//! Folders of members that run: where their sockets are.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// A folder for the files of one running machine, removed with this value.
pub struct RunFolder(pub PathBuf);

impl RunFolder {
    /// Makes the folder of a member that this process runs. It is found by the member's name from
    /// now on, in place of that of another machine with the same name.
    pub fn new(member: &str) -> Result<Self> {
        let name = format!("{member}-{}", std::process::id());
        let folder = all().join(&name);
        std::fs::create_dir_all(&folder)?;
        let link = all().join(format!("{name}.link"));
        std::os::unix::fs::symlink(&name, &link)?;
        std::fs::rename(&link, all().join(member))?;
        Ok(Self(folder))
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        // What cannot be removed is left for `cargo clean`; a link that leads nowhere finds nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The folder of a member that is up.
pub fn folder(member: &str) -> Result<PathBuf> {
    let link = all().join(member);
    std::fs::canonicalize(&link).with_context(|| {
        format!("{member} is not up: IPL it with `cargo xtask ipl --member {member}`")
    })
}

/// Where all of them are: `target/run`, unless ATOLL_RUN names another folder.
fn all() -> PathBuf {
    std::env::var_os("ATOLL_RUN").map_or_else(|| crate::root().join("target/run"), PathBuf::from)
}
