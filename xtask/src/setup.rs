//! Installs what is missing, with apt: as root, or through sudo after saying what it will run.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// A thing that must be there, and the packages that bring it, of which the first that this
/// distribution has is installed.
pub struct Need {
    /// Paths of which one must exist.
    pub paths: &'static [&'static str],
    /// Debian's names of the package, newest release first.
    pub packages: &'static [&'static str],
}

/// QEMU for s390x and its firmware.
pub const QEMU: Need = Need {
    paths: &["/usr/bin/qemu-system-s390x"],
    packages: &["qemu-system-s390x", "qemu-system-misc"],
};
/// Hercules, the machine with 3390s, CTCs and SIE.
pub const HERCULES: Need = Need { paths: &["/usr/bin/hercules"], packages: &["hercules"] };
/// Debian's newest Rust with the library's source.
pub const RUST: [Need; 3] = [
    Need {
        paths: &["/usr/lib/rustlib/src/rust/library/Cargo.lock", "/usr/src/rustc-web"],
        packages: &["rust-web-src"],
    },
    Need { paths: &["/usr/bin/rustc"], packages: &["rustc-web"] },
    Need { paths: &["/usr/bin/cargo"], packages: &["cargo-web"] },
];
/// A linker for s390x.
pub const LINKER: Need = Need {
    paths: &["/usr/bin/ld.lld-22", "/usr/bin/ld.lld-21", "/usr/bin/ld.lld-20", "/usr/bin/ld.lld"],
    packages: &["lld-22", "lld"],
};
/// What runs the host tests as big-endian programs: a compiler that links, the C library, and
/// QEMU's user emulation.
pub const BIG_ENDIAN: [Need; 3] = [
    Need { paths: &["/usr/bin/s390x-linux-gnu-gcc"], packages: &["gcc-s390x-linux-gnu"] },
    Need { paths: &["/usr/s390x-linux-gnu/lib/crt1.o"], packages: &["libc6-dev-s390x-cross"] },
    Need { paths: &["/usr/bin/qemu-s390x"], packages: &["qemu-user"] },
];

/// A C++ compiler: libFuzzer is built from its source.
pub const CXX: Need = Need { paths: &["/usr/bin/c++"], packages: &["g++"] };

/// Installs everything that any verb needs.
pub fn all() -> Result<()> {
    need(&[&QEMU, &HERCULES, &CXX])?;
    need(&BIG_ENDIAN.each_ref())?;
    crate::toolchain::find().map(drop)
}

/// Installs those of `needs` that are missing; quick where none is.
pub fn need(needs: &[&Need]) -> Result<()> {
    let there = |need: &&&Need| need.paths.iter().any(|path| Path::new(path).exists());
    let missing: Vec<_> = needs.iter().filter(|need| !there(need)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if missing.iter().any(|need| available(need).is_none()) {
        apt(&["update"])?;
    }
    let mut packages = Vec::new();
    for need in missing {
        let package = available(need).with_context(|| {
            format!(
                "no package of this distribution brings {}; expected one of {}",
                need.paths[0],
                need.packages.join(", ")
            )
        })?;
        packages.push(package);
    }
    println!("Installing {} (a few minutes at most)", packages.join(" "));
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments)
}

/// The first package of a need that apt can install.
fn available(need: &Need) -> Option<&'static str> {
    need.packages.iter().copied().find(|package| {
        let output = Command::new("apt-cache").args(["show", package]).output();
        output.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
    })
}

fn apt(arguments: &[&str]) -> Result<()> {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut command = match root {
        true => Command::new("apt-get"),
        false => {
            println!("Running: sudo apt-get {}", arguments.join(" "));
            let mut sudo = Command::new("sudo");
            sudo.arg("apt-get");
            sudo
        }
    };
    let output = command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").output()?;
    ensure!(
        output.status.success(),
        "apt-get {} failed:\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
