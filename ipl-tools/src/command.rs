//! The command line.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use formats::geometry::CYLINDERS_3390_9;
use ipl_tools::ckd::Format;
use ipl_tools::cms::CmsMinidisk;
use ipl_tools::plan::Plan;

#[derive(Parser)]
#[command(name = "ipl-tools", about = "Plans, installs and changes volumes")]
pub enum Tool {
    /// Plan an installation; no volume changes
    #[command(alias = "INSTPLAN")]
    Instplan {
        /// A plan instead of the panels
        #[arg(long)]
        plan: Option<PathBuf>,
        /// A shipped plan instead of the panels: ltics1 or nonssi
        #[arg(long)]
        sample: Option<String>,
        /// The file that the plan goes to
        #[arg(long, default_value = "plan.toml")]
        output: PathBuf,
        /// Answer every question with Y
        #[arg(long)]
        accept: bool,
    },
    /// Write all volumes of a plan
    #[command(alias = "INSTALL")]
    Install {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        programs: Option<ProgramFiles>,
        /// The user directory's source instead of the shipped one
        #[arg(long)]
        directory: Option<PathBuf>,
        /// INSTSCID REMOVE at the end
        #[arg(long)]
        instscid_remove: bool,
        /// Even if the volumes are there already
        #[arg(long)]
        replace: bool,
        /// Even if a name looks mistyped
        #[arg(long)]
        accept: bool,
    },
    /// Write a new nucleus and loader to each RES volume
    #[command(alias = "PUT2PROD")]
    Put2prod {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        programs: ProgramFiles,
    },
    /// Show or change the IPL parameters that are stored on a RES volume
    #[command(alias = "SALIPL")]
    Salipl {
        /// The volume's file
        volume: PathBuf,
        /// The parameters instead of those that are there
        #[arg(long, value_name = "WORDS")]
        iplparms: Option<String>,
    },
    /// Say from where the members may be IPLed
    #[command(subcommand, alias = "INSTSCID")]
    Instscid(Instscid),
    /// Make and label volumes
    #[command(subcommand, alias = "CPFMTXA")]
    Cpfmtxa(Cpfmtxa),
    /// Make, show and unlock the PDR of a cluster
    #[command(subcommand, alias = "FORMSSI")]
    Formssi(Formssi),
    /// Tell every error of a SYSTEM CONFIG: FILE [LPAR x] [SYSID y], or, on a volume's parm
    /// disk, [FN FT] [LPAR x] [SYSID y]
    #[command(alias = "CPSYNTAX")]
    Cpsyntax {
        /// The file, or, with --volume, file name and file type (SYSTEM CONFIG); then options
        words: Vec<String>,
        /// The file of the volume whose parm disk has SYSTEM CONFIG
        #[arg(long)]
        volume: Option<PathBuf>,
        /// First cylinder of the parm disk
        #[arg(long, default_value_t = 1)]
        first: u32,
        /// Last cylinder of the parm disk
        #[arg(long, default_value_t = 120)]
        last: u32,
    },
    /// Compile a user directory to volumes
    #[command(alias = "DIRECTXA")]
    Directxa {
        /// USER DIRECT
        source: PathBuf,
        /// The volumes' files
        volumes: Vec<PathBuf>,
        /// The members that BUILD ON may name
        #[arg(long, value_delimiter = ',')]
        members: Vec<String>,
        /// The cluster's name, or the system's outside one
        #[arg(long, default_value = "LTICS1")]
        cluster: String,
        /// Check the source only
        #[arg(long)]
        edit: bool,
    },
    /// Make of a CSE configuration and directory those of an SSI cluster, and tell why
    #[command(alias = "CSE2SSI")]
    Cse2ssi(crate::cse2ssi_tool::Arguments),
    /// Show a volume's object directory as source, passwords masked
    DirectxaList {
        /// The volume's file
        volume: PathBuf,
    },
    /// Show who has which cylinders of each volume
    #[command(alias = "DISKMAP")]
    Diskmap {
        /// USER DIRECT
        source: PathBuf,
    },
    /// Look at volumes and change files of their CMS minidisks
    #[command(subcommand, alias = "DASD")]
    Dasd(Dasd),
}

