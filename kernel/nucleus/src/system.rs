//! What CP knows of itself.

use alloc::format;
use alloc::string::{String, ToString};

use formats::ebcdic;
use machine::identity;
use spin::Once;

/// Who this system is.
#[derive(Debug)]
pub struct System {
    /// The name of this system, up to 8 capitals.
    pub name: String,
    /// TOD at IPL.
    pub ipl_tod: u64,
}

static SYSTEM: Once<System> = Once::new();

/// What a machine without any name is called.
const NAMELESS: &str = "ATOLL";

/// Finds out who this system is.
pub fn begin() {
    SYSTEM.call_once(|| System {
        name: name().unwrap_or_else(|| NAMELESS.to_string()),
        ipl_tod: machine::clock::tod(),
    });
}

/// This system.
pub fn this() -> &'static System {
    SYSTEM.get().expect("the IPL begins with this")
}

/// The name that the machine gives: the guest's (STSI 3.2.2), or the LPAR's (2.2.2).
fn name() -> Option<String> {
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

/// The machine type and model as QUERY CPUID tells: `FF` + identification + type.
pub fn cpu_id() -> String {
    format!("{:016X}", identity::cpu_id())
}
