//! The statements by name, and how the operands of each are read.

mod cluster;
mod devices;
mod system;
mod volumes;

use alloc::format;
use syntax::Keyword;

use crate::Statement;
use crate::operands::{Operands, Taken, unexpected};
use crate::reader::{Fault, Token};

/// Reads the operands after a statement's name.
type Read = fn(&mut Operands<'_>) -> Taken<Statement>;

/// The statements that are read here; those of more than one word are told apart by `Read`.
const STATEMENTS: &[(Keyword, Read)] = &[
    (Keyword::new("CP_OWNED", 8), volumes::cp_owned),
    (Keyword::new("EQUATE", 6), system::equate),
    (Keyword::new("FEATURES", 8), system::features),
    (Keyword::new("OPERATOR_CONSOLES", 17), devices::operator_consoles),
    (Keyword::new("RDEVICE", 4), devices::rdevice),
    (Keyword::new("SSI", 3), cluster::ssi),
    (Keyword::new("SYSTEM_IDENTIFIER", 17), cluster::system_identifier),
    (Keyword::new("SYSTEM_IDENTIFIER_DEFAULT", 25), cluster::system_identifier_default),
    (Keyword::new("SYSTEM_RESIDENCE", 16), volumes::system_residence),
    (Keyword::new("SYSTEM_USERIDS", 14), system::system_userids),
    (Keyword::new("TIMEZONE_DEFINITION", 19), system::timezone_definition),
    (Keyword::new("USER_VOLUME_EXCLUDE", 19), volumes::user_volume_exclude),
    (Keyword::new("USER_VOLUME_INCLUDE", 19), volumes::user_volume_include),
    (Keyword::new("USER_VOLUME_LIST", 16), volumes::user_volume_list),
    (Keyword::new("ACTIVATE", 8), cluster::activate_islink),
];

/// The statements that are kept as they stand.
const OTHERS: &[&str] = &[
    "ALTERNATE_OPERATORS",
    "CHARACTER_DEFAULTS",
    "CP_ACCESS",
    "CP_ADDON_INITIALIZE_ROUTINES",
    "CPXLOAD",
    "CRYPTO",
    "CU",
    "DEFINE",
    "DEVICES",
    "DISABLE",
    "DISTRIBUTE",
    "DRAIN",
    "EDEVICE",
    "EMERGENCY_MESSAGE_CONSOLES",
    "ENABLE",
    "ENCRYPT",
    "ENFORCE_BY_VOLID",
    "EXTERNAL_SYNTAX",
    "FORM_DEFAULT",
    "HOT_IO_RATE",
    "IMBED",
    "INIT_MITIME",
    "JOURNALING",
    "LOGO_CONFIG",
    "MODIFY",
    "MONITOR",
    "MULTITHREADING",
    "PAGING",
    "PORT",
    "PRINTER_TITLE",
    "PRIV_CLASSES",
    "PRODUCT",
    "RELOCATION_DOMAIN",
    "SAY",
    "SET",
    "SRM",
    "START",
    "STORAGE",
    "STP_TIMESTAMP",
    "STP_TIMEZONE",
    "SYSTEM_ALIAS",
    "SYSTEM_DATEFORMAT",
    "THROTTLE",
    "TIMEZONE_BOUNDARY",
    "TOLERATE_CONFIG_ERRORS",
    "TRANSLATE_TABLE",
    "USER_DEFAULTS",
    "USER_VOLUME_RDEV",
    "USERFORM",
    "VMLAN",
];

/// Cross-system extensions that a cluster does without, and what takes their place.
const REPLACED: &[(&str, &str)] = &[
    ("XLINK_SYSTEM_", "the members named by the SSI statement"),
    ("XLINK_", "nothing: a cluster guards minidisks on every volume"),
    ("XSPOOL_SYSTEM", "the members named by the SSI statement; spool files are always shared"),
    ("XSPPOOL_SYSTEM", "the members named by the SSI statement; spool files are always shared"),
    ("XSPOOL_", "IDENTITY instead of USER in the directory for who may log on everywhere"),
    ("XSPPOOL_", "IDENTITY instead of USER in the directory for who may log on everywhere"),
];

/// Reads the statement whose name is the first of `tokens`.
pub(crate) fn read(name: &Token, tokens: &[Token]) -> Taken<Statement> {
    let mut operands = Operands::new(tokens, 1);
    if let Some((_, read)) = STATEMENTS.iter().find(|(keyword, _)| keyword.matches(&name.text)) {
        let statement = read(&mut operands)?;
        operands.end()?;
        return Ok(statement);
    }
    if let Some(other) = OTHERS.iter().find(|other| **other == name.text) {
        return Ok(Statement::Other { name: other, operands: operands.remaining() });
    }
    let replaced = REPLACED.iter().find(|(prefix, _)| name.text.starts_with(prefix));
    Err(match replaced {
        Some((_, instead)) => {
            let problem = format!("{} is not allowed in an SSI cluster", name.text);
            Fault::new(name.at, problem, instead)
        }
        None => unexpected(name, "the name of a statement"),
    })
}
