//! Fuzz targets: functions of any bytes that must neither panic nor take long.
//!
//! The same functions run under libFuzzer (`cargo xtask fuzz`), which is guided by coverage, and
//! for a bounded number of seeded cases as ordinary tests.
#![forbid(unsafe_code)]

mod console;
mod images;
mod mutate;
mod structure;
mod text;
mod volume;

pub use mutate::{Mutator, case};
pub use structure::{STRUCTURES, Structure};
pub use volume::Volume;

/// One target.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// What must not panic.
    pub run: fn(&[u8]),
    /// Good inputs to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All targets: texts, then what is typed, then what is on volumes.
pub const TARGETS: [Target; 17] = [
    Target { name: "system-config", run: text::system_config, seeds: text::config_seeds },
    Target { name: "user-direct", run: text::user_direct, seeds: text::directory_seeds },
    Target { name: "line-editor", run: console::line_editor, seeds: console::line_seeds },
    Target { name: "command-line", run: console::command_line, seeds: console::line_seeds },
    Target { name: "ds3270", run: console::ds3270, seeds: console::screen_seeds },
    Target { name: "face", run: console::face, seeds: console::line_seeds },
    structure::target::<0>(),
    structure::target::<1>(),
    structure::target::<2>(),
    structure::target::<3>(),
    structure::target::<4>(),
    structure::target::<5>(),
    structure::target::<6>(),
    structure::target::<7>(),
    structure::target::<8>(),
    structure::target::<9>(),
    structure::target::<10>(),
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
