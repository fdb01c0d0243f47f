//! What CP knows of itself: the machine it runs on, and what SYSTEM CONFIG says of this system.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use config::{DateFormat, Identity, SystemConfig};
use formats::ebcdic;
use machine::identity;
use spin::Once;

/// What the machine tells of itself.
#[derive(Debug)]
struct Machine {
    /// Name of the guest (STSI 3.2.2) or LPAR (2.2.2) that CP runs in.
    lpar_name: Option<String>,
    /// Four digits.
    machine_type: String,
    /// Six hexadecimal digits.
    cpu_id: String,
    /// TOD at IPL.
    ipl_tod: u64,
}

static MACHINE: Once<Machine> = Once::new();
static CONFIG: Once<SystemConfig> = Once::new();

/// What a machine without any name is called before SYSTEM CONFIG says more.
const NAMELESS: &str = "ATOLL";

/// Finds out what this machine is.
pub fn begin() {
    MACHINE.call_once(|| {
        let id = format!("{:016X}", identity::cpu_id());
        Machine {
            lpar_name: machine_name(),
            machine_type: id[8..12].to_owned(),
            cpu_id: id[2..8].to_owned(),
            ipl_tod: machine::clock::tod(),
        }
    });
}

fn machine() -> &'static Machine {
    MACHINE.get().expect("the IPL begins with this")
}

/// This system is the one that `config` is about.
pub fn configure(config: SystemConfig) -> &'static SystemConfig {
    CONFIG.call_once(|| config)
}

/// What SYSTEM CONFIG says of this system.
pub fn config() -> &'static SystemConfig {
    CONFIG.get().expect("the IPL reads it before anything asks")
}

/// How dates are shown; before SYSTEM CONFIG was read as mm/dd/yy.
pub fn date_format() -> DateFormat {
    CONFIG.get().map_or(DateFormat::Short, |config| config.date_format)
}

/// What SYSTEM_IDENTIFIER statements are compared with.
pub fn identity() -> Identity<'static> {
    let Machine { lpar_name, machine_type, cpu_id, .. } = machine();
    Identity { lpar_name: lpar_name.as_deref(), machine_type, cpu_id }
}

/// The name of this system, up to 8 capitals.
pub fn name() -> &'static str {
    let given = || machine().lpar_name.as_deref().unwrap_or(NAMELESS);
    CONFIG.get().map_or_else(given, |config| &config.system_name)
}

/// The TOD clock at IPL.
pub fn ipl_tod() -> u64 {
    machine().ipl_tod
}

/// The guest's name (STSI 3.2.2), or the LPAR's (2.2.2).
fn machine_name() -> Option<String> {
    const VM_NAME: usize = 44;
    const LPAR_NAME: usize = 44;
    let field = |block: [u8; identity::SYSIB_BYTES], offset: usize| {
        let text = ebcdic::to_text(&block[offset..offset + 8]);
        let name: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        (!name.is_empty()).then_some(name)
    };
    let guest = || identity::system_information(3, 2, 2).and_then(|block| field(block, VM_NAME));
    let lpar = || identity::system_information(2, 2, 2).and_then(|block| field(block, LPAR_NAME));
    if identity::level() >= 3 { guest().or_else(lpar) } else { lpar() }
}

/// Identification and type of the CPU, as QUERY CPUID shows them.
pub fn cpu_id() -> String {
    format!("{:016X}", identity::cpu_id())
}