/// Plan and volumes.
#[derive(Args)]
pub struct Place {
    /// The plan; none: the shipped LTICS1
    #[arg(long)]
    plan: Option<PathBuf>,
    /// The folder of the volumes
    #[arg(long, env = "ATOLL_VOLUMES", default_value = "volumes")]
    pub volumes: PathBuf,
}

impl Place {
    pub fn plan(&self) -> Result<Plan> {
        self.plan.as_ref().map_or_else(|| Plan::sample("ltics1"), |file| Plan::load(file))
    }
}

/// What RES volumes are IPLed from.
#[derive(Args)]
pub struct ProgramFiles {
    /// The nucleus: CPLOAD MODULE
    #[arg(long, required = false, requires = "loader")]
    pub cpload: PathBuf,
    /// The stand-alone program loader: its image
    #[arg(long, required = false, requires = "cpload")]
    pub loader: PathBuf,
}

#[derive(Subcommand)]
pub enum Instscid {
    /// Each member only from the LPAR or user id of the plan
    #[command(alias = "REMOVE")]
    Remove {
        #[command(flatten)]
        place: Place,
    },
    /// One member from anywhere
    #[command(alias = "ADD")]
    Add {
        /// The member
        member: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Subcommand)]
pub enum Cpfmtxa {
    /// Make a volume that is not there yet and label it
    Format {
        /// The volume's file
        file: PathBuf,
        /// Volume serial number
        volid: String,
        /// Cylinders
        #[arg(long, default_value_t = CYLINDERS_3390_9)]
        cylinders: u32,
    },
    /// Label a volume that is there
    Label {
        /// The volume's file
        file: PathBuf,
        /// Volume serial number
        volid: String,
        /// Even if it has a label already
        #[arg(long)]
        replace: bool,
    },
}

#[derive(Subcommand)]
pub enum Formssi {
    /// A new PDR: what an earlier one said is gone
    Create {
        /// The common volume's file
        volume: PathBuf,
        /// The cluster's name
        cluster: String,
        /// The members in the order of their slots
        members: Vec<String>,
    },
    /// Show the PDR
    Display {
        /// The common volume's file
        volume: PathBuf,
        /// Its device number
        #[arg(long, default_value = "8290")]
        address: String,
    },
    /// Let members use a PDR that an interrupted FORMSSI left locked
    Unlock {
        /// The common volume's file
        volume: PathBuf,
    },
}

#[derive(Subcommand)]
pub enum Dasd {
    /// One line a volume
    List {
        /// The volumes' files
        files: Vec<PathBuf>,
    },
    /// The files of a CMS minidisk
    Files {
        #[command(flatten)]
        minidisk: MinidiskPlace,
    },
    /// Read a file of a CMS minidisk
    Get {
        #[command(flatten)]
        minidisk: MinidiskPlace,
        /// File name
        name: String,
        /// File type
        kind: String,
        /// The file it goes to; none: standard output
        #[arg(short, long)]
        output: Option<PathBuf>,
        /// As it is, not as text
        #[arg(long)]
        binary: bool,
    },
    /// Write a file to a CMS minidisk
    Put {
        #[command(flatten)]
        minidisk: MinidiskPlace,
        /// File name
        name: String,
        /// File type
        kind: String,
        /// The file it comes from
        input: PathBuf,
        /// As it is, not as text
        #[arg(long)]
        binary: bool,
    },
    /// Change a text file of a CMS minidisk with the editor that VISUAL or EDITOR names
    Edit {
        #[command(flatten)]
        minidisk: MinidiskPlace,
        /// File name
        name: String,
        /// File type
        kind: String,
    },
    /// Convert a volume to Hercules' CKD file, or back, as the first file says
    Convert {
        /// A volume or a CKD file
        from: PathBuf,
        /// The other one
        to: PathBuf,
        /// The kind of CKD file
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Even if there is a file already
        #[arg(long)]
        replace: bool,
    },
}

/// A CMS minidisk of a volume.
#[derive(Args)]
pub struct MinidiskPlace {
    /// The volume's file
    volume: PathBuf,
    /// First cylinder
    #[arg(long, default_value_t = 1)]
    first: u32,
    /// Last cylinder
    #[arg(long, default_value_t = 120)]
    last: u32,
}

impl MinidiskPlace {
    pub fn open(&self) -> Result<CmsMinidisk> {
        CmsMinidisk::open(&self.volume, self.first, self.last)
    }
}
