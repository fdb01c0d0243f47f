//! Linux mounts a CMS minidisk that ipl-tools made, by its cmsfs-fuse, and the other way round.
//!
//! cmsfs-fuse takes the numbers of the file system as they stand in storage, and FUSE those of its
//! messages: it runs on a big-endian Linux only. It also converts by CVB, which QEMU 7.2 lacks. So
//! Debian's kernel and package s390-tools are IPLed in Hercules, with the minidisk on a 3390: its
//! dasd driver reads and writes what `dasd convert` made.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Result, bail, ensure};
use cpio::newc::Builder;
use ipl_tools::VolumeFile;
use ipl_tools::ckd::{self, Format};
use ipl_tools::cms::CmsMinidisk;
use members::debian::Debian;

const CYLINDERS: u32 = 12;
const PACKAGES: [&str; 4] = ["s390-tools", "libfuse2", "libc6", "busybox-static"];
const LIBRARIES: [&str; 8] = [
    "ld64.so.1",
    "libc.so.6",
    "libpthread.so.0",
    "libfuse.so.2",
    "gconv/IBM1047.so",
    "gconv/ISO8859-1.so",
    "gconv/gconv-modules",
    "gconv/gconv-modules.d/gconv-modules-extra.conf",
];
const MODULES: [&str; 3] =
    ["fs/fuse/fuse.ko", "drivers/s390/block/dasd_mod.ko", "drivers/s390/block/dasd_eckd_mod.ko"];
/// Seconds that Linux may take: twenty where nothing else runs.
const DEADLINE: &str = "600";
/// Where Hercules' file of what to load puts kernel, parameters, and archive with its place.
const INS: &str = "kernel 0x0\nparameters 0x10480\narchive 0x02000000\nplace 0x10408\n";
const ARCHIVE_ADDRESS: u64 = 0x0200_0000;
/// The last line of the console ends Hercules.
const RC: &str = "hao tgt MINIDISK WAS COMPARED\nhao cmd quit\nipl linux.ins\n";

/// Mounts the minidisk as it is and again with texts converted, compares, writes a text.
const INIT: &str = "#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t devtmpfs devtmpfs /dev
mount -t sysfs sysfs /sys
insmod /fuse.ko
insmod /dasd_mod.ko
insmod /dasd_eckd_mod.ko
echo 1 > /sys/bus/ccw/devices/0.0.0120/online
until [ -b /dev/dasda ]; do sleep 1; done
compare() {
    for file in /$1/*; do
        cmp $file /mnt/${file##*/} && echo SAME $1 ${file##*/}
    done
}
cmsfs-fuse /dev/dasda /mnt && compare binary && umount /mnt
cmsfs-fuse -a /dev/dasda /mnt && compare text && cp /new/FROM.LINUX /mnt/ && umount /mnt
sync
echo 0 > /sys/bus/ccw/devices/0.0.0120/online
echo MINIDISK WAS COMPARED
sleep 1000
";

/// Files of the minidisk: name, type, contents.
struct Files {
    texts: Vec<(&'static str, &'static str, String)>,
    binary: Vec<u8>,
}

impl Files {
    /// An empty line, lines of 1 to 200 characters on several levels of pointer blocks, and records
    /// of 4096 bytes on several levels.
    fn new() -> Self {
        let long = (0..20_000).map(|n| format!("{n:0$}\n", n % 200 + 1)).collect();
        let config = "SSI LTICS1 PDR_VOLUME S1COM1,\n SLOT 1 LTICVM2 /* [one] */\n \nEND\n";
        let texts = vec![("SYSTEM", "CONFIG", config.to_string()), ("LONG", "TEXT", long)];
        let binary = (0..1100 * 4096_u32).map(|n| (n / 7) as u8).collect();
        Self { texts, binary }
    }

    fn write(&self, minidisk: &Path) -> Result<()> {
        VolumeFile::create(minidisk, CYLINDERS)?;
        let mut disk = CmsMinidisk::format(minidisk, 0, CYLINDERS - 1, "PARM")?;
        for (name, kind, text) in &self.texts {
            disk.write_text(name, kind, text)?;
        }
        disk.write_binary("CPLOAD", "MODULE", &self.binary)
    }
}

