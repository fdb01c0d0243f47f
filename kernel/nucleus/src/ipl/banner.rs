//! What CP says first.

use alloc::string::String;

use config::IplParameters;

use crate::console::Console;
use crate::system;

/// Version of the nucleus, and when it was created: the time of the commit it was built from.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
pub const CREATED: &str = match option_env!("ATOLL_CREATED") {
    Some(created) => created,
    None => "AN UNKNOWN DATE",
};

/// Says what was loaded and from where.
pub fn show(console: &Console) {
    console.say(&alloc::format!("Atoll V{VERSION} (64-BIT)"));
    let volume = volume();
    let volume = volume.as_deref().unwrap_or("THE HOST");
    console.say(&alloc::format!("SYSTEM NUCLEUS CREATED ON {CREATED}, LOADED FROM {volume}"));
    console.say("");
}

/// Says that this system is of an SSI cluster, where SYSTEM CONFIG says so.
pub fn show_ssi(console: &Console) {
    let stars = "*".repeat(69);
    if system::config().ssi.is_some() {
        console.say(&stars);
        console.say("*   Single System Image is enabled and active.");
        console.say(&stars);
    }
}

/// What LOGON shows first.
pub fn greeting() -> [String; 2] {
    [alloc::format!("Atoll Version {VERSION} (64-bit),"), "an open hypervisor for s390x".into()]
}

/// The volume that the stand-alone loader names in its parameters.
pub fn volume() -> Option<String> {
    IplParameters::parse(machine::parameters()).0.load_volume
}
