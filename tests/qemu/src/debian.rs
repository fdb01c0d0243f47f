//! Packages of Debian for s390x, unpacked in `target/debian-s390x`: the Linux that tests IPL, and its
//! programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// The release that they are from.
const RELEASE: &str = "bookworm";
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Names of packages' files and folders, unpacked.
pub struct Debian(PathBuf);

impl Debian {
    /// Fetches packages and the newest kernel, if they are not there from an earlier run.
    pub fn with(packages: &[&str]) -> Result<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/debian-s390x");
        fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let root = folder.join("root");
        let all = format!("{} kernel\n", packages.join(" "));
        let done = folder.join("unpacked");
        if fs::read_to_string(&done).is_ok_and(|unpacked| unpacked == all) {
            return Ok(Self(root));
        }
        let apt = Apt::new(&folder)?;
        apt.run("apt-get", &["update", "-q"])?;
        let kernel = apt.run("apt-cache", &["depends", "linux-image-s390x"])?;
        let kernel = kernel.lines().find_map(|line| line.trim().strip_prefix("Depends: "));
        let kernel = kernel.context("linux-image-s390x depends on no kernel")?;
        apt.run("apt-get", &[&["download", kernel], packages].concat())?;
        for file in files(&folder, ".deb")? {
            run(Command::new("dpkg-deb").arg("-x").arg(&file).arg(&root))?;
            fs::remove_file(file)?;
        }
        fs::write(done, all)?;
        Ok(Self(root))
    }

    /// A file of the packages.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The kernel's image.
    pub fn kernel(&self) -> Result<PathBuf> {
        first(&self.0.join("boot"), "vmlinuz")
    }

    /// A module of the kernel.
    pub fn module(&self, path: &str) -> Result<PathBuf> {
        Ok(first(&self.0.join("lib/modules"), "")?.join("kernel").join(path))
    }
}

/// apt with lists and cache of its own: the machine's own architecture stays what it is.
struct Apt {
    folder: PathBuf,
    options: Vec<String>,
}

impl Apt {
    fn new(folder: &Path) -> Result<Self> {
        for part in ["state/lists/partial", "cache/archives/partial", "etc"] {
            fs::create_dir_all(folder.join(part))?;
        }
        let sources = folder.join("etc/sources.list");
        let line = format!(
            "deb [arch=s390x signed-by={KEYRING}] http://deb.debian.org/debian {RELEASE} main\n"
        );
        fs::write(&sources, line)?;
        let options = [
            format!("Dir::State={}", folder.join("state").display()),
            "Dir::State::status=/dev/null".into(),
            format!("Dir::Cache={}", folder.join("cache").display()),
            format!("Dir::Etc::sourcelist={}", sources.display()),
            "Dir::Etc::sourceparts=-".into(),
            "APT::Architecture=s390x".into(),
            "APT::Architectures=s390x".into(),
        ];
        let options = options.into_iter().flat_map(|option| ["-o".into(), option]).collect();
        Ok(Self { folder: folder.into(), options })
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<String> {
        run(Command::new(program).args(&self.options).args(arguments).current_dir(&self.folder))
    }
}

/// Runs a program and answers what it wrote.
fn run(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("{program} does not start"))?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{program}: {}", error.trim());
    Ok(String::from_utf8(output.stdout)?)
}

fn files(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let paths: Vec<PathBuf> = paths.collect::<Result<_>>()?;
    Ok(paths.into_iter().filter(|path| path.to_string_lossy().ends_with(end)).collect())
}

fn first(folder: &Path, start: &str) -> Result<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(start) {
            return Ok(entry.path());
        }
    }
    bail!("{} has no {start}", folder.display())
}