/// The root of the Linux that compares, as an archive.
fn root(debian: &Debian, files: &Files) -> Result<Vec<u8>> {
    let mut members = vec![
        ("init".to_string(), INIT.as_bytes().to_vec()),
        ("binary/CPLOAD.MODULE".into(), files.binary.clone()),
        ("new/FROM.LINUX".into(), b"a line from Linux\nand another\n".to_vec()),
        ("bin/busybox".into(), fs::read(debian.file("bin/busybox"))?),
        ("bin/cmsfs-fuse".into(), fs::read(debian.file("usr/bin/cmsfs-fuse"))?),
    ];
    for path in MODULES {
        let (_, name) = path.rsplit_once('/').unwrap_or_default();
        members.push((name.into(), fs::read(debian.module(path)?)?));
    }
    for name in LIBRARIES {
        let folder = if name.contains('/') { "usr/lib" } else { "lib" };
        let path = format!("{folder}/s390x-linux-gnu/{name}");
        let file = fs::read(debian.file(&path))?;
        members.push((if folder == "lib" { format!("lib/{name}") } else { path }, file));
    }
    for (name, kind, text) in &files.texts {
        members.push((format!("text/{name}.{kind}"), text.as_bytes().to_vec()));
    }
    let mut folders: BTreeSet<String> = ["dev", "mnt", "sys"].map(String::from).into();
    for (path, _) in &members {
        folders.extend(path.match_indices('/').map(|(end, _)| path[..end].to_string()));
    }
    let folders = folders.iter().map(|path| (path, 0o040_755, Vec::new()));
    let members = members.iter().map(|(path, bytes)| (path, 0o100_755, bytes.clone()));
    let entry = |(path, mode, bytes): (&String, u32, Vec<u8>)| {
        (Builder::new(path).mode(mode), Cursor::new(bytes))
    };
    Ok(cpio::write_cpio(folders.chain(members).map(entry), Vec::new())?)
}

/// IPLs the Linux on the minidisk in `folder`; answers what its console showed.
fn console(debian: &Debian, archive: &[u8], folder: &Path) -> Result<String> {
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes);
    fs::copy(debian.kernel()?, folder.join("kernel"))?;
    write("archive", archive)?;
    write("place", &[ARCHIVE_ADDRESS, archive.len() as u64].map(u64::to_be_bytes).concat())?;
    write("parameters", b"console=ttyS0 conmode=3215 condev=0x0009\0")?;
    write("linux.ins", INS.as_bytes())?;
    write("linux.rc", RC.as_bytes())?;
    let configuration = "CPUSERIAL 000001\nCPUMODEL 2097\nMAINSIZE 512\nNUMCPU 1\n\
        ARCHMODE z/Arch\nOSTAILOR QUIET\nCNSLPORT 0\n0009 3215-C / noprompt\n\
        0120 3390 minidisk.cckd\n";
    write("hercules.cnf", configuration.as_bytes())?;
    let output = Command::new("timeout")
        .args([DEADLINE, "hercules", "-f", "hercules.cnf"])
        .env("HERCULES_RC", "linux.rc")
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "Linux did not come to its end:\n{text}");
    Ok(text)
}

#[test]
fn linux_reads_and_writes_a_minidisk() -> Result<()> {
    let debian = match Debian::with(&PACKAGES) {
        Ok(debian) => debian,
        Err(reason) => {
            println!("SKIPPED, NOT TESTED: Linux's cmsfs-fuse for s390x: {reason:#}");
            return Ok(());
        }
    };
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    let files = Files::new();
    files.write(&path("minidisk"))?;
    ckd::to_ckd(&path("minidisk"), &path("minidisk.cckd"), Format::Zlib)?;
    let console = console(&debian, &root(&debian, &files)?, folder.path())?;
    for same in ["binary CPLOAD.MODULE", "text SYSTEM.CONFIG", "text LONG.TEXT"] {
        if !console.contains(&format!("SAME {same}")) {
            bail!("expected SAME {same} in:\n{console}");
        }
    }
    ckd::from_ckd(&path("minidisk.cckd"), &path("minidisk"))?;
    let disk = CmsMinidisk::open(&path("minidisk"), 0, CYLINDERS - 1)?;
    disk.check()?;
    assert_eq!(disk.read_text("FROM", "LINUX")?, "a line from Linux\nand another\n");
    let (name, kind, text) = &files.texts[0];
    assert_eq!(disk.read_text(name, kind)?, text.replace(" \n", "\n"));
    Ok(())
}
