//! Statements that are kept as they stand, and as much of their form as is checked.

use alloc::format;

use crate::Statement;
use crate::operands::{Operands, Taken, unexpected};

/// What must follow a statement's name.
enum Form {
    /// Something.
    Any,
    /// Something or nothing.
    Text,
    /// Nothing.
    Alone,
    /// First one of these words.
    First(&'static [&'static str]),
    /// First a device number or a range of them.
    Device,
}

use Form::{Alone, Any, Device, First, Text};

/// Statements that may define, change, and switch on and off the parts of CP's own interface.
const INTERFACE: Form = First(&["CMD", "COMMAND", "DIAGNOSE"]);

/// Sorted by name.
const OTHERS: [(&str, Form); 41] = [
    ("CHARACTER_DEFAULTS", First(&["CHAR_DELETE", "ESCAPE", "LINE_DELETE", "LINE_END", "TAB"])),
    ("CPXLOAD", Any),
    ("CP_ACCESS", Any),
    ("CP_ADDON_INITIALIZE_ROUTINES", Any),
    ("CRYPTO", First(&["APVIRTUAL", "APVIRT"])),
    ("CU", Any),
    ("DEFINE", First(&["ALIAS", "CMD", "COMMAND", "CPUPOOL", "DIAGNOSE", "LAN", "VSWITCH"])),
    ("DISABLE", INTERFACE),
    ("DISTRIBUTE", First(&["IUCV"])),
    ("DRAIN", Any),
    ("EDEVICE", Device),
    ("ENABLE", INTERFACE),
    ("ENCRYPT", First(&["PAGING"])),
    ("EXTERNAL_SYNTAX", Any),
    ("FORM_DEFAULT", Any),
    ("HOT_IO_RATE", Any),
    ("INIT_MITIME", Any),
    ("JOURNALING", Any),
    ("LOGO_CONFIG", Any),
    ("MODIFY", First(&["CMD", "COMMAND", "DIAGNOSE", "LAN", "PORT", "PRIV_CLASSES", "VSWITCH"])),
    ("MONITOR", Any),
    ("MULTITHREADING", First(&["DISABLE", "ENABLE"])),
    ("PAGING", Any),
    ("PAGING63", Alone),
    ("PORT", First(&["GROUP"])),
    ("PRINTER_TITLE", Any),
    ("PRIV_CLASSES", Any),
    ("PRODUCT", First(&["PRODID"])),
    ("SAY", Text),
    ("SET", Any),
    ("SRM", Any),
    ("START", Any),
    ("STORAGE", First(&["AGELIST", "IPLPAGES", "RECONFIG"])),
    ("STP_TIMESTAMP", Alone),
    ("STP_TIMEZONE", Alone),
    ("SYSTEM_ALIAS", Any),
    ("THROTTLE", Any),
    ("TRANSLATE_TABLE", Any),
    ("USERFORM", Any),
    ("USER_DEFAULTS", Any),
    (
        "VMLAN",
        First(&[
            "ACCOUNTING",
            "ACNT",
            "LIMIT",
            "MACIDRANGE",
            "MACPREFIX",
            "MACPROTECT",
            "USERPREFIX",
        ]),
    ),
];

/// Reads the operands of statement `name`, if it is one of these.
pub fn read(name: &str, operands: &mut Operands<'_>) -> Option<Taken<Statement>> {
    let (name, form) = OTHERS.iter().find(|(other, _)| *other == name)?;
    let checked = check(name, form, operands);
    let statement = |()| Statement::Other { name, operands: operands.remaining() };
    Some(checked.map(statement))
}

/// Looks at the first operand without taking it.
fn check(name: &str, form: &Form, operands: &Operands<'_>) -> Taken<()> {
    let mut ahead = operands.clone();
    match form {
        Any => ahead.next(&format!("an operand of {name}")).map(|_| ()),
        Text => Ok(()),
        Alone => ahead.end(),
        Device => ahead.devices().map(|_| ()),
        First(words) => {
            let expected = words.join(" or ");
            let first = ahead.next(&expected)?;
            let known = words.contains(&first.text.as_str());
            if known { Ok(()) } else { Err(unexpected(first, &expected)) }
        }
    }
}
