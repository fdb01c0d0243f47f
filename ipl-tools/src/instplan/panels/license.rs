//! Where z/VM shows the SSI licence.

use crate::instplan::panel::Panel;

const HELP: &str = "F5 ACCEPTS THE LICENCE AND GOES ON TO THE NEXT PANEL.";

const TEXT: [&str; 7] = [
    "Atoll is licensed under the MIT licence or the Apache License, Version 2.0,",
    "at your option. Single System Image and Live Guest Relocation are part of it:",
    "there is no feature to be licensed on its own.",
    "",
    "There is no warranty: see the files LICENSE-MIT and LICENSE-APACHE.",
    "",
    "Press F5 to accept the licence.",
];

pub fn panel() -> Panel {
    let mut panel = Panel::new("*** LICENSE ***", HELP);
    for (row, line) in (3..).zip(TEXT) {
        panel.text(row, 0, line);
    }
    panel
}
