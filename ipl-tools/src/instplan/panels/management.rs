//! Panel 2: who manages the system.

use super::Refusal;
use crate::instplan::panel::{Accepts, Panel};

const HELP: &str = "\
ATOLL HAS NEITHER A UNIFIED RESOURCE MANAGER NOR AN SMAPI SERVER YET: N IS
THE ONLY ANSWER THAT CAN BE CARRIED OUT.";

const TEXT: [(u16, u16, &str); 9] = [
    (3, 3, "Would you like to have your system automatically configured to be"),
    (4, 3, "managed by the Unified Resource Manager or some other SMAPI client"),
    (5, 3, "for system management? (Y/N)"),
    (8, 0, "Keep The Following in Mind:"),
    (10, 3, "If you say YES, you should not attempt to manage your system in any"),
    (11, 3, "other way."),
    (13, 3, "If you'd like to manage your own system, or use a purchased"),
    (14, 3, "external security manager or a purchased directory manager say"),
    (15, 3, "NO"),
];

pub fn panel() -> Panel {
    let mut panel = Panel::new("*** z/VM INSTALLATION PLANNING PANEL 2 ***", HELP);
    panel.field((3, 0), 1, Accepts::OneOf("YN"), "N");
    for (row, column, line) in TEXT {
        panel.text(row, column, line);
    }
    panel
}

pub fn take(panel: &Panel) -> Result<(), Refusal> {
    let message = match panel.values().next() {
        Some("N") => return Ok(()),
        Some("Y") => {
            "HCPMLM3016I Management by the Unified Resource Manager is not available for this system."
        }
        _ => "ANSWER Y OR N",
    };
    Err(Refusal { field: 0, message: message.to_owned() })
}
