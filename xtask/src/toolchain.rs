//! The compiler that can build for s390x-unknown-none-softfloat: the library's source must be of
//! exactly the compiler's version. First the user's own toolchain is looked at, then Debian's.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::setup;

/// The kernel's target.
pub const TARGET: &str = "s390x-unknown-none-softfloat";

/// How cargo is called for the kernel.
pub struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    linker: PathBuf,
    /// The target's library is there already.
    prebuilt: bool,
}

/// Finds a toolchain that can build the kernel; installs Debian's where there is none.
pub fn find() -> Result<Toolchain> {
    let own = candidate("cargo".into(), "rustc".into());
    let found = match own {
        Some(toolchain) => Some(toolchain),
        None => {
            setup::need(&setup::RUST.each_ref())?;
            candidate("/usr/bin/cargo".into(), "/usr/bin/rustc".into())
        }
    };
    found.context("neither the toolchain in use nor Debian's has the library's source (rust-src)")
}

fn candidate(cargo: PathBuf, rustc: PathBuf) -> Option<Toolchain> {
    let library = print(&rustc, &["--print", "target-libdir", "--target", TARGET])?;
    let sysroot = print(&rustc, &["--print", "sysroot"])?;
    let prebuilt = std::fs::read_dir(library).is_ok_and(|mut entries| {
        entries.any(|entry| {
            entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
        })
    });
    let source = Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock");
    if !prebuilt && !source.exists() {
        return None;
    }
    let linker = linker(Path::new(&sysroot)).ok()?;
    Some(Toolchain { cargo, rustc, linker, prebuilt })
}

/// rust-lld of the toolchain, or lld of the distribution.
fn linker(sysroot: &Path) -> Result<PathBuf> {
    let own = std::fs::read_dir(sysroot.join("lib/rustlib")).ok().and_then(|hosts| {
        hosts.flatten().map(|host| host.path().join("bin/rust-lld")).find(|path| path.exists())
    });
    if let Some(own) = own {
        return Ok(own);
    }
    setup::need(&[&setup::LINKER])?;
    let path = setup::LINKER.paths.iter().find(|path| Path::new(path).exists());
    path.map(PathBuf::from).context("there is no lld")
}

fn print(rustc: &Path, arguments: &[&str]) -> Option<String> {
    let output = clean(&mut Command::new(rustc)).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}

/// Takes away what an outer cargo or rustup has set for its own compiler.
fn clean(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars() {
        if name.starts_with("CARGO") || name == "RUSTUP_TOOLCHAIN" || name == "LD_LIBRARY_PATH" {
            command.env_remove(name);
        }
    }
    command
}

/// When the source that is built was committed: the same source gives the same nucleus.
pub fn created() -> String {
    let format = ["log", "-1", "--date=format-local:%Y-%m-%d AT %H:%M:%S", "--format=%cd"];
    let git = Command::new("git").args(format).env("TZ", "UTC").current_dir(crate::root()).output();
    match git {
        Ok(output) if output.status.success() => {
            String::from_utf8_lossy(&output.stdout).trim().to_string()
        }
        _ => "AN UNKNOWN DATE".to_string(),
    }
}

impl Toolchain {
    /// Runs `cargo VERB` for `packages` with the kernel's profile and target.
    pub fn cargo(&self, verb: &str, packages: &[&str]) -> Result<()> {
        let mut command = self.command();
        command
            .env("RUSTFLAGS", self.flags())
            .env("ATOLL_CREATED", created())
            .args([verb, "--quiet", "--profile", "kernel"])
            .args(packages.iter().flat_map(|package| ["--package", package]))
            .args(["--target", TARGET, "--target-dir", "target/kernel"]);
        if !self.prebuilt {
            command.args(["-Zbuild-std=core,alloc,compiler_builtins"]);
            command.args(["-Zbuild-std-features=compiler-builtins-mem"]);
        }
        let status = command.status()?;
        ensure!(status.success(), "the kernel does not build");
        Ok(())
    }

    /// `cargo test` of `packages` as big-endian programs, under QEMU's user emulation. The
    /// library is built with them: no prebuilt one need be there.
    pub fn big_endian_test(&self, packages: &[&str]) -> Command {
        let mut command = self.command();
        command
            .env("CARGO_TARGET_S390X_UNKNOWN_LINUX_GNU_LINKER", "s390x-linux-gnu-gcc")
            .env(
                "CARGO_TARGET_S390X_UNKNOWN_LINUX_GNU_RUNNER",
                "qemu-s390x -L /usr/s390x-linux-gnu",
            )
            .args(["test", "--quiet", "--no-fail-fast", "-Zbuild-std=std,panic_unwind,test"])
            .args(["--target", "s390x-unknown-linux-gnu", "--target-dir", "target/big-endian"])
            .args(packages.iter().flat_map(|package| ["--package", package]));
        command
    }

    /// Cargo and its compiler, with the unstable options that building the library takes.
    fn command(&self) -> Command {
        let mut command = Command::new(&self.cargo);
        clean(&mut command)
            .current_dir(crate::root())
            .env("RUSTC", &self.rustc)
            .env("RUSTC_BOOTSTRAP", "1");
        if self.rustc.is_absolute() {
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("/usr/bin:{path}"));
        }
        command
    }

    /// The one place where the kernel's flags are chosen. Back chains for the backtrace, of which
    /// compilers warn that the option is not stable yet; frame pointers alone make none.
    fn flags(&self) -> String {
        format!(
            "-Clinker={} -Clinker-flavor=ld.lld -Crelocation-model=static -Ctarget-feature=+backchain",
            self.linker.display()
        )
    }
}
